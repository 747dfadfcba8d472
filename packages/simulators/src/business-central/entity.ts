import { badRequest } from './errors.ts'

export type EdmType =
  | 'Edm.String'
  | 'Edm.Guid'
  | 'Edm.Date'
  | 'Edm.DateTimeOffset'
  | 'Edm.Boolean'
  | 'Edm.Int32'
  | 'Edm.Decimal'

/** How a value is written: `text` is escaped, `bare` is known to need none, `plain` is a number or boolean. */
export interface Field<Row> {
  readonly name: string
  readonly kind: 'text' | 'bare' | 'plain'
  /** What a filter may compare it with. */
  readonly type: EdmType
  /** The name as it begins in JSON. */
  readonly label: string
  readonly value: (row: Row) => string | number | boolean
  /** A Code field: stored, and so compared, in capitals. */
  readonly code?: true
}

export interface Entity<Row> {
  readonly type: string
  readonly set: string
  readonly fields: readonly Field<Row>[]
  readonly byName: ReadonlyMap<string, Field<Row>>
  readonly etag: (row: Row) => number
  readonly expand?: Readonly<Record<string, Expansion<Row>>>
  readonly columns: Map<string, readonly Field<Row>[]>
}
export interface Expansion<Row> {
  readonly write: (row: Row, query: Query) => string
}

export function defineEntity<Row>(
  type: string,
  set: string,
  etag: (row: Row) => number,
  fields: readonly Field<Row>[],
  expand?: Record<string, Expansion<Row>>,
): Entity<Row> {
  const byName = new Map(fields.map((field) => [field.name, field]))
  return { type, set, fields, byName, etag, columns: new Map(), ...(expand && { expand }) }
}

/** The options of a request address; `null` where it has none. */
export interface Query {
  readonly filter?: string
  readonly select?: string
  readonly orderby?: string
  readonly expand?: string
  readonly company?: string
  readonly top?: number
  readonly skip?: number
  readonly count?: boolean
  readonly skiptoken?: number
  /** As it came, for the address of the next page. */
  readonly raw: string
}
const noQuery: Query = { raw: '' }

export function parseQuery(raw: string): Query {
  if (raw === '') return noQuery
  const query: Record<string, unknown> = { raw }
  for (const part of raw.split('&')) {
    const at = part.indexOf('=')
    const name = decode(at < 0 ? part : part.slice(0, at))
    const value = at < 0 ? '' : decode(part.slice(at + 1))
    const key = name.startsWith('$') ? name.slice(1) : name
    if (key === 'top' || key === 'skip' || key === 'skiptoken')
      query[key] = wholeNumber(name, value)
    else if (key === 'count') query[key] = value === 'true'
    else if (key === 'schemaversion') checkSchemaVersion(name, value)
    else if (known.has(key)) query[key] = value
    else if (name.startsWith('$'))
      throw badRequest(`The query parameter '${name}' is not supported.`)
  }
  return query as unknown as Query
}
const known = new Set(['filter', 'select', 'orderby', 'expand', 'company'])

function checkSchemaVersion(name: string, value: string): void {
  if (!['1.0', '2.0', '2.1'].includes(value))
    throw badRequest(`Invalid value '${value}' for ${name} query option found.`)
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value)
  if (value !== '' && Number.isSafeInteger(number) && number >= 0) return number
  throw badRequest(`Invalid value '${value}' for ${name} query option found.`)
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw badRequest('Bad Request - Error in query syntax.')
  }
}

export function etagOf(stamp: number): string {
  return `W/"JzIwOz${String(stamp).padStart(12, '0')}OzAwOyc="`
}

/** One row as JSON, with what `$select` leaves and `$expand` adds. */
export function writeRow<Row>(entity: Entity<Row>, row: Row, query: Query): string {
  let json = `"@odata.etag":"W/\\"JzIwOz${String(entity.etag(row)).padStart(12, '0')}OzAwOyc=\\""`
  for (const field of columnsOf(entity, query.select)) {
    const value = field.value(row)
    if (field.kind === 'bare') json += `${field.label}"${value as string}"`
    else if (field.kind === 'plain') json += `${field.label}${value}`
    else json += field.label + (value === '' ? '""' : JSON.stringify(value))
  }
  if (query.expand !== undefined) json += writeExpansions(entity, row, query.expand)
  return `{${json}}`
}

function columnsOf<Row>(entity: Entity<Row>, select: string | undefined): readonly Field<Row>[] {
  if (select === undefined || select === '') return entity.fields
  const compiled = entity.columns.get(select)
  if (compiled) return compiled
  const wanted = new Set(select.split(',').map((name) => name.trim()))
  for (const name of wanted)
    if (!entity.byName.has(name) && entity.expand?.[name] === undefined)
      throw unknownProperty(name, entity.type)
  const columns = entity.fields.filter((field) => wanted.has(field.name))
  if (entity.columns.size < 1_000) entity.columns.set(select, columns)
  return columns
}

function writeExpansions<Row>(entity: Entity<Row>, row: Row, expand: string): string {
  let json = ''
  for (const [name, options] of splitExpand(expand)) {
    const expansion = entity.expand?.[name]
    if (!expansion) throw unknownProperty(name, entity.type)
    json += `,"${name}":${expansion.write(row, options)}`
  }
  return json
}

const expansions = new Map<string, [string, Query][]>()

/** `a,b($select=c;$filter=d)` taken apart. */
function splitExpand(expand: string): [string, Query][] {
  const known = expansions.get(expand)
  if (known) return known
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at <= expand.length; at++) {
    const character = expand[at]
    if (character === '(') depth++
    else if (character === ')') depth--
    else if (at === expand.length || (character === ',' && depth === 0)) {
      parts.push(expand.slice(start, at).trim())
      start = at + 1
    }
  }
  const split = parts.map((part): [string, Query] => {
    const open = part.indexOf('(')
    if (open < 0) return [part, noQuery]
    const options = part.slice(open + 1, -1).replaceAll(';', '&')
    return [part.slice(0, open), parseQuery(options)]
  })
  if (expansions.size < 1_000) expansions.set(expand, split)
  return split
}

export const unknownProperty = (name: string, type: string) =>
  badRequest(`Could not find a property named '${name}' on type 'Microsoft.NAV.${type}'.`)
