import { isUtf8 } from 'node:buffer'
import { definitions as catalogue } from '@bilagsbro/events/catalogue'
import type { EventDefinition } from '@bilagsbro/events/define-event'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import {
  schemaOf,
  sizeProblem,
  type Headers,
  type HeaderValue,
  type IncomingMessage,
  type Position,
  type Received,
} from './encoding.ts'
import { jsonFault } from './json-fault.ts'
import { keyProblem } from './message-key.ts'
import { asError } from './wait.ts'

/**
 * The event; nothing, where the event belongs to its topic but has no handler here; or a fault, in a sentence that names
 * the field and the remedy.
 */
export type Decode = (
  message: IncomingMessage,
  position: Position,
) => Result<Received | undefined, string>

/** `unread`: the header by which an event says that its reader does not need it. */
export function createDecode(
  wanted: readonly EventDefinition[],
  unread: ReadonlyMap<EventDefinition, string> = new Map(),
): Decode {
  const types = new Map<string, Map<string, EventDefinition>>()
  for (const definition of [...catalogue, ...wanted]) {
    const ofTopic = types.get(definition.topic) ?? new Map<string, EventDefinition>()
    types.set(definition.topic, ofTopic.set(definition.type, definition))
  }
  const decode: Decode = (message, position) => {
    if (message.fault) return err(message.fault)
    let { headers = {} } = message
    const structured = isStructured(headers) ? open(message) : undefined
    if (structured?.ok === false) return structured
    if (structured) headers = structured.value.headers
    const problem = headersProblem(headers)
    if (problem) return err(problem)
    const type = text(headers, 'ce_type')!
    const definition = types.get(position.topic)?.get(type)
    if (!definition) return err(unknownType(type, [...(types.get(position.topic)?.keys() ?? [])]))
    if (!wanted.includes(definition)) return ok(undefined)
    const header = unread.get(definition)
    if (header !== undefined && headers[header] !== undefined) return ok(undefined)
    const given = structured ? structured.value.data : parse(message.value)
    const data = dataOf(given, headers, definition)
    if (!data.ok) return data
    const misplaced = keyProblem(definition, message.key, data.value)
    if (misplaced) return err(misplaced)
    return ok({
      definition,
      id: text(headers, 'ce_id')!,
      data: data.value,
      traceparent: traceparentOf(headers),
      position,
    })
  }
  return (message, position) => {
    try {
      return decode(message, position)
    } catch (error) {
      // A fault of one message must never harm another.
      return err(`The message cannot be read: ${asError(error).message}`)
    }
  }
}

/** CloudEvents' modes on Kafka: binary, with its attributes in headers, or structured, all in one JSON. */
const isStructured = (headers: Headers): boolean =>
  text(headers, 'content-type')?.startsWith('application/cloudevents') ?? false

interface Opened {
  /** Of the binary mode. */
  readonly headers: Headers
  readonly data: Result<unknown, string>
}

function open({ value, headers = {} }: IncomingMessage): Result<Opened, string> {
  const mode = text(headers, 'content-type')!
  if (!/^application\/cloudevents\+json *(;|$)/.test(mode))
    return err(
      `content-type: "${mode.slice(0, 100)}" is not read here. Send application/json with CloudEvents headers, or one event in application/cloudevents+json.`,
    )
  const event = parse(value)
  return event.ok ? opened(event.value, headers) : event
}

const attributes = ['id', 'source', 'specversion', 'type'] as const

function opened(event: unknown, headers: Headers): Result<Opened, string> {
  const given = (typeof event === 'object' ? event : null) as Record<string, unknown> | null
  const missing = attributes.find((name) => typeof given?.[name] !== 'string')
  if (!given || missing)
    return err(`${missing}: missing. Send the CloudEvents attributes ${attributes.join(', ')}.`)
  if (given['data'] === undefined)
    return err('data: missing. Send the data of the event as one JSON object.')
  const texts = Object.entries(given).flatMap(([name, one]) =>
    typeof one === 'string' ? [[name === 'traceparent' ? name : `ce_${name}`, one] as const] : [],
  )
  return ok({ headers: { ...headers, ...Object.fromEntries(texts) }, data: ok(given['data']) })
}

