/**
 * The path at the service, from a template like `/organizations/{organizationId}` and the values that were read from the
 * address. `undefined` where a value would lead elsewhere: whoever resolves dots takes `..` for the folder above. The id of a
 * record comes from its app, and may have a slash.
 */
export function upstreamPath(
  template: string,
  params: Readonly<Record<string, string>>,
  query: string,
): string | undefined {
  if (Object.entries(params).some(([name, value]) => isAstray(name, value))) return undefined
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  return query === '' ? path : `${path}?${query}`
}

function isAstray(name: string, value: string): boolean {
  const parts = name === 'recordId' ? value.split('/') : [value]
  return parts.some((part) => part === '' || /^\.{1,2}$|[\p{Cc}\\/]/u.test(part))
}
