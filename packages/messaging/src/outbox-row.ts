import { gunzipSync, gzipSync } from 'node:zlib'
import type { OutgoingMessage } from './encoding.ts'

/** Messages as an outbox row holds them: as JSON, or packed where they are many. */
export interface OutboxRow {
  readonly messages: string | null
  readonly packed: Buffer | null
}

/** Shorter than this, packing costs more than it spares. */
const packedFrom = 8 * 1024

/**
 * The events of a batch resemble each other: packed, a tenth of their bytes is left to be sent, logged and stored. The
 * value of an event is JSON already, and is written as it is.
 */
export function toRow(messages: readonly OutgoingMessage[]): OutboxRow {
  const json = `[${messages.map(written).join(',')}]`
  if (json.length < packedFrom) return { messages: json, packed: null }
  return { messages: null, packed: gzipSync(json, { level: 1 }) }
}

export function fromRow({ messages, packed }: OutboxRow): OutgoingMessage[] {
  const json = packed ? gunzipSync(packed).toString() : messages!
  return (JSON.parse(json) as (Event | Raw)[]).map(read)
}

interface Event {
  readonly topic: string
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  readonly data: unknown
}

/** Bytes of somebody else's, which may be no text at all: in base64. */
interface Raw {
  readonly topic: string
  readonly raw: {
    readonly key: string | null
    readonly value: string | null
    readonly headers: readonly (readonly [name: string, value: string])[]
  }
}

function written({ topic, key, value, headers }: OutgoingMessage): string {
  if (typeof key === 'string' && typeof value === 'string')
    return `{"topic":"${topic}","key":${JSON.stringify(key)},"headers":${JSON.stringify(headers)},"data":${value}}`
  const pairs = Object.entries(headers).flatMap(([name, given]) =>
    (Array.isArray(given) ? given : [given]).map((one) => [name, base64(one)] as const),
  )
  const raw = { key: base64(key), value: base64(value), headers: pairs }
  return JSON.stringify({ topic, raw })
}

function read(stored: Event | Raw): OutgoingMessage {
  const { topic } = stored
  if ('data' in stored) {
    const { key, headers, data } = stored
    return { topic, key, headers, value: JSON.stringify(data) }
  }
  // Others name headers as they like, also as something that every object has.
  const headers = Object.create(null) as Record<string, Buffer[]>
  for (const [name, value] of stored.raw.headers) (headers[name] ??= []).push(bytes(value)!)
  return { topic, key: bytes(stored.raw.key), value: bytes(stored.raw.value), headers }
}

function base64<T extends string | Buffer | null>(value: T) {
  return (value === null ? null : Buffer.from(value).toString('base64')) as T extends null
    ? null
    : string
}

function bytes(value: string | null): Buffer | null {
  return value === null ? null : Buffer.from(value, 'base64')
}