const required = ['ce_type', 'ce_id', 'ce_source', 'ce_specversion'] as const
const remedy = 'Send the CloudEvents headers ce_id, ce_source, ce_specversion and ce_type.'

function headersProblem(headers: Headers): string | undefined {
  for (const name of required) {
    const value = only(headers[name])
    if (value === undefined || value === null || value.length === 0)
      return `${name}: missing. ${remedy}`
    if (Array.isArray(value)) return `${name}: sent more than once, and not the same. Send it once.`
    if (value.length > 512)
      return `${name}: is ${value.length} bytes long. Send 512 bytes at the most.`
    if (typeof value !== 'string' && !isUtf8(value))
      return `${name}: is not UTF-8. Send it as UTF-8 text.`
    if (hasNul(value)) return `${name}: holds a NUL character. Send it without.`
  }
  const version = text(headers, 'ce_specversion')
  if (version !== '1.0') return `ce_specversion: is "${version}". Send "1.0".`
  return undefined
}

/** A byte is found in a buffer in a fraction of the time that a text takes. */
const hasNul = (value: string | Buffer): boolean =>
  typeof value === 'string' ? value.includes('\0') : value.includes(0)

function dataOf(
  given: Result<unknown, string>,
  headers: Headers,
  definition: EventDefinition,
): Result<Record<string, unknown>, string> {
  const schema = text(headers, 'ce_dataschema')
  if (schema?.startsWith(`urn:bilagsbro:${definition.type}:`) && schema !== schemaOf(definition))
    return err(
      `ce_dataschema: "${schema}" is not known here. Send version ${definition.version}, or update this service and replay.`,
    )
  if (!given.ok) return given
  if (definition.check(given.value)) return ok(given.value as Record<string, unknown>)
  return err(definition.problems(given.value).join(' '))
}

function parse(value: Buffer | null): Result<unknown, string> {
  if (value === null) return err('value: missing. Send the data of the event as one JSON object.')
  const tooLarge = sizeProblem(value.length)
  if (tooLarge) return err(tooLarge)
  // JSON begins with no zero; other encodings of it, and other formats, do.
  if (value[0] === 0 || value[1] === 0 || !isUtf8(value)) return err(notJson(value))
  const json = value.toString('utf8', startsWith(value, utf8Mark) ? utf8Mark.length : 0)
  try {
    return ok(JSON.parse(json))
  } catch {
    const from = jsonFault(json)
    const where = from === undefined ? '' : ` from character ${from} on`
    return err(`value: is not JSON${where}. Send one JSON object.`)
  }
}

/** The byte order mark that some programs put before text in UTF-8, and that JSON.parse refuses. */
const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf])
const startsWith = (value: Buffer, mark: Buffer) => value.subarray(0, mark.length).equals(mark)

function notJson(value: Buffer): string {
  const [first, second, third] = value
  const hasUtf16Mark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  const isUtf16 = first === 0 ? second !== 0 && third === 0 : second === 0 && third !== 0
  if (hasUtf16Mark || isUtf16) return 'value: is UTF-16. Send the JSON in UTF-8.'
  if (first === 0 && value.length > 5)
    return `value: begins as the serializers of a schema registry write it (schema ${value.readInt32BE(1)}). Send plain JSON, without a registry.`
  return 'value: is not UTF-8. Send the JSON in UTF-8.'
}

function unknownType(type: string, known: readonly string[]): string {
  const named = known.map((one) => `"${one}"`).join(' or ')
  return `ce_type: "${type.slice(0, 100)}" is not an event of this topic. Send ${named || 'it to its own topic'}.`
}

function text(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : only(value)?.toString()
}

/** Some frameworks add a header twice: the same header with the same value counts once. */
function only(value: HeaderValue | undefined): HeaderValue | undefined {
  if (!Array.isArray(value)) return value
  const [first = null] = value
  return value.every((one) => String(one) === String(first)) ? first : value
}

const w3c = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/

/** A traceparent that is cut short or garbled is left out: a trace is never worth an event. */
function traceparentOf(headers: Headers): string | undefined {
  const traceparent = text(headers, 'traceparent')
  return traceparent !== undefined && w3c.test(traceparent) ? traceparent : undefined
}
