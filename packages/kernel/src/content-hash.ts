import { hash } from 'node:crypto'

/** SHA-256, in hex, of a JSON value with its keys in order: equal contents have equal hashes, however they were written. */
export const contentHash = (value: unknown): string =>
  hash('sha256', JSON.stringify(inKeyOrder(value)) ?? 'null')

function inKeyOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(inKeyOrder)
  const fields = value as Readonly<Record<string, unknown>>
  const keys = Object.keys(fields).sort()
  return Object.fromEntries(keys.map((key) => [key, inKeyOrder(fields[key])]))
}
