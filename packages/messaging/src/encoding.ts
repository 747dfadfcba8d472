import type { DataOf, EventDefinition, EventOf } from '@bilagsbro/events/define-event'

/** Where on Kafka a message stands. The topic is without its prefix. */
export interface Position {
  readonly topic: string
  readonly partition: number
  readonly offset: string
}

/** An event as it arrived: `traceparent` is what to continue from. */
export type Received<D extends EventDefinition = EventDefinition> = EventOf<D> & {
  readonly position: Position
}

/** Kafka knows headers without a value, too. */
export type HeaderValue = string | Buffer | null | (string | Buffer | null)[]

/** A message as it goes to Kafka; its topic is without its prefix. */
export interface OutgoingMessage {
  readonly topic: string
  readonly key: string | Buffer | null
  readonly value: string | Buffer | null
  readonly headers: Readonly<Record<string, HeaderValue>>
}

export type Headers = Readonly<Record<string, HeaderValue | undefined>>

export interface IncomingMessage {
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers?: Headers | undefined
  readonly offset: string
  /** When the message came to the broker, or the moment that its producer gave. */
  readonly timestamp?: string | undefined
  /** Why the message can never be handled, whatever is in it. */
  readonly fault?: string | undefined
  /** The parts of the message that are left out here. */
  readonly cut?: string | undefined
  /** The first and the last offset of the batch that could not be decoded, and is the value. */
  readonly batch?: string | undefined
}

export interface Envelope {
  readonly id: string
  readonly time: string
  readonly source: string
  readonly traceparent?: string | undefined
}

/** The largest value of an event, on any topic. */
export const maxValueBytes = 256 * 1024

export const schemaOf = ({ type, version }: EventDefinition) => `urn:bilagsbro:${type}:${version}`

/** CloudEvents 1.0, Kafka protocol binding, binary mode. Throws when the data is not what the schema says. */
export function encode<D extends EventDefinition>(
  definition: D,
  data: DataOf<D>,
  { id, time, source, traceparent }: Envelope,
): OutgoingMessage {
  if (!definition.check(data))
    throw new Error(`${definition.type}: ${definition.problems(data).join(' ')}`)
  const value = toJson(data)
  const tooLarge = sizeProblem(value.length * 3 > maxValueBytes ? Buffer.byteLength(value) : 0)
  if (tooLarge) throw new Error(`${definition.type}: ${tooLarge}`)
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: source,
    ce_type: definition.type,
    ce_time: time,
    ce_dataschema: schemaOf(definition),
  }
  if (traceparent) headers.traceparent = traceparent
  if (definition.attributes)
    for (const [name, told] of Object.entries(definition.attributes(data)))
      headers[`ce_${name}`] = told
  return {
    topic: definition.topic,
    key: (data as Record<string, string>)[definition.key]!,
    value,
    headers,
  }
}

/** Texts of others that we pass on may hold half a character or a NUL, which no reader's database takes. */
function toJson(data: unknown): string {
  const json = JSON.stringify(data)
  return unstorable.test(json) ? JSON.stringify(data, storable) : json
}
const unstorable = /\\u(?:0000|d[89a-f])/

const storable = (_name: string, value: unknown) =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value

export function sizeProblem(bytes: number): string | undefined {
  if (bytes <= maxValueBytes) return undefined
  return `value: is ${bytes} bytes, and the limit is ${maxValueBytes} (256 KiB). Send less in one event.`
}
