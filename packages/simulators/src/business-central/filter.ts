import { isDayOfCalendar } from '#calendar.ts'
import type { EdmType, Entity, Field } from './entity.ts'
import { unknownProperty } from './entity.ts'
import { badRequest } from './errors.ts'
import { isGuid } from './input.ts'

type Value = string | number | boolean
type Node<Row> =
  | { readonly kind: 'and' | 'or'; readonly left: Node<Row>; readonly right: Node<Row> }
  | { readonly kind: 'not'; readonly inner: Node<Row> }
  | { readonly kind: 'in'; readonly field: Field<Row>; readonly values: Set<Value> }
  | { readonly kind: 'ends'; readonly field: Field<Row>; readonly endings: Set<string> }
  | {
      readonly kind: 'compare'
      readonly field: Field<Row>
      readonly test: (value: Value) => boolean
    }

export interface Filter<Row> {
  matches(row: Row): boolean
  /** The values that a field must have one of, where the filter says so: what an index can be asked for. */
  valuesOf(field: string): ReadonlySet<Value> | undefined
  /** The same of the endings that a field must have one of. */
  endingsOf(field: string): ReadonlySet<string> | undefined
}

/** The part of OData's `$filter` that Business Central takes (its page "Using filter expressions in OData URIs"). */
export function parseFilter<Row>(text: string, entity: Entity<Row>): Filter<Row> {
  const reader = createReader(text)
  const root = readOr(reader, entity)
  if (reader.peek() !== '') throw syntaxError(text, reader.position())
  return {
    matches: (row) => holds(root, row),
    valuesOf: (field) => valuesOf(root, field),
    endingsOf: (field) => endingsOf(root, field),
  }
}

function readOr<Row>(reader: Reader, entity: Entity<Row>): Node<Row> {
  let left = readAnd(reader, entity)
  while (reader.take('or')) {
    const right = readAnd(reader, entity)
    const field = onlyField(left)
    if (field === undefined || field !== onlyField(right))
      throw badRequest('OR operator is not supported on distinct fields on an OData filter.')
    left = join(left, right)
  }
  return left
}

/** A long chain of `a eq x or a eq y` becomes one set: no deep tree, one look-up. */
function join<Row>(left: Node<Row>, right: Node<Row>): Node<Row> {
  if (left.kind === 'ends' && right.kind === 'ends') {
    for (const ending of right.endings) left.endings.add(ending)
    return left
  }
  if (left.kind !== 'in' || right.kind !== 'in') return { kind: 'or', left, right }
  for (const value of right.values) left.values.add(value)
  return left
}

function readAnd<Row>(reader: Reader, entity: Entity<Row>): Node<Row> {
  let left = readOne(reader, entity)
  while (reader.take('and')) left = { kind: 'and', left, right: readOne(reader, entity) }
  return left
}

function readOne<Row>(reader: Reader, entity: Entity<Row>): Node<Row> {
  if (reader.take('not')) return { kind: 'not', inner: readOne(reader, entity) }
  if (reader.take('(')) {
    const inner = readOr(reader, entity)
    reader.expect(')')
    return inner
  }
  const name = reader.next()
  const search = searches[name as keyof typeof searches]
  if (search && reader.take('(')) {
    const field = readOperand(reader, entity, reader.next())
    reader.expect(',')
    const wanted = String(literal(reader.next(), field, 'Equal'))
    reader.expect(')')
    if (name === 'endswith') return { kind: 'ends', field, endings: new Set([wanted]) }
    return { kind: 'compare', field, test: (value) => search(String(value), wanted) }
  }
  const field = readOperand(reader, entity, name)
  const operator = reader.next()
  if (operator === 'in') return { kind: 'in', field, values: readList(reader, field) }
  const kind = operatorKinds[operator]
  if (kind === undefined) throw syntaxError(reader.text, reader.position())
  const wanted = literal(reader.next(), field, kind)
  if (operator === 'eq') return { kind: 'in', field, values: new Set([wanted]) }
  const compare = comparisons[operator as keyof typeof comparisons]
  return { kind: 'compare', field, test: (value) => compare(value, wanted) }
}

/** A field, or a text field in small or in capital letters. */
function readOperand<Row>(reader: Reader, entity: Entity<Row>, name: string): Field<Row> {
  const change = cases[name as keyof typeof cases]
  if (!change || !reader.take('(')) return fieldOf(entity, name)
  const { code: _, ...field } = readOperand(reader, entity, reader.next())
  reader.expect(')')
  const label = `${name}(${field.name})`
  return { ...field, name: label, value: (row) => change(String(field.value(row))) }
}

const cases = {
  tolower: (value: string) => value.toLowerCase(),
  toupper: (value: string) => value.toUpperCase(),
}
const searches = {
  startswith: (value: string, wanted: string) => value.startsWith(wanted),
  endswith: (value: string, wanted: string) => value.endsWith(wanted),
  contains: (value: string, wanted: string) => value.includes(wanted),
}
const comparisons = {
  ne: (a: Value, b: Value) => a !== b,
  gt: (a: Value, b: Value) => a > b,
  ge: (a: Value, b: Value) => a >= b,
  lt: (a: Value, b: Value) => a < b,
  le: (a: Value, b: Value) => a <= b,
}

