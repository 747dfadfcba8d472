import { startOfDay } from '../../shared/format/oslo.ts'
import { payeeKinds, recordStatuses, recordTypes } from '../../shared/records/words.ts'
import { day, defineSearch, pageNumber } from '../../shared/search/define-search.ts'
import type { Sorting } from '../../shared/table/sorting.ts'

/** Before the record's last word: what is neither in the ledger nor failed, nor in doubt. */
const waiting = ['pending', 'retry_scheduled'] as const
export const statusChoices = ['waiting', ...recordStatuses] as const
const columns = ['approvedAt', 'amount', 'attempts'] as const
export type Column = (typeof columns)[number]

/** As it stands in the address, which is the only copy of it. */
export interface RecordsSearch {
  readonly q?: string
  readonly status?: string
  readonly type?: string
  readonly mottaker?: string
  readonly fra?: string
  readonly til?: string
  readonly minst?: string
  readonly hoyst?: string
  readonly grunn?: string
  /** Named by other pages alone: a cause, a code of failure, a run, an alert. */
  readonly arsak?: string
  readonly kode?: string
  readonly overforing?: string
  readonly varsel?: string
  readonly sorter?: string
  readonly snudd?: string
  readonly side?: string
}

const anyName = /^[\w.:-]{1,100}$/
const amount = /^\d{1,12}([.,]\d{1,2})?$/
export const readSearch = defineSearch<RecordsSearch>({
  q: /^[^]{1,100}$/,
  status: statusChoices,
  type: recordTypes,
  mottaker: payeeKinds,
  fra: day,
  til: day,
  minst: amount,
  hoyst: amount,
  grunn: anyName,
  arsak: anyName,
  kode: anyName,
  overforing: anyName,
  varsel: anyName,
  sorter: columns,
  snudd: ['ja'],
  side: pageNumber,
})

export const pageSize = 50
export const pageOf = ({ side = '1' }: RecordsSearch) => Number(side)

export const sortingOf = ({ sorter, snudd }: RecordsSearch): Sorting<Column> => ({
  column: columns.find((one) => one === sorter) ?? 'approvedAt',
  direction: snudd ? 'ascending' : 'descending',
})

/** What is looked for, whatever the order and the page. */
export function askedOf(search: RecordsSearch): RecordsSearch {
  const { side: _, sorter: __, snudd: ___, ...asked } = search
  return asked
}
export const isNarrowed = (search: RecordsSearch) => Object.keys(askedOf(search)).length > 0

const decimal = (text: string) => text.replace(',', '.')

/** The same as the service asks for it. Two reasons of the dashboard are statuses of their own. */
export function queryOf(search: RecordsSearch) {
  const { q, grunn, type, mottaker, fra, til, minst, hoyst, arsak, kode, overforing } = search
  const isStatus = grunn === 'retry_scheduled' || grunn === 'in_doubt'
  const status = isStatus ? grunn : search.status
  return {
    ...(q && { q }),
    ...(status && { status: status === 'waiting' ? waiting.join(',') : status }),
    ...(grunn && !isStatus && { reason: grunn }),
    ...(type && { type }),
    ...(mottaker && { payeeKind: mottaker }),
    ...(fra && { approvedFrom: startOfDay(fra) }),
    ...(til && { approvedTo: startOfDay(til, 1) }),
    ...(minst && { amountFrom: decimal(minst) }),
    ...(hoyst && { amountTo: decimal(hoyst) }),
    ...(arsak && { cause: arsak }),
    ...(kode && { code: kode }),
    ...(overforing && { run: overforing }),
    sort: sortingOf(search).column,
    ...(search.snudd && { reverse: true }),
    limit: pageSize,
    after: String((pageOf(search) - 1) * pageSize),
  }
}
