import { pointerTo, type Fault, type Params } from '@bilagsbro/kernel/result'
import type { TSchema } from 'typebox'
import { isOfMeantBranch, keysOf } from './union-branch.ts'

interface SchemaFault {
  readonly keyword: string
  readonly schemaPath: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Puts what a schema check found in a value into codes, one fault per field. */
export function explain(schema: TSchema, faults: Iterable<object>, value: unknown): Fault[] {
  const found = new Map<string, Fault>()
  for (const fault of faults as Iterable<SchemaFault>) {
    for (const path of pathsOf(fault).filter(isOfMeantBranch(schema, fault, value))) {
      const field = pointerTo(...path)
      const before = found.get(field)
      // Each branch of a union of literals reports its own.
      if (before?.code === 'field.not_one_of' && fault.keyword === 'const')
        found.set(field, { ...before, params: { values: valuesOf(before).concat(valueOf(fault)) } })
      else if (!before) found.set(field, { field, ...codeOf(fault, nodeAt(schema, fault)) })
    }
  }
  return [...found.values()].map(ofOneValue)
}

/** Only one value is right. */
const ofOneValue = (found: Fault): Fault => {
  const [value, ...others] = found.code === 'field.not_one_of' ? valuesOf(found) : []
  return value !== undefined && others.length === 0
    ? { ...found, code: 'field.not_the_value', params: { value } }
    : found
}

const valuesOf = ({ params }: Fault) => [params?.['values'] ?? []].flat() as string[]
const valueOf = ({ params }: SchemaFault) => String(params['allowedValue'])

function pathsOf({ instancePath, params }: SchemaFault): string[][] {
  const path = keysOf(instancePath)
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

function codeOf(fault: SchemaFault, node: SchemaNode): { code: string; params?: Params } {
  const { keyword, params } = fault
  if (keyword === 'required') return { code: 'field.missing' }
  if (keyword === 'additionalProperties' || keyword === 'boolean') return { code: 'field.unknown' }
  if (keyword === 'pattern' || keyword === 'format') {
    const example = exampleOf(node)
    return example === undefined
      ? { code: 'field.wrong_form' }
      : { code: 'field.wrong_form_like', params: { example } }
  }
  if (keyword === 'minProperties' || keyword === 'maxProperties') {
    const names = alternativesOf(node)
    return names ? { code: 'field.not_just_one', params: { names } } : { code: 'field.invalid' }
  }
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

interface SchemaNode {
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
  readonly minProperties?: number
  readonly maxProperties?: number
}

/** The part of the schema that found the fault. */
const nodeAt = (schema: TSchema, { schemaPath }: SchemaFault): SchemaNode =>
  keysOf(schemaPath).reduce<Readonly<Record<string, unknown>>>(
    (node, key) => (node[key] ?? {}) as typeof node,
    schema as unknown as Readonly<Record<string, unknown>>,
  )

/** An example stands before the full stop of a sentence. */
const exampleOf = ({ examples = [] }: SchemaNode): string | undefined =>
  typeof examples[0] === 'string' ? examples[0].replace(/\.$/, '') : undefined

/** The fields of which one alone is to be given, beside those that are required. */
function alternativesOf(node: SchemaNode): string[] | undefined {
  const { properties = {}, required = [], minProperties, maxProperties } = node
  const isOne = minProperties === maxProperties && minProperties === required.length + 1
  return isOne ? Object.keys(properties).filter((name) => !required.includes(name)) : undefined
}