function readList<Row>(reader: Reader, field: Field<Row>): Set<Value> {
  reader.expect('(')
  const values = new Set<Value>()
  do values.add(literal(reader.next(), field, 'Equal'))
  while (reader.take(','))
  reader.expect(')')
  return values
}

function fieldOf<Row>(entity: Entity<Row>, name: string): Field<Row> {
  const field = entity.byName.get(name)
  if (!field) throw unknownProperty(name, entity.type)
  return field
}

function literal<Row>(token: string, field: Field<Row>, operator: string): Value {
  const type = typeOf(token)
  if (!comparable(field.type, type))
    throw badRequest(
      `A binary operator with incompatible types was detected. Found operand types '${field.type}' and '${type}' for operator kind '${operator}'.`,
    )
  if (type === 'Edm.Boolean') return token === 'true'
  if (type === 'Edm.Int32' || type === 'Edm.Decimal') return Number(token)
  if (type !== 'Edm.String') return field.type === 'Edm.Guid' ? token.toLowerCase() : token
  const text = token.slice(1, -1).replaceAll("''", "'")
  return field.code ? text.toUpperCase() : text
}

/** What a literal is by its form; what is none cannot be read at all. */
function typeOf(token: string): EdmType {
  if (token.startsWith("'")) return 'Edm.String'
  if (token === 'true' || token === 'false') return 'Edm.Boolean'
  if (/^[+-]?\d+$/.test(token)) return 'Edm.Int32'
  if (/^[+-]?\d+\.\d+$/.test(token)) return 'Edm.Decimal'
  if (isGuid(token)) return 'Edm.Guid'
  if (isDayOfCalendar(token)) return 'Edm.Date'
  if (/^\d{4}-\d\d-\d\dT/.test(token) && !Number.isNaN(Date.parse(token)))
    return 'Edm.DateTimeOffset'
  throw badRequest(`Unrecognized literal '${token}' in the filter.`)
}

const isNumber = (type: EdmType) => type === 'Edm.Int32' || type === 'Edm.Decimal'
const comparable = (a: EdmType, b: EdmType) => a === b || (isNumber(a) && isNumber(b))

const operatorKinds: Readonly<Record<string, string>> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
}

function onlyField<Row>(node: Node<Row>): string | undefined {
  if (node.kind === 'in' || node.kind === 'ends' || node.kind === 'compare') return node.field.name
  if (node.kind === 'not') return onlyField(node.inner)
  const left = onlyField(node.left)
  return left === onlyField(node.right) ? left : undefined
}

function holds<Row>(node: Node<Row>, row: Row): boolean {
  if (node.kind === 'in') return node.values.has(node.field.value(row))
  if (node.kind === 'ends') {
    const text = String(node.field.value(row))
    return [...node.endings].some((ending) => text.endsWith(ending))
  }
  if (node.kind === 'compare') return node.test(node.field.value(row))
  if (node.kind === 'not') return !holds(node.inner, row)
  if (node.kind === 'and') return holds(node.left, row) && holds(node.right, row)
  return holds(node.left, row) || holds(node.right, row)
}

function valuesOf<Row>(node: Node<Row>, field: string): ReadonlySet<Value> | undefined {
  if (node.kind === 'in' && node.field.name === field) return node.values
  if (node.kind === 'and') return valuesOf(node.left, field) ?? valuesOf(node.right, field)
  return undefined
}

function endingsOf<Row>(node: Node<Row>, field: string): ReadonlySet<string> | undefined {
  if (node.kind === 'ends' && node.field.name === field) return node.endings
  if (node.kind === 'and') return endingsOf(node.left, field) ?? endingsOf(node.right, field)
  return undefined
}

interface Reader {
  readonly text: string
  peek(): string
  next(): string
  take(word: string): boolean
  expect(word: string): void
  position(): number
}

function createReader(text: string): Reader {
  const token = /\s*('(?:[^']|'')*'|[(),]|[^\s(),']+)|\s*$/y
  let ahead: string | undefined
  let consumed = 0
  const read = () => {
    const match = token.exec(text)
    if (!match) throw syntaxError(text, consumed)
    consumed = token.lastIndex
    return match[1] ?? ''
  }
  const peek = () => (ahead ??= read())
  const next = () => {
    const found = peek()
    ahead = undefined
    return found
  }
  return {
    text,
    peek,
    next,
    take: (word) => peek() === word && next() === word,
    expect(word) {
      if (next() !== word) throw syntaxError(text, consumed)
    },
    position: () => consumed,
  }
}

const syntaxError = (text: string, position: number) =>
  badRequest(`Syntax error at position ${position} in '${text}'.`)
