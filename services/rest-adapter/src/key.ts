import { createHash } from 'node:crypto'
import type { KeyForm } from './credentials.ts'

/**
 * The `Idempotency-Key` of a reference, the same for ever. Quoted is the form of
 * draft-ietf-httpapi-idempotency-key-header-07; most ledgers take any text, and some UUIDs alone.
 */
export function keyFor(reference: string, form: KeyForm): string {
  if (form === 'raw') return reference
  return form === 'uuid' ? uuidOf(reference) : `"${reference}"`
}

/** RFC 9562, version 5, in the name space of object identifiers. */
function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(space).update(name).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
const space = Buffer.from('6ba7b8129dad11d180b400c04fd430c8', 'hex')
