const longest = 2_000

/**
 * A text of an accounting system as PostgreSQL can keep it and people can read it: a NUL, and the half character that
 * cutting leaves, become U+FFFD; a text that is longer than anybody reads is cut.
 */
export const storable = <T>(value: T): T => clean(value) as T

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(clean)
  let copy: Record<string, unknown> | undefined
  for (const [name, part] of Object.entries(value)) {
    const cleaned = clean(part)
    if (cleaned !== part) (copy ??= { ...value })[name] = cleaned
  }
  return copy ?? value
}

function cleanText(text: string): string {
  const short = text.length > longest ? text.slice(0, longest) : text
  return short.isWellFormed() && !short.includes('\0')
    ? short
    : short.toWellFormed().replaceAll('\0', '\ufffd')
}
