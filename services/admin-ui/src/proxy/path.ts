/**
 * The path at the service, from a template like `/organizations/{organizationId}` and the values that were read from the
 * address. `undefined` where a value would lead elsewhere: whoever resolves dots takes `..` for the folder above.
 */
export function upstreamPath(
  template: string,
  params: Readonly<Record<string, string>>,
  query: string,
): string | undefined {
  const values = Object.values(params)
  if (values.some((value) => value === '' || /^\.{1,2}$/.test(value) || /[\p{Cc}\\/]/u.test(value)))
    return undefined
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  return query === '' ? path : `${path}?${query}`
}
