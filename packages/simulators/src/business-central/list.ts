import type { Company } from './company.ts'
import { type Entity, type Query, writeRow } from './entity.ts'
import { generalLedgerEntries } from './entities.ts'
import { type Filter, parseFilter } from './filter.ts'
import { badRequest } from './errors.ts'
import { endingLength, type Ledger, type LedgerEntry } from './ledger.ts'
import type { Answer, Session } from './session.ts'

/** The vendor's most per page. */
const mostPerPage = 20_000

export interface Page {
  /** Relative to the API's root, for `@odata.context` and the next page's address. */
  readonly path: string
  readonly query: Query
  readonly prefer: string | undefined
  /** `/$count`: how many, and nothing else. */
  readonly countOnly?: boolean
}

export function listAnswer<Row>(
  session: Session,
  entity: Entity<Row>,
  rows: Iterable<Row>,
  page: Page,
): Answer {
  const { query } = page
  const filter = query.filter ? parseFilter(query.filter, entity) : undefined
  return writePage(session, entity, select(rows, filter), page)
}

/** The ledger answers by its indexes where the filter names document numbers or long endings of descriptions, however many. */
export function listEntries(session: Session, company: Company, page: Page): Answer {
  const { ledger } = company
  const { query } = page
  const filter = query.filter ? parseFilter(query.filter, generalLedgerEntries) : undefined
  const committed = (filter && indexed(ledger, filter)) ?? ledger.entries
  const found = ledger.uncommitted.length > 0 ? [...committed, ...ledger.uncommitted] : committed
  const now = session.world.clock.now().getTime()
  const visible = ledger.hiddenUntil > now ? found.filter((entry) => entry.visibleAt <= now) : found
  const rows = select(visible, filter)
  if (found !== ledger.entries) rows.sort((a, b) => a.number - b.number)
  return writePage<LedgerEntry>(session, generalLedgerEntries, rows, page)
}

function indexed(ledger: Ledger, filter: Filter<LedgerEntry>): LedgerEntry[] | undefined {
  const references = filter.valuesOf('documentNumber')
  if (references)
    return [...references].flatMap((reference) => ledger.byDocument.get(String(reference)) ?? [])
  const endings = filter.endingsOf('description')
  if (!endings || [...endings].some(({ length }) => length < endingLength)) return undefined
  const keys = new Set(Array.from(endings, (ending) => ending.slice(-endingLength)))
  return [...keys].flatMap((key) => ledger.byEnding.get(key) ?? [])
}

function select<Row>(rows: Iterable<Row>, filter: Filter<Row> | undefined): Row[] {
  if (!filter) return [...rows]
  const selected: Row[] = []
  for (const row of rows) if (filter.matches(row)) selected.push(row)
  return selected
}

function writePage<Row>(
  session: Session,
  entity: Entity<Row>,
  selected: Row[],
  { path, query, prefer, countOnly }: Page,
): Answer {
  if (countOnly)
    return {
      status: 200,
      body: String(selected.length),
      headers: { 'content-type': 'text/plain' },
    }
  const rows = query.orderby ? order(entity, selected, query.orderby) : selected
  const from = (query.skip ?? 0) + (query.skiptoken ?? 0)
  const left = rows.length - from
  const wanted = query.top === undefined ? left : Math.min(left, query.top - (query.skiptoken ?? 0))
  const size = Math.min(wanted, pageSize(prefer))
  let json = `{"@odata.context":"${session.address}/$metadata#${path}",`
  if (query.count) json += `"@odata.count":${rows.length},`
  json += '"value":['
  for (let at = 0; at < size; at++)
    json += (at === 0 ? '' : ',') + writeRow(entity, rows[from + at]!, query)
  json += ']'
  if (size < wanted)
    json += `,"@odata.nextLink":${JSON.stringify(nextLink(session, path, query, size))}`
  return { status: 200, body: `${json}}` }
}

function pageSize(prefer: string | undefined): number {
  const asked = prefer ? /odata\.maxpagesize=(\d+)/.exec(prefer)?.[1] : undefined
  return asked === undefined ? mostPerPage : Math.max(1, Math.min(Number(asked), mostPerPage))
}

function nextLink(session: Session, path: string, query: Query, size: number): string {
  const rest = query.raw
    .split('&')
    .filter((part) => part !== '' && !/^(\$|%24)skiptoken=/.test(part))
  rest.push(`$skiptoken=${(query.skiptoken ?? 0) + size}`)
  return `${session.address}/${path}?${rest.join('&')}`
}

function order<Row>(entity: Entity<Row>, rows: readonly Row[], orderby: string): Row[] {
  const terms = orderby.split(',').map((term) => {
    const [name, direction = 'asc'] = term.trim().split(/\s+/) as [string, string?]
    const field = entity.byName.get(name)
    if (!field || (direction !== 'asc' && direction !== 'desc'))
      throw badRequest(
        `Could not find a property named '${name}' on type 'Microsoft.NAV.${entity.type}'.`,
      )
    return { field, sign: direction === 'asc' ? 1 : -1 }
  })
  return rows.toSorted((a, b) => {
    for (const { field, sign } of terms) {
      const [left, right] = [field.value(a), field.value(b)]
      if (left !== right) return left < right ? -sign : sign
    }
    return 0
  })
}
