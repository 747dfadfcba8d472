import { Table } from '@navikt/ds-react'
import { Moment } from '../../shared/parts/moment.tsx'
import { keyOf } from '../../shared/records/key.ts'
import { RecordLink } from '../../shared/records/record-link.tsx'
import { StatusWord } from '../../shared/records/status-word.tsx'
import { useWhy } from '../../shared/records/why.ts'
import { useRecordWords, type RecordRow } from '../../shared/records/words.ts'
import { Sortable } from '../../shared/table/sortable.tsx'
import type { Sorting } from '../../shared/table/sorting.ts'
import { texts as tableTexts } from '../../shared/table/texts.ts'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { sortingOf, type Column, type RecordsSearch } from './search.ts'
import { texts } from './texts.ts'

interface RecordTableProps {
  readonly organizationId: string
  readonly rows: readonly RecordRow[]
  readonly total: number
  readonly search: RecordsSearch
  readonly change: (search: RecordsSearch) => void
}

export function RecordTable(props: RecordTableProps) {
  const { organizationId, rows, total, search, change } = props
  const say = useTexts(texts)
  const sayOfTables = useTexts(tableTexts)
  const sorting = sortingOf(search)
  const names: Readonly<Record<Column, string>> = {
    approvedAt: say('approved'),
    amount: say('amount'),
    attempts: say('attempts'),
  }
  const sort = ({ column, direction }: Sorting<Column>) => {
    const { side: _, snudd: __, sorter: ___, ...kept } = search
    change({
      ...kept,
      ...(column !== 'approvedAt' && { sorter: column }),
      ...(direction === 'ascending' && { snudd: 'ja' }),
    })
  }
  // The records of an alert have an order of their own: those first that are still not right.
  const header = (column: Column, align: 'left' | 'right' = 'left') =>
    search.varsel ? (
      <Table.HeaderCell scope="col" align={align}>
        {names[column]}
      </Table.HeaderCell>
    ) : (
      <Sortable name={names[column]} {...{ column, sorting, sort, align }} />
    )
  return (
    <WideTable
      caption={
        search.varsel
          ? say('caption_of_alert', { n: total })
          : say('caption', {
              n: total,
              sort: names[sorting.column].toLocaleLowerCase(),
              direction: sayOfTables(sorting.direction),
            })
      }
    >
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell scope="col">{say('record')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('type')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('payee')}</Table.HeaderCell>
          {header('amount', 'right')}
          {header('approvedAt')}
          <Table.HeaderCell scope="col">{say('status')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('voucher')}</Table.HeaderCell>
          {header('attempts', 'right')}
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {rows.map((row) => (
          <Row key={keyOf(row)} organizationId={organizationId} row={row} />
        ))}
      </Table.Body>
    </WideTable>
  )
}

function Row({ organizationId, row }: { organizationId: string; row: RecordRow }) {
  const say = useTexts(texts)
  const words = useRecordWords()
  const why = useWhy()(row)
  const format = useFormat()
  return (
    <Table.Row>
      <Table.HeaderCell scope="row">
        <RecordLink organizationId={organizationId} record={row} />
      </Table.HeaderCell>
      <Table.DataCell>{words.type(row.recordType)}</Table.DataCell>
      <Table.DataCell>{words.payeeOf(row)}</Table.DataCell>
      <Table.DataCell align="right" className="figure">
        {words.amountOf(row)}
      </Table.DataCell>
      <Table.DataCell>
        {row.approvedAt ? <Moment at={row.approvedAt} /> : say('unread')}
      </Table.DataCell>
      <Table.DataCell>
        <StatusWord status={row.status} />
        {why && <div className="less">{why}</div>}
      </Table.DataCell>
      <Table.DataCell>{row.voucher?.number ?? '–'}</Table.DataCell>
      <Table.DataCell align="right">{format.number(row.attempts)}</Table.DataCell>
    </Table.Row>
  )
}
