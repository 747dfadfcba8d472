import { Table } from '@navikt/ds-react'
import { Moment } from '../../shared/parts/moment.tsx'
import { useFailureWords } from '../../shared/records/failures.ts'
import { keyOf } from '../../shared/records/key.ts'
import { mayGo } from '../../shared/records/may-go.ts'
import { RecordLink } from '../../shared/records/record-link.tsx'
import { useRecordWords, type RecordRow } from '../../shared/records/words.ts'
import { SelectCell, SelectHeader } from '../../shared/table/selectable.tsx'
import { Sortable } from '../../shared/table/sortable.tsx'
import { texts as tableTexts } from '../../shared/table/texts.ts'
import type { Leaving } from '../../shared/table/use-leaving.ts'
import type { Selection } from '../../shared/table/use-selection.ts'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { firstOf, sorted, sortingOf, type Column, type FailedSearch } from './search.ts'
import { texts } from './texts.ts'

interface FailedTableProps {
  readonly organizationId: string
  readonly leaving: Leaving<RecordRow>
  readonly total: number
  readonly search: FailedSearch
  readonly change: (search: FailedSearch) => void
  /** Of whoever may do something with them. */
  readonly selection: Selection<RecordRow> | undefined
}

export function FailedTable(props: FailedTableProps) {
  const { organizationId, leaving, total, search, change, selection } = props
  const say = useTexts(texts)
  const sayOfTables = useTexts(tableTexts)
  const sorting = sortingOf(search)
  const names: Readonly<Record<Column, string>> = {
    approvedAt: say('approved'),
    amount: say('amount'),
    attempts: say('attempts'),
    nextAttemptAt: say('next_attempt'),
  }
  const header = (column: Column, align: 'left' | 'right' = 'left') => (
    <Sortable
      name={names[column]}
      column={column}
      sorting={sorting}
      sort={(chosen) => change(sorted(search, chosen))}
      first={firstOf(column)}
      align={align}
    />
  )
  return (
    <WideTable
      caption={say('caption', {
        n: total,
        sort: names[sorting.column].toLocaleLowerCase(),
        direction: sayOfTables(sorting.direction),
      })}
    >
      <Table.Header>
        <Table.Row>
          {selection && <SelectHeader />}
          <Table.HeaderCell scope="col">{say('record')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('type')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('payee')}</Table.HeaderCell>
          {header('amount', 'right')}
          {header('approvedAt')}
          <Table.HeaderCell scope="col">{say('failure')}</Table.HeaderCell>
          {header('attempts', 'right')}
          {header('nextAttemptAt')}
        </Table.Row>
      </Table.Header>
      <Table.Body {...leaving.body}>
        {leaving.rows.map((row) => (
          <Row
            key={keyOf(row)}
            organizationId={organizationId}
            row={row}
            isThere={!leaving.hasLeft(row)}
            selection={selection}
          />
        ))}
      </Table.Body>
    </WideTable>
  )
}

interface RowProps {
  readonly organizationId: string
  readonly row: RecordRow
  readonly isThere: boolean
  readonly selection: Selection<RecordRow> | undefined
}

function Row({ organizationId, row, isThere, selection }: RowProps) {
  const say = useTexts(texts)
  const words = useRecordWords()
  const failures = useFailureWords()
  const format = useFormat()
  const { approvedAt, attempts, nextAttemptAt } = row
  const type = words.type(row.recordType)
  const shownAmount = words.amountOf(row)
  return (
    <Table.Row data-key={keyOf(row)}>
      {selection && (
        <SelectCell
          selection={selection}
          row={row}
          name={`${words.name(row)}, ${type}, ${shownAmount}`}
          isOpen={mayGo(row)}
        />
      )}
      <Table.HeaderCell scope="row">
        <RecordLink organizationId={organizationId} record={row} />
      </Table.HeaderCell>
      <Table.DataCell>{type}</Table.DataCell>
      <Table.DataCell>{words.payeeOf(row)}</Table.DataCell>
      <Table.DataCell align="right" className="figure">
        {shownAmount}
      </Table.DataCell>
      <Table.DataCell>{approvedAt ? <Moment at={approvedAt} /> : '–'}</Table.DataCell>
      <Table.DataCell className="failure-cell">
        {isThere ? (row.failure ? failures.title(row.failure) : '–') : say('left')}
      </Table.DataCell>
      <Table.DataCell align="right">{format.number(attempts)}</Table.DataCell>
      <Table.DataCell>{nextAttemptAt ? <Moment at={nextAttemptAt} /> : '–'}</Table.DataCell>
    </Table.Row>
  )
}
