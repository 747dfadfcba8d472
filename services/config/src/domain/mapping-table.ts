import { payeeKinds, type PayeeKind } from '@bilagsbro/booking/approved-record'
import type { CategoryRule, MappingRules, SubledgerKind } from '@bilagsbro/booking/mapping'
import { nameOf } from '@bilagsbro/kernel/name'
import { err, ok, pointerTo, type Fault, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { fault, invalid } from './refusals.ts'

/** One line of a table, with the number that an editor shows beside the line. */
export interface TableLine {
  readonly number: number
  readonly cells: readonly string[]
}

/** The parts of a mapping that a table has lines of. A part without lines is left out. */
export interface TableRules {
  readonly categories?: MappingRules['categories']
  readonly credits?: MappingRules['credits']
  readonly subledgers?: MappingRules['subledgers']
  readonly defaults?: MappingRules['defaults']
  /** The place in the table of each field of the mapping. */
  readonly places: ReadonlyMap<string, string>
}

type Column = 'kind' | 'key' | 'account' | 'vatCode' | 'costCenter' | 'project' | 'subledger'
type Kind = 'category' | 'payee' | 'default'
type Names<T extends string> = Readonly<Record<T, readonly string[]>>

/** The first name is written; all names are read. */
const columns: Names<Column> = {
  kind: ['Type', 'Kind'],
  key: ['Utgiftstype eller mottaker', 'Utgiftstype', 'Mottaker', 'Kategori', 'Category', 'Key'],
  account: ['Konto', 'Account'],
  vatCode: ['Mva-kode', 'Mvakode', 'Mva', 'VAT code', 'vatCode'],
  costCenter: ['Kostnadssted', 'Kostnadsstad', 'Avdeling', 'Cost centre', 'costCenter'],
  project: ['Prosjekt', 'Project'],
  subledger: ['Reskontro', 'Sub-ledger', 'Subledger'],
}
const kinds: Names<Kind> = {
  category: ['utgiftstype', 'kategori', 'category'],
  payee: ['mottaker', 'mottakar', 'payee'],
  default: ['standard', 'default'],
}
const payees: Names<PayeeKind> = {
  employee: ['ansatt', 'tilsett', 'employee'],
  volunteer: ['frivillig', 'volunteer'],
  external: ['ekstern', 'external'],
}
const subledgers: Names<SubledgerKind> = {
  supplier: ['leverandør', 'supplier'],
  employee: ['ansatt', 'tilsett', 'employee'],
}
const order = Object.keys(columns) as Column[]
const most = 2000

const meantBy = <T extends string>(names: Names<T>, word: string): T | undefined =>
  (Object.keys(names) as T[]).find((name) =>
    names[name].some((known) => known.toLowerCase() === nameOf(word).toLowerCase()),
  )

/** A mapping as a table, its first row the names of the columns. */
export function toTable({ categories, credits, subledgers: led = {}, defaults }: MappingRules) {
  const line = (kind: Kind, key: string, rule: Partial<Record<Column, string | undefined>>) =>
    order.map((column) =>
      column === 'kind' ? kinds[kind][0]! : column === 'key' ? key : (rule[column] ?? ''),
    )
  const credited = payeeKinds.filter((kind) => credits[kind] ?? led[kind])
  return [
    order.map((column) => columns[column][0]!),
    ...Object.entries(categories)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, rule]) => line('category', key, { ...rule })),
    ...credited.map((kind) => {
      const subledger = led[kind] && subledgers[led[kind]][0]
      return line('payee', payees[kind][0]!, { account: credits[kind], subledger })
    }),
    ...(defaults && Object.values(defaults).some(Boolean) ? [line('default', '', defaults)] : []),
  ]
}

/** Reads a whole table or nothing of it: every fault is told with its line and column. */
export function readTable(table: readonly TableLine[]): Result<TableRules, Refusal> {
  const [head, ...lines] = table.map(withoutEmptyEnd)
  const found = (head?.cells ?? []).map((cell) => meantBy(columns, cell))
  const headFaults = columnFaults(head, found, lines.length)
  if (headFaults.length > 0) return err(invalid(code, headFaults))
  const reading = createReading(found)
  for (const line of lines) reading.take(line)
  return reading.result()
}

/** Spreadsheets write as many cells as their widest line ever had. */
function withoutEmptyEnd({ number, cells }: TableLine): TableLine {
  return { number, cells: cells.slice(0, cells.findLastIndex((cell) => nameOf(cell) !== '') + 1) }
}

