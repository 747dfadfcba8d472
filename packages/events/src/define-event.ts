import type { Immutable } from '@bilagsbro/kernel/immutable'
import { Compile } from 'typebox/compile'
import type { Static, TObject } from 'typebox'

/** One kind of event: its schema, and the topic and key it travels with. The only place where these texts stand. */
export interface EventDefinition<Type extends string = string, Data extends TObject = TObject> {
  readonly type: Type
  readonly version: number
  readonly topic: string
  /** The field of `data` that decides the partition: events with the same value are kept in order. */
  readonly key: string
  /** The event's meaning, for people who build against it. */
  readonly summary: string
  readonly data: Data
  /** What can be told of an event by an attribute of its envelope, so that who does not need it need not read it. */
  readonly attributes?: (data: Immutable<Static<Data>>) => Readonly<Record<string, string>>
  readonly check: (value: unknown) => value is Immutable<Static<Data>>
  /** The faults of a value, each with its field and the remedy; empty where there are none. */
  readonly problems: (value: unknown) => string[]
}

export type DataOf<D extends EventDefinition> = Immutable<Static<D['data']>>

/** The parts of a CloudEvent that handlers see. */
export interface EventOf<D extends EventDefinition = EventDefinition> {
  readonly definition: D
  /** Unique per event (CloudEvents `id`); never what deduplication trusts. */
  readonly id: string
  readonly data: DataOf<D>
  /** W3C trace context that the event continues. */
  readonly traceparent?: string | undefined
}

export function defineEvent<const Type extends string, Data extends TObject>(
  event: Pick<
    EventDefinition<Type, Data>,
    'type' | 'version' | 'summary' | 'data' | 'attributes'
  > & {
    readonly key: keyof Static<Data> & string
    readonly topic?: string
  },
): EventDefinition<Type, Data> {
  const validator = Compile(event.data)
  return {
    topic: event.type,
    ...event,
    check: (value): value is Immutable<Static<Data>> => validator.Check(value),
    problems: (value) => [
      ...new Set(
        [...validator.Errors(value)].flatMap((fault) => sentences(event.data, value, fault)),
      ),
    ],
  }
}

interface Fault {
  readonly keyword: string
  readonly instancePath: string
  readonly message: string
  readonly params: object
}

function sentences(schema: TObject, value: unknown, fault: Fault): string[] {
  const path = fault.instancePath.split('/').slice(1)
  if (fault.keyword === 'required') {
    const missing = (fault.params as { requiredProperties: string[] }).requiredProperties
    return missing.map((name) => line([...path, name], 'missing', schema))
  }
  // Of a union, what is said of each branch only repeats that none fits.
  if (fault.keyword === 'const') return []
  const found = valueAt(value, path)
  return [line(path, `${shown(found)} ${inWords(fault, found)}`, schema)]
}

function inWords({ keyword, message }: Fault, found: unknown): string {
  if (keyword === 'anyOf') return 'is not one of the choices'
  if (keyword !== 'pattern') return message
  // A pattern tells nobody that what it minds cannot be seen.
  const text = String(found)
  if (!text.isWellFormed()) return 'holds half of a character; send whole ones'
  return /\p{Cc}/u.test(text) ? 'holds a control character; send it without' : message
}

function line(path: readonly string[], said: string, schema: TObject): string {
  return `${path.join('.') || 'data'}: ${said}. ${remedy(schema, path)}`.trim()
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], value)
}

function shown(value: unknown): string {
  const text = jsonOf(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** A value that is nested a hundred thousand times is JSON, too, and cannot be written. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return 'what is nested too deeply'
  }
}

/** The `description` of the schema at a path says what the field should be. */
function remedy(schema: unknown, path: readonly string[]): string {
  let at = schema as { properties?: Record<string, unknown>; items?: unknown; description?: string }
  for (const key of path)
    at = ((/^\d+$/.test(key) ? at?.items : at?.properties?.[key]) ?? {}) as typeof at
  return at?.description ?? ''
}
