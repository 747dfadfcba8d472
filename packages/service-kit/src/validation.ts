import { pointerTo, type Fault, type Params } from '@bilagsbro/kernel/result'
import type { TSchema } from 'typebox'

interface SchemaFault {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Puts what a schema check found into codes, one fault per field. */
export function explain(schema: TSchema, faults: Iterable<object>): Fault[] {
  const found = new Map<string, Fault>()
  for (const fault of faults as Iterable<SchemaFault>) {
    for (const path of pathsOf(fault)) {
      const field = pointerTo(...path)
      const before = found.get(field)
      // Each branch of a union of literals reports its own.
      if (before?.code === 'field.not_one_of' && fault.keyword === 'const')
        found.set(field, { ...before, params: { values: valuesOf(before).concat(valueOf(fault)) } })
      else if (!before) found.set(field, { field, ...codeOf(fault, exampleAt(schema, path)) })
    }
  }
  return [...found.values()]
}

const valuesOf = ({ params }: Fault) => [params?.['values'] ?? []].flat() as string[]
const valueOf = ({ params }: SchemaFault) => String(params['allowedValue'])

function pathsOf({ instancePath, params }: SchemaFault): string[][] {
  const path = instancePath.split('/').slice(1).map(unescapePointer)
  const inner = (params['requiredProperties'] ?? params['additionalProperties']) as
    | string[]
    | undefined
  return inner ? inner.map((key) => [...path, key]) : [path]
}

const limits: Readonly<Record<string, string>> = {
  minLength: 'field.too_short',
  maxLength: 'field.too_long',
  minimum: 'field.too_small',
  maximum: 'field.too_large',
  minItems: 'field.too_few',
  maxItems: 'field.too_many',
}

function codeOf(fault: SchemaFault, example: unknown): { code: string; params?: Params } {
  const { keyword, params } = fault
  if (keyword === 'required') return { code: 'field.missing' }
  if (keyword === 'additionalProperties' || keyword === 'boolean') return { code: 'field.unknown' }
  if (keyword === 'pattern' || keyword === 'format')
    return typeof example === 'string'
      ? { code: 'field.wrong_form_like', params: { example } }
      : { code: 'field.wrong_form' }
  if (keyword === 'const') return { code: 'field.not_one_of', params: { values: [valueOf(fault)] } }
  if (keyword === 'enum')
    return {
      code: 'field.not_one_of',
      params: { values: (params['allowedValues'] as unknown[]).map(String) },
    }
  if (keyword === 'type') {
    const type = types[String(params['type'])]
    if (type) return { code: 'field.wrong_type', params: { type } }
  }
  const code = limits[keyword]
  return code ? { code, params: { limit: Number(params['limit']) } } : { code: 'field.invalid' }
}

const types: Readonly<Record<string, Readonly<Record<'nb' | 'nn' | 'en', string>>>> = {
  string: { nb: 'en tekst', nn: 'ein tekst', en: 'a text' },
  integer: { nb: 'et heltall', nn: 'eit heiltal', en: 'an integer' },
  number: { nb: 'et tall', nn: 'eit tal', en: 'a number' },
  boolean: { nb: 'true eller false', nn: 'true eller false', en: 'true or false' },
  array: { nb: 'en liste', nn: 'ei liste', en: 'a list' },
  object: { nb: 'et objekt', nn: 'eit objekt', en: 'an object' },
  null: { nb: 'null', nn: 'null', en: 'null' },
}

function exampleAt(schema: unknown, path: readonly string[]): unknown {
  let at = schema as { properties?: Record<string, unknown>; items?: unknown; examples?: unknown[] }
  for (const key of path)
    at = ((/^\d+$/.test(key) ? at.items : at.properties?.[key]) ?? {}) as typeof at
  return at.examples?.[0]
}

const unescapePointer = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~')
