import { Table } from '@navikt/ds-react'
import { addresses } from '../addresses.ts'
import { useRead } from '../api/read.ts'
import { Moment } from '../parts/moment.tsx'
import { Shown } from '../parts/shown.tsx'
import { To } from '../parts/to.tsx'
import { RecordLink } from '../records/record-link.tsx'
import { StatusWord } from '../records/status-word.tsx'
import { useWhy } from '../records/why.ts'
import { useRecordWords, type RecordRow } from '../records/words.ts'
import { WideTable } from '../table/wide-table.tsx'
import { useTexts } from '../texts/language.tsx'
import { alertedRowsRead, shownRecords, type AlertWithRecords } from './queries.ts'
import { texts } from './texts.ts'

interface AlertedRecordsProps {
  readonly alert: AlertWithRecords
  readonly organizationId: string
}

/** The records that an alert is about, and what has become of each since; those first that are still not right. */
export function AlertedRecords({ alert, organizationId }: AlertedRecordsProps) {
  const say = useTexts(texts)
  const { id, records, affected, remaining } = alert
  const rows = useRead(alertedRowsRead(organizationId, records))
  if (records.length === 0) return null
  const shown = records.slice(0, shownRecords)
  return (
    <>
      <WideTable caption={say('records', { n: affected, remaining })}>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell scope="col">{say('record')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('type')}</Table.HeaderCell>
            <Table.HeaderCell scope="col" align="right">
              {say('amount')}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('wrong_since')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('now')}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {shown.map((record) => (
            <Row
              key={`${record.recordId} ${record.revision}`}
              organizationId={organizationId}
              record={record}
              row={rows.data?.find(
                (row) => row.recordId === record.recordId && row.revision === record.revision,
              )}
            />
          ))}
        </Table.Body>
      </WideTable>
      {rows.isError && <Shown read={rows}>{() => null}</Shown>}
      {affected > shown.length && (
        <p>
          <To address={addresses.records(organizationId, { varsel: id })}>
            {say('all_records', { n: affected })}
          </To>
        </p>
      )}
    </>
  )
}

interface RowProps {
  readonly organizationId: string
  readonly record: AlertWithRecords['records'][number]
  readonly row: RecordRow | undefined
}

function Row({ organizationId, record, row }: RowProps) {
  const say = useTexts(texts)
  const words = useRecordWords()
  const why = useWhy()
  const { beganAt, clearedAt } = record
  return (
    <Table.Row>
      <Table.HeaderCell scope="row">
        <RecordLink organizationId={organizationId} record={row ?? record} />
      </Table.HeaderCell>
      <Table.DataCell>{row && words.type(row.recordType)}</Table.DataCell>
      <Table.DataCell align="right">{row && words.amountOf(row)}</Table.DataCell>
      <Table.DataCell>
        <Moment at={beganAt} />
      </Table.DataCell>
      <Table.DataCell>
        {row && <StatusWord status={row.status} size="xsmall" />}
        <div className="less">
          {clearedAt ? (
            <>
              {say('cleared')} <Moment at={clearedAt} />
            </>
          ) : (
            row && why(row)
          )}
        </div>
      </Table.DataCell>
    </Table.Row>
  )
}
