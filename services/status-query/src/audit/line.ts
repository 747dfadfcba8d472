import { hash } from 'node:crypto'
import type { Entry } from './entry.ts'

/** Rises when a line has another form, or when other columns hold copies of it: a replica that is older does not judge them. */
export const lineForm = 2

/** An entry as it is stored: with its line, and with what is kept apart from the line. */
export interface Written extends Omit<Entry, 'at' | 'more' | 'note' | 'payload'> {
  readonly kind: string
  readonly revision: number
  readonly at: string
  readonly traceId?: string | undefined
  /** What is sealed: never built a second time. */
  readonly line: string
  readonly salt?: string | undefined
  readonly body?: string | undefined
}

interface Told {
  readonly kind: string
  readonly traceId?: string | undefined
  readonly newSalt: () => string
}

/**
 * The line is the one text of an entry: hashed, kept and exported as it is here. It names its payload by a salted hash,
 * so that the payload can be erased, and nobody can guess then what it was.
 */
export function written(entry: Entry, { kind, traceId, newSalt }: Told): Written {
  const { revision = 0, more, note, payload } = entry
  const at = new Date(entry.at).toISOString()
  const content = payload ?? (note === undefined ? undefined : { note })
  const body = content && JSON.stringify(content)
  const salt = body === undefined ? undefined : newSalt()
  // Each has all fields, and in one order: objects that look alike are read several times as fast.
  const kept = {
    organizationId: entry.organizationId,
    subject: entry.subject,
    sequence: entry.sequence,
    status: entry.status,
    actor: entry.actor,
    attempt: entry.attempt,
    code: entry.code,
    message: entry.message,
    reference: entry.reference,
    voucherNumber: entry.voucherNumber,
    mappingVersion: entry.mappingVersion,
    runId: entry.runId,
    kind,
    revision,
    at,
    traceId,
  }
  const digest = salt && `,"payload":"${digestOf(salt, body!)}"`
  const line = `{"v":${lineForm}${membersOf(kept)}${more ? membersOf(more) : ''}${digest ?? ''}}`
  return { ...kept, line, salt, body }
}

/** What `JSON.stringify` writes between the braces, behind a comma, in a third of its time. */
function membersOf(fields: Readonly<Record<string, unknown>>): string {
  let members = ''
  for (const name in fields) {
    const value = fields[name]
    if (value !== undefined) members += `,"${name}":${JSON.stringify(value)}`
  }
  return members
}

const blockLength = 64
const [inner, outer] = [0x36, 0x5c]
const hashLength = 32
const outside = Buffer.alloc(blockLength + hashLength)
let inside = Buffer.alloc(4_096)

/**
 * HMAC-SHA-256 (RFC 2104) of the body, under the salt's bytes, of which there are no more than 64. Two hashes at once cost
 * a tenth of what Node's own HMAC does, and a voucher has one.
 */
export function digestOf(salt: string, body: string): string {
  const longest = blockLength + body.length * 3
  if (longest > inside.length) inside = Buffer.alloc(longest)
  const key = Buffer.from(salt, 'hex')
  for (let at = 0; at < blockLength; at++) {
    const byte = key[at] ?? 0
    inside[at] = byte ^ inner
    outside[at] = byte ^ outer
  }
  const end = blockLength + inside.write(body, blockLength)
  hash('sha256', inside.subarray(0, end), 'buffer').copy(outside, blockLength)
  return hash('sha256', outside)
}
