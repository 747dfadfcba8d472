import { isUtf8 } from 'node:buffer'
import { definitions as catalogue } from '@bilagsbro/events/catalogue'
import type { DataOf, EventDefinition, EventOf } from '@bilagsbro/events/define-event'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { jsonFault } from './json-fault.ts'

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

type Headers = Readonly<Record<string, HeaderValue | undefined>>

export interface IncomingMessage {
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers?: Headers | undefined
  readonly offset: string
  /** When it came to the broker, or whatever its producer says. */
  readonly timestamp?: string | undefined
  /** Why it can never be handled, whatever is in it. */
  readonly fault?: string | undefined
  /** What is left out of it here. */
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

const schemaOf = ({ type, version }: EventDefinition) => `urn:bilagsbro:${type}:${version}`

/** CloudEvents 1.0, Kafka protocol binding, binary mode. Throws when the data is not what the schema says. */
export function encode<D extends EventDefinition>(
  definition: D,
  data: DataOf<D>,
  { id, time, source, traceparent }: Envelope,
): OutgoingMessage {
  if (!definition.check(data))
    throw new Error(`${definition.type}: ${definition.problems(data).join(' ')}`)
  const value = JSON.stringify(data)
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
  return {
    topic: definition.topic,
    key: (data as Record<string, string>)[definition.key]!,
    value,
    headers,
  }
}

/**
 * The event; nothing, where the event is one of its topic but nobody here asked for it; or a sentence that names the
 * field and the remedy.
 */
export type Decode = (
  message: IncomingMessage,
  position: Position,
) => Result<Received | undefined, string>

export function createDecode(wanted: readonly EventDefinition[]): Decode {
  const types = new Map<string, Map<string, EventDefinition>>()
  for (const definition of [...catalogue, ...wanted]) {
    const ofTopic = types.get(definition.topic) ?? new Map<string, EventDefinition>()
    types.set(definition.topic, ofTopic.set(definition.type, definition))
  }
  return (message, position) => {
    if (message.fault) return err(message.fault)
    const { value, headers = {} } = message
    const problem = headersProblem(headers)
    if (problem) return err(problem)
    const type = text(headers, 'ce_type')!
    const definition = types.get(position.topic)?.get(type)
    if (!definition) return err(unknownType(type, [...(types.get(position.topic)?.keys() ?? [])]))
    if (!wanted.includes(definition)) return ok(undefined)
    const data = parse(value, headers, definition)
    if (!data.ok) return data
    return ok({
      definition,
      id: text(headers, 'ce_id')!,
      data: data.value,
      traceparent: traceparentOf(headers),
      position,
    })
  }
}

const required = ['ce_type', 'ce_id', 'ce_source', 'ce_specversion'] as const
const remedy = 'Send the CloudEvents headers ce_id, ce_source, ce_specversion and ce_type.'

function headersProblem(headers: Headers): string | undefined {
  for (const name of required) {
    const value = headers[name]
    if (value === undefined || value === null || value.length === 0)
      return `${name}: missing. ${remedy}`
    if (Array.isArray(value)) return `${name}: sent more than once. Send it once.`
    if (value.length > 512)
      return `${name}: is ${value.length} bytes long. Send 512 bytes at the most.`
    if (typeof value !== 'string' && !isUtf8(value))
      return `${name}: is not UTF-8. Send it as UTF-8 text.`
    if (value.includes('\0')) return `${name}: holds a NUL character. Send it without.`
  }
  const version = text(headers, 'ce_specversion')
  if (version !== '1.0') return `ce_specversion: is "${version}". Send "1.0".`
  const time = text(headers, 'ce_time')
  if (time !== undefined && Number.isNaN(Date.parse(time)))
    return `ce_time: is not a moment. Send it in ISO 8601, like "2026-11-21T10:00:00Z", or leave it out.`
  return undefined
}

function parse(value: Buffer | null, headers: Headers, definition: EventDefinition) {
  if (value === null) return err('value: missing. Send the data of the event as one JSON object.')
  const tooLarge = sizeProblem(value.length)
  if (tooLarge) return err(tooLarge)
  const schema = text(headers, 'ce_dataschema')
  if (schema?.startsWith(`urn:bilagsbro:${definition.type}:`) && schema !== schemaOf(definition))
    return err(
      `ce_dataschema: "${schema}" is not known here. Send version ${definition.version}, or update this service and replay.`,
    )
  if (!isUtf8(value)) return err('value: is not UTF-8. Send the JSON in UTF-8.')
  const json = value.toString()
  let data: unknown
  try {
    data = JSON.parse(json)
  } catch {
    return err(`value: is not JSON from character ${jsonFault(json)} on. Send one JSON object.`)
  }
  if (definition.check(data)) return ok(data as Record<string, unknown>)
  return err(definition.problems(data).join(' '))
}

function sizeProblem(bytes: number): string | undefined {
  if (bytes <= maxValueBytes) return undefined
  return `value: is ${bytes} bytes, and the limit is ${maxValueBytes} (256 KiB). Send less in one event.`
}

function unknownType(type: string, known: readonly string[]): string {
  const named = known.map((one) => `"${one}"`).join(' or ')
  return `ce_type: "${type.slice(0, 100)}" is not an event of this topic. Send ${named || 'it to its own topic'}.`
}

function text(headers: Headers, name: string): string | undefined {
  return headers[name]?.toString()
}

const w3c = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/

/** One that is cut short or garbled is left out: a trace is never worth an event. */
function traceparentOf(headers: Headers): string | undefined {
  const traceparent = text(headers, 'traceparent')
  return traceparent !== undefined && w3c.test(traceparent) ? traceparent : undefined
}