function columnFaults(
  head: TableLine | undefined,
  found: readonly (Column | undefined)[],
  count: number,
): Fault[] {
  const field = pointerTo('lines', head?.number ?? 1)
  const known = order.map((column) => columns[column][0]!)
  const faults = found.flatMap((column, at) => {
    if (column === undefined) return fault(field, 'table.column_unknown', { number: at + 1, known })
    const isTwice = found.indexOf(column) !== at
    return isTwice ? fault(field, 'table.column_twice', { column: columns[column][0]! }) : []
  })
  for (const needed of ['key', 'account'] as const)
    if (!found.includes(needed))
      faults.push(fault(field, 'table.column_missing', { column: columns[needed][0]! }))
  if (count > most) faults.push(fault(field, 'table.lines_too_many', { most, count }))
  if (count === 0) faults.push(fault(field, 'table.no_lines', {}))
  return faults
}

function createReading(found: readonly (Column | undefined)[]) {
  const faults: Fault[] = []
  const places = new Map<string, string>()
  const categories: Record<string, CategoryRule> = Object.create(null)
  const credits: Partial<Record<PayeeKind, string>> = {}
  const led: Partial<Record<PayeeKind, SubledgerKind>> = {}
  let defaults: MappingRules['defaults']
  const seen = new Set<string>()

  return {
    take({ number, cells }: TableLine) {
      const place = (column: Column) => pointerTo('lines', number, columns[column][0]!)
      const refuse = (one: Fault) => void faults.push(one)
      const cell = (column: Column) => nameOf(cells[found.indexOf(column)] ?? '') || undefined
      if (cells.length > found.length)
        return refuse(fault(place('kind'), 'table.cells_too_many', {}))
      const kind = meantBy(kinds, cell('kind') ?? 'category')
      if (!kind)
        return refuse(fault(place('kind'), 'table.word_unknown', { known: firstOf(kinds) }))
      const key = cell('key') ?? ''
      const payee = kind === 'payee' ? meantBy(payees, key) : undefined
      if (kind === 'category' && !key) return refuse(fault(place('key'), 'table.key_missing', {}))
      if (kind === 'payee' && !payee)
        return refuse(fault(place('key'), 'table.word_unknown', { known: firstOf(payees) }))
      if (seen.has(`${kind} ${payee ?? key}`))
        return refuse(fault(place('key'), 'table.line_twice', {}))
      seen.add(`${kind} ${payee ?? key}`)

      const rest = {
        ...optional('vatCode', cell('vatCode')),
        ...optional('costCenter', cell('costCenter')),
        ...optional('project', cell('project')),
      }
      const account = cell('account')
      if (kind === 'default') return void (defaults = rest)
      if (payee) {
        places.set(`/credits/${payee}`, place('account'))
        const word = cell('subledger')
        const subledger = word && meantBy(subledgers, word)
        if (word && !subledger)
          return refuse(
            fault(place('subledger'), 'table.word_unknown', { known: firstOf(subledgers) }),
          )
        if (!account && !subledger)
          return refuse(fault(place('account'), 'table.account_missing', {}))
        if (account) credits[payee] = account
        if (subledger) led[payee] = subledger
        return undefined
      }
      if (!account) return refuse(fault(place('account'), 'table.account_missing', {}))
      const field = pointerTo('categories', key)
      places.set(field, place('key'))
      for (const column of ['account', 'vatCode', 'costCenter', 'project'] as const)
        places.set(`${field}/${column}`, place(column))
      categories[key] = { account, ...rest }
      return undefined
    },
    result(): Result<TableRules, Refusal> {
      if (faults.length > 0) return err(invalid(code, faults))
      const hasPayees = Object.keys({ ...credits, ...led }).length > 0
      return ok({
        ...(Object.keys(categories).length > 0 && { categories: { ...categories } }),
        ...(hasPayees && {
          credits,
          subledgers: Object.keys(led).length > 0 ? led : undefined,
        }),
        ...(defaults && { defaults }),
        places,
      })
    },
  }
}

const firstOf = (names: Names<string>) => Object.values(names).flatMap(([first]) => first ?? [])

const optional = (name: string, value: string | undefined) =>
  value === undefined ? {} : { [name]: value }

const code = 'mapping.table_invalid'

/** The same refusal, with the line and column of each field that stands in the table. */
export const placed = (refused: Refusal, places: TableRules['places']): Refusal =>
  refused.faults
    ? {
        ...refused,
        faults: refused.faults.map((one) => ({
          ...one,
          field: places.get(one.field) ?? one.field,
        })),
      }
    : refused
