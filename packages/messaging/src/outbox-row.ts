import { gunzipSync, gzipSync } from 'node:zlib'
import type { OutgoingMessage } from './encoding.ts'

/** Shorter than this, packing costs more than it spares. */
const packedFrom = 8 * 1024

/**
 * Messages as one outbox row: JSON, and gzip around it where they are many. The events of a batch resemble each other,
 * and a tenth of their bytes has to be sent, logged and stored. The value of an event is JSON already, and is written
 * as it is.
 */
export function toRow(messages: readonly OutgoingMessage[]): Buffer {
  const json = Buffer.from(`[${messages.map(written).join(',')}]`)
  return json.length < packedFrom ? json : gzipSync(json, { level: 1 })
}

export function fromRow(row: Buffer): OutgoingMessage[] {
  const json = isPacked(row) ? gunzipSync(row) : row
  return (JSON.parse(json.toString()) as (Event | Raw)[]).map(read)
}

/** The first byte of gzip; JSON never begins with it. */
const isPacked = (row: Buffer) => row[0] === 0x1f

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
  const headers: Record<string, Buffer[]> = {}
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
