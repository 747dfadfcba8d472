/** Most are: printable ASCII, without a space at either end. */
const plain = /^[!-~](?:[ -~]*[!-~])?$/

/**
 * A name or code of a category, a cost centre, an account, in the one form that all spellings of it share. Invisible
 * characters are not part of it; blanks of all kinds are spaces, and none stands at an end; letters are composed
 * (Unicode's NFC). The number of spaces within stays: a ledger may hold such a code.
 */
export const nameOf = (text: string): string =>
  plain.test(text)
    ? text
    : text.replaceAll(unseen, '').replaceAll(blanks, ' ').trim().normalize('NFC')

const blanks = /\p{Zs}/gu
// Soft hyphens, zero-width spaces, marks of direction. Those that join letters are part of some scripts.
const unseen =
  /\u00ad|\u034f|\u061c|\u180e|\u200b|[\u200e\u200f]|[\u202a-\u202e]|[\u2060-\u206f]|\ufeff/g

/** An identifier that no person types: the same however its letters are composed, and otherwise kept as it is. */
export const idOf = (text: string): string => (ascii.test(text) ? text : text.normalize('NFC'))
const ascii = /^[\0-\u007f]*$/

/** A JSON value with all of its texts and keys as names; the same value where they are. Of two keys that become one, the name itself counts. */
export function withNames<T>(value: T): T
export function withNames(value: unknown): unknown {
  if (typeof value === 'string') return nameOf(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    const named = value.map((item) => withNames<unknown>(item))
    return named.some((item, at) => item !== value[at]) ? named : value
  }
  const fields = Object.entries(value)
  const named = fields.map(([key, field]) => [nameOf(key), withNames<unknown>(field)] as const)
  if (named.every(([key, field], at) => key === fields[at]![0] && field === fields[at]![1]))
    return value
  const proper = named.filter(([key], at) => key === fields[at]![0] || !Object.hasOwn(value, key))
  return Object.fromEntries(proper)
}
