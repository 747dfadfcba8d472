import { createHash } from 'node:crypto'

/** SHA-256, in hex, of a JSON value with its keys in order: equal contents have equal hashes, however they were written. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const fields = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const key of Object.keys(fields).sort()) {
    const inner = fields[key]
    if (inner !== undefined) text += `${text && ','}${JSON.stringify(key)}:${canonical(inner)}`
  }
  return `{${text}}`
}
