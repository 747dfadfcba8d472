import { createHmac } from 'node:crypto'
import type { Entry } from './entry.ts'

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
export function written(
  { at: moment, revision = 0, more, note, payload, ...entry }: Entry,
  { kind, traceId, newSalt }: Told,
): Written {
  const at = new Date(moment).toISOString()
  const content = payload ?? (note === undefined ? undefined : { note })
  const body = content && JSON.stringify(content)
  const salt = body === undefined ? undefined : newSalt()
  const line = JSON.stringify({
    v: 1,
    ...entry,
    kind,
    revision,
    at,
    traceId,
    ...more,
    payload: salt && digestOf(salt, body!),
  })
  return { ...entry, kind, revision, at, traceId, line, salt, body }
}

/** HMAC-SHA-256 of the body, under the salt's bytes. */
export const digestOf = (salt: string, body: string): string =>
  createHmac('sha256', Buffer.from(salt, 'hex')).update(body).digest('hex')
