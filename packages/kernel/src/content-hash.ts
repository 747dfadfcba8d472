import { hash } from 'node:crypto'

/** SHA-256, in hex, of a JSON value with its keys in order: equal contents have equal hashes, however they were written. */
export const contentHash = (value: unknown): string =>
  hash('sha256', JSON.stringify(inKeyOrder(value)) ?? 'null')

function inKeyOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(inKeyOrder)
  const fields = value as Readonly<Record<string, unknown>>
  const ordered: Record<string, unknown> = {}
  for (const key of sorted(Object.keys(fields)))
    // As a field of its own, and never as what the object is made after.
    if (key === '__proto__')
      Object.defineProperty(ordered, key, { value: inKeyOrder(fields[key]), enumerable: true })
    else ordered[key] = inKeyOrder(fields[key])
  return ordered
}

/** In place. The few keys of a record are in order sooner without what the built-in sort sets up. */
function sorted(keys: string[]): string[] {
  if (keys.length > 32) return keys.sort()
  for (let end = 1; end < keys.length; end++) {
    const key = keys[end]!
    let at = end
    for (; at > 0 && keys[at - 1]! > key; at--) keys[at] = keys[at - 1]!
    keys[at] = key
  }
  return keys
}
