import { readAlert } from '../../shared/alerts/search.ts'
import { turned, type Sorting } from '../../shared/table/sorting.ts'

export const healthLevels = ['red', 'amber', 'disabled', 'not_configured', 'green'] as const
export const systems = ['xledger', 'dynamics', 'rest'] as const
const columns = ['health', 'name', 'lastRun', 'pending', 'errors'] as const
export type Column = (typeof columns)[number]

/** As it stands in the address, which is the only copy of it. */
export interface OverviewSearch {
  readonly q?: string
  readonly tilstand?: string
  readonly system?: string
  readonly paa?: string
  readonly sorter?: string
  readonly snudd?: string
  readonly side?: string
  /** An alert of the platform. */
  readonly varsel?: string
}

/** Each is read by whoever knows what it may be; whatever else stands there counts for nothing. */
export const readSearch = (given: Readonly<Record<string, unknown>>): OverviewSearch => {
  const one = (name: keyof OverviewSearch, allowed: readonly string[]) =>
    allowed.includes(String(given[name])) ? { [name]: String(given[name]) } : {}
  return {
    ...(typeof given['q'] === 'string' && given['q'] !== '' && { q: given['q'].slice(0, 100) }),
    ...one('tilstand', healthLevels),
    ...one('system', systems),
    ...one('paa', ['ja', 'nei']),
    ...one('sorter', columns),
    ...one('snudd', ['ja']),
    ...(/^[1-9]\d{0,5}$/.test(String(given['side'])) && { side: String(given['side']) }),
    ...readAlert(given),
  }
}

export const pageSize = 50
export const pageOf = ({ side = '1' }: OverviewSearch) => Number(side)

/** Unless it is turned round, each column begins with what needs somebody most, and names with A. */
const firstDirection: Readonly<Record<Column, Sorting<Column>['direction']>> = {
  health: 'descending',
  name: 'ascending',
  lastRun: 'ascending',
  pending: 'descending',
  errors: 'descending',
}
export const firstOf = (column: Column) => firstDirection[column]

export function sortingOf({ sorter, snudd }: OverviewSearch): Sorting<Column> {
  const column = columns.find((one) => one === sorter) ?? 'health'
  const first = firstOf(column)
  return { column, direction: snudd ? turned(first) : first }
}

/** The same as the service asks for it. */
export const queryOf = (search: OverviewSearch) => ({
  ...(search.q && { q: search.q }),
  ...(search.tilstand && { health: search.tilstand }),
  ...(search.system && { connector: search.system }),
  ...(search.paa && { enabled: search.paa === 'ja' }),
  sort: sortingOf(search).column,
  ...(search.snudd && { reverse: true }),
  limit: pageSize,
  after: String((pageOf(search) - 1) * pageSize),
})
