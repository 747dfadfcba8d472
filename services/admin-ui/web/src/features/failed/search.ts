import { recordTypes } from '../../shared/records/words.ts'
import { defineSearch, pageNumber } from '../../shared/search/define-search.ts'
import { turned, type Sorting } from '../../shared/table/sorting.ts'

const columns = ['approvedAt', 'amount', 'attempts', 'nextAttemptAt'] as const
export type Column = (typeof columns)[number]

/** As it stands in the address, which is the only copy of it. */
export interface FailedSearch {
  readonly q?: string
  /** The fingerprint of a cause. */
  readonly arsak?: string
  readonly type?: string
  readonly sorter?: string
  readonly snudd?: string
  readonly side?: string
}

export const readSearch = defineSearch<FailedSearch>({
  q: /^[^]{1,100}$/,
  arsak: /^[\w.:-]{1,100}$/,
  type: recordTypes,
  sorter: columns,
  snudd: ['ja'],
  side: pageNumber,
})

/** The heading of the list, which links of the page lead to. */
export const listId = 'bilag'

export const pageSize = 50
export const pageOf = ({ side = '1' }: FailedSearch) => Number(side)
export const isNarrowed = ({ q, arsak, type }: FailedSearch) => Boolean(q ?? arsak ?? type)

/** What comes next is looked for first among the attempts to come, and the most of everything else. */
export const firstOf = (column: Column): Sorting<Column>['direction'] =>
  column === 'nextAttemptAt' ? 'ascending' : 'descending'

export function sortingOf({ sorter, snudd }: FailedSearch): Sorting<Column> {
  const column = columns.find((one) => one === sorter) ?? 'approvedAt'
  const first = firstOf(column)
  return { column, direction: snudd ? turned(first) : first }
}

export function sorted(search: FailedSearch, { column, direction }: Sorting<Column>): FailedSearch {
  const { side: _, sorter: __, snudd: ___, ...kept } = search
  return {
    ...kept,
    ...(column !== 'approvedAt' && { sorter: column }),
    ...(direction !== firstOf(column) && { snudd: 'ja' }),
  }
}

/** The same as the service asks for it. What is tried again by itself has failed, too. */
export const queryOf = (search: FailedSearch) => ({
  status: 'failed,retry_scheduled',
  ...(search.q && { q: search.q }),
  ...(search.arsak && { cause: search.arsak }),
  ...(search.type && { type: search.type }),
  sort: sortingOf(search).column,
  ...(search.snudd && { reverse: true }),
  limit: pageSize,
  after: String((pageOf(search) - 1) * pageSize),
})
