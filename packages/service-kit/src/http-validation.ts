import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import { Type, type TProperties, type TSchema } from 'typebox'
import type { App } from './http-app.ts'
import { pointerTo, type Fault } from '@bilagsbro/kernel/result'
import { closed } from './http-schemas.ts'
import { meantBranch } from './union-branch.ts'
import { explain } from './validation.ts'

/** A request that its route's schema refuses. */
export class RequestFault extends Error {
  override name = 'RequestFault'
  readonly statusCode = 400
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super('The request is not valid.')
    this.faults = faults
  }
}

/**
 * Bodies are taken as they are: no text becomes a number, and a field that the schema forbids is refused, not dropped.
 * Addresses are text, so the text of a parameter is read as the type that the schema names. A query has no parameters
 * besides those of its route. A parameter with a NUL is refused: PostgreSQL knows no such text. Half of a character is
 * refused everywhere: neither a database nor the patterns of every language know it.
 */
export function compileValidators(app: App): void {
  app.addHook('onRoute', (route) => {
    if (route.schema?.hide) return
    const { properties = {} } = (route.schema?.querystring ?? {}) as { properties?: TProperties }
    route.schema = { ...route.schema, querystring: Type.Object(withoutNul(properties), closed) }
  })
  app.setValidatorCompiler<TSchema>(({ schema, httpPart = 'body' }) => {
    const validator = Compile(schema)
    const isText = httpPart !== 'body'
    return (data: unknown) => {
      // Refused first: a function that walks through a value recurses as deep as the value is.
      if (isDeep(data)) return { error: new RequestFault([tooDeep]) }
      const value = Value.Default(schema, isText ? fromText(schema, data) : data)
      const unusable = [...withHalves(data).slice(0, 20), ...(isText ? withNul(value) : [])]
      if (unusable.length > 0) return { error: new RequestFault(unusable) }
      if (validator.Check(value)) return { value }
      const meant = meantBranch(schema, value)
      const faults = explain(meant, Value.Errors(meant, value), value)
      return { error: new RequestFault(faults.length > 0 ? faults : [notValid]) }
    }
  })
}

/** The document says what is refused of every text. */
const withoutNul = (properties: TProperties): TProperties =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      'type' in schema && schema.type === 'string' && !('pattern' in schema)
        ? Object.assign(copyOf(schema), { pattern: '^[^\\u0000]*$' })
        : schema,
    ]),
  )

/** With what a spread leaves out: that a parameter may be left out. */
const copyOf = (schema: TSchema): TSchema =>
  Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema))

/** Reads digits as a number, and `true` and `false` as a boolean, where the schema has that type. Other texts stay texts. */
function fromText(schema: TSchema, data: unknown): unknown {
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> }
  const read = (type: string | undefined, text: unknown) => {
    if (type === 'integer' && /^-?\d{1,15}$/.test(String(text))) return Number(text)
    if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
    return text
  }
  return Object.fromEntries(
    Object.entries(data ?? {}).map(([name, text]) => [name, read(properties[name]?.type, text)]),
  )
}

/** The check had stopped counting before it came to what was meant. */
const notValid: Fault = { field: '', code: 'field.invalid' }

const deepest = 32
const tooDeep: Fault = {
  field: '',
  code: 'field.too_deep',
  params: { limit: deepest },
}

function isDeep(data: unknown): boolean {
  let level = [data]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level.flatMap((one) => (typeof one === 'object' && one ? Object.values(one) : []))
  }
  return false
}

const withNul = (value: unknown): Fault[] =>
  Object.entries(value ?? {})
    .filter(([, given]) => [given].flat().some((text) => String(text).includes('\0')))
    .map(([field]) => ({ field: pointerTo(field), code: 'field.has_nul' }))

/** The places of what is no text: of a name that is none, its owner. */
function withHalves(value: unknown, place = ''): Fault[] {
  if (typeof value === 'string')
    return value.isWellFormed() ? [] : [{ field: place, code: 'field.not_text' }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) =>
    name.isWellFormed()
      ? withHalves(one, place + pointerTo(name))
      : [{ field: place, code: 'field.not_text' }],
  )
}
