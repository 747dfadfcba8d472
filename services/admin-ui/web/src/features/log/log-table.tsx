import { Table } from '@navikt/ds-react'
import { addresses } from '../../shared/addresses.ts'
import { useLogWords, type LogRow } from '../../shared/log/words.ts'
import { To } from '../../shared/parts/to.tsx'
import { RecordLink } from '../../shared/records/record-link.tsx'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

interface LogTableProps {
  readonly rows: readonly LogRow[]
  readonly caption: string
  /** What organisations are called, where the log is of several. */
  readonly names?: ReadonlyMap<string, string> | undefined
}

export function LogTable({ rows, caption, names }: LogTableProps) {
  const say = useTexts(texts)
  return (
    <WideTable className="log" caption={caption}>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell scope="col">{say('time')}</Table.HeaderCell>
          {names && <Table.HeaderCell scope="col">{say('organization')}</Table.HeaderCell>}
          <Table.HeaderCell scope="col">{say('kind')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('record')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('status_and_failure')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('voucher')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('by')}</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {rows.map((row) => (
          <Row key={row.id} row={row} names={names} />
        ))}
      </Table.Body>
    </WideTable>
  )
}

/** What ledgers said of these stands with each entry, in their own language. */
const ofLedgers: ReadonlySet<string> = new Set([
  'posting.completed',
  'sync.succeeded',
  'sync.failed',
])

function Row({ row, names }: { row: LogRow } & Pick<LogTableProps, 'names'>) {
  const say = useTexts(texts)
  const words = useLogWords()
  const format = useFormat()
  const { id, at, organizationId, recordId, revision = 1, reference, attempt } = row
  const why = words.why(row)
  const said = ofLedgers.has(row.kind) ? undefined : words.said(row)
  return (
    <Table.Row>
      <Table.HeaderCell scope="row" className="figure">
        <To address={addresses.logEntry(organizationId, id)}>
          <time dateTime={at}>{format.exact(at)}</time>
        </To>
      </Table.HeaderCell>
      {names && <Table.DataCell>{names.get(organizationId) ?? organizationId}</Table.DataCell>}
      <Table.DataCell>
        <span className="status-word">{words.kind(row.kind)}</span>
        {attempt ? <div className="less">{say('attempt', { n: attempt })}</div> : null}
      </Table.DataCell>
      <Table.DataCell>
        {recordId !== undefined ? (
          <RecordLink
            organizationId={organizationId}
            record={{ recordId, revision, ...(reference !== undefined && { reference }) }}
          />
        ) : (
          '–'
        )}
      </Table.DataCell>
      <Table.DataCell className="why-cell">
        {words.statusOf(row)}
        {why && <div className="less">{why}</div>}
        {said && said !== why && <div className="less said">{said}</div>}
      </Table.DataCell>
      <Table.DataCell>{row.voucherNumber ?? '–'}</Table.DataCell>
      <Table.DataCell>{row.actor ?? '–'}</Table.DataCell>
    </Table.Row>
  )
}
