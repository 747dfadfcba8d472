import type { TSchema } from 'typebox'

/** One thing that is wrong with a value: where, what, and what the schema's description says it should be. */
export interface Fault {
  /** Dotted; empty for the whole value. */
  readonly field: string
  /** Reads on after the field's value: `must be an integer`, or `missing`. */
  readonly message: string
  readonly remedy: string
}

interface SchemaFault {
  readonly keyword: string
  readonly instancePath: string
  readonly message: string
  readonly params: object
}

/** Puts what a schema check found into words; at most `limit` faults, one per field. */
export function explain(schema: TSchema, faults: Iterable<object>, limit = 20): Fault[] {
  const found = new Map<string, Fault>()
  for (const fault of faults as Iterable<SchemaFault>) {
    for (const path of fieldsOf(fault)) {
      const field = path.join('.')
      if (!found.has(field))
        found.set(field, { field, message: messageOf(fault), remedy: remedyAt(schema, path) })
    }
    if (found.size >= limit) break
  }
  // A union reports itself and each of its branches: the deeper fields say more.
  return [...found.values()].slice(0, limit)
}

function fieldsOf(fault: SchemaFault): string[][] {
  const path = fault.instancePath.split('/').slice(1).map(unescapePointer)
  const params = fault.params as { requiredProperties?: string[]; additionalProperties?: string[] }
  const inner = params.requiredProperties ?? params.additionalProperties
  return inner ? inner.map((key) => [...path, key]) : [path]
}

function messageOf({ keyword, message, params }: SchemaFault): string {
  if (keyword === 'required') return 'is missing'
  if (keyword === 'additionalProperties') return 'is not known here'
  const { allowedValues } = params as { allowedValues?: unknown[] }
  if (keyword === 'enum' && allowedValues) return `must be one of ${allowedValues.join(', ')}`
  return message
    .replace(/^must be integer$/, 'must be an integer')
    .replace(
      /^must be ((?!an? )(string|number|boolean|array|object))/,
      (_, type: string) => `must be ${/^[ao]/.test(type) ? 'an' : 'a'} ${type}`,
    )
}

function remedyAt(schema: unknown, path: readonly string[]): string {
  let at = schema as { properties?: Record<string, unknown>; items?: unknown; description?: string }
  for (const key of path)
    at = ((/^\d+$/.test(key) ? at.items : at.properties?.[key]) ?? {}) as typeof at
  return at.description ?? ''
}

const unescapePointer = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~')
