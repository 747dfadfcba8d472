const longest = 2_000

/**
 * What an accounting system said, as PostgreSQL can keep it and people can read it: half a character, which is what
 * cutting leaves, and a NUL become U+FFFD, and what is longer than anybody reads is cut.
 */
export const storable = <T>(value: T): T => clean(value) as T

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, clean(part)]))
}

function cleanText(text: string): string {
  const short = text.length > longest ? text.slice(0, longest) : text
  return short.toWellFormed().replaceAll('\0', '\ufffd')
}
