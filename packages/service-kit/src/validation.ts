import type { TSchema } from 'typebox'

/** One fault of a value: its place, the fault, and the schema's description of the right value. */
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

/** Puts the errors of a schema check into words, one fault per field. */
export function explain(schema: TSchema, faults: Iterable<object>): Fault[] {
  const found = new Map<string, Fault>()
  for (const fault of faults as Iterable<SchemaFault>) {
    for (const path of fieldsOf(fault)) {
      const field = path.join('.')
      const message = messageOf(fault)
      const before = found.get(field)
      // Each branch of a union of literals reports its own.
      if (before?.message.startsWith(oneOf) && fault.keyword === 'const')
        found.set(field, {
          ...before,
          message: `${before.message}, ${message.slice(oneOf.length)}`,
        })
      else if (!before) found.set(field, { field, message, remedy: remedyAt(schema, path) })
    }
  }
  return [...found.values()]
}

const oneOf = 'must be one of '

function fieldsOf(fault: SchemaFault): string[][] {
  const path = fault.instancePath.split('/').slice(1).map(unescapePointer)
  const params = fault.params as { requiredProperties?: string[]; additionalProperties?: string[] }
  const inner = params.requiredProperties ?? params.additionalProperties
  return inner ? inner.map((key) => [...path, key]) : [path]
}

function messageOf({ keyword, message, params }: SchemaFault): string {
  const { allowedValue, allowedValues } = params as {
    allowedValue?: unknown
    allowedValues?: unknown[]
  }
  if (keyword === 'required') return 'is missing'
  if (keyword === 'additionalProperties' || keyword === 'boolean') return 'is not known here'
  if (keyword === 'pattern') return 'does not have the right form'
  if (keyword === 'const') return `${oneOf}${String(allowedValue)}`
  if (keyword === 'enum' && allowedValues) return `${oneOf}${allowedValues.join(', ')}`
  return message
    .replace(/^must be (?=string|number|boolean)/, 'must be a ')
    .replace(/^must be (?=integer|array|object)/, 'must be an ')
}

function remedyAt(schema: unknown, path: readonly string[]): string {
  let at = schema as { properties?: Record<string, unknown>; items?: unknown; description?: string }
  for (const key of path)
    at = ((/^\d+$/.test(key) ? at.items : at.properties?.[key]) ?? {}) as typeof at
  return at.description ?? ''
}

const unescapePointer = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~')
