import { Button, Heading, Table } from '@navikt/ds-react'
import { addresses } from '../../../shared/addresses.ts'
import { useRead } from '../../../shared/api/read.ts'
import { Moment } from '../../../shared/parts/moment.tsx'
import { Shown } from '../../../shared/parts/shown.tsx'
import { To } from '../../../shared/parts/to.tsx'
import { WideTable } from '../../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../../shared/texts/language.tsx'
import { previewRead, type Preview, type RecordPreview } from '../queries.ts'
import { Next } from './next.tsx'
import type { StepProps } from './step-props.ts'
import { texts } from './texts.ts'
import { useMissingWords } from '../missing-words.ts'

/** What would come of everything that waits, before anything is sent. */
export function PreviewStep({ settings, go }: StepProps) {
  const say = useTexts(texts)
  const { organizationId } = settings
  const preview = useRead(previewRead(organizationId))
  return (
    <>
      <p>{say('preview_intro')}</p>
      <Shown read={preview} lines={6}>
        {(shown) => <Verdicts organizationId={organizationId} preview={shown} />}
      </Shown>
      <Next back="bokforing" next="sla-pa" go={go}>
        <Button
          type="button"
          variant="secondary"
          aria-disabled={preview.isFetching ? true : undefined}
          onClick={() => preview.isFetching || void preview.refetch()}
        >
          {say('preview_again')}
        </Button>
      </Next>
    </>
  )
}

function Verdicts({ organizationId, preview }: { organizationId: string; preview: Preview }) {
  const say = useTexts(texts)
  const format = useFormat()
  const { verdicts, rows, beyond, previewedAt } = preview
  const all = verdicts.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return <p>{say('preview_none')}</p>
  const countOf = (...names: readonly string[]) =>
    verdicts
      .filter(({ verdict }) => names.includes(verdict))
      .reduce((sum, { count }) => sum + count, 0)
  const [r, m, p] = [
    countOf('ready', 'unchecked'),
    countOf('mapping_missing'),
    countOf('closed_period'),
  ]
  return (
    <>
      <p>
        <strong>
          {say('preview', {
            r,
            m,
            p,
            x: all - r - m - p,
          })}
        </strong>{' '}
        <span className="less">{say('preview_at', { at: format.moment(previewedAt) })}</span>
      </p>
      <div className="wide">
        <Table size="small">
          <caption>{say('preview_caption', { n: all })}</caption>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell scope="col">{say('verdict')}</Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {say('records')}
              </Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {say('amount')}
              </Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {verdicts
              .filter(({ count }) => count > 0)
              .map(({ verdict, count, amount }) => (
                <Table.Row key={verdict}>
                  <Table.HeaderCell scope="row">{say(`verdict.${verdict}`)}</Table.HeaderCell>
                  <Table.DataCell align="right">{format.number(count)}</Table.DataCell>
                  <Table.DataCell align="right">{format.amount(amount)}</Table.DataCell>
                </Table.Row>
              ))}
          </Table.Body>
        </Table>
      </div>
      {m > 0 && (
        <p>
          <To address={addresses.connect(organizationId, 'kontering')}>{say('to_mapping')}</To>
        </p>
      )}
      {beyond > 0 && <p>{say('preview_beyond', { n: beyond })}</p>}
      {verdicts
        .filter(({ verdict, count }) => verdict !== 'ready' && count > 0)
        .map(({ verdict, count }) => (
          <VerdictTable
            key={verdict}
            organizationId={organizationId}
            name={say(`verdict.${verdict}`)}
            count={count}
            rows={rows.filter((row) => row.verdict === verdict)}
          />
        ))}
    </>
  )
}

interface VerdictTableProps {
  readonly organizationId: string
  readonly name: string
  readonly count: number
  readonly rows: readonly RecordPreview[]
}

function VerdictTable({ organizationId, name, count, rows }: VerdictTableProps) {
  const say = useTexts(texts)
  const format = useFormat()
  return (
    <section className="section">
      <Heading level="2" size="small">
        {name}
      </Heading>
      {rows.length > 0 && (
        <WideTable
          caption={
            <>
              {name}.{' '}
              {rows.length < count
                ? say('preview_some', { n: rows.length, all: count })
                : say('preview_caption', { n: count })}
            </>
          }
        >
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell scope="col">{say('record')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{say('approved')}</Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {say('amount')}
              </Table.HeaderCell>
              <Table.HeaderCell scope="col">{say('why')}</Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {rows.map((row) => (
              <Table.Row key={`${row.recordId} ${row.revision}`}>
                <Table.HeaderCell scope="row">
                  <To address={addresses.record(organizationId, row.recordId, row.revision)}>
                    {row.reference}
                  </To>
                </Table.HeaderCell>
                <Table.DataCell>
                  <Moment at={row.approvedAt} />
                </Table.DataCell>
                <Table.DataCell align="right">
                  {row.total === undefined ? '' : format.amount(row.total)}
                </Table.DataCell>
                <Table.DataCell>
                  <Why row={row} />
                </Table.DataCell>
              </Table.Row>
            ))}
          </Table.Body>
        </WideTable>
      )}
    </section>
  )
}

/** What stands in the way of a record, as exactly as it is known. */
function Why({ row: { waitsFor, faults, failure } }: { row: RecordPreview }) {
  const words = useMissingWords()
  const missing = [
    ...(waitsFor?.categories ?? []).map((name) => words({ kind: 'category', name })),
    ...(waitsFor?.payeeKinds ?? []).map((name) => words({ kind: 'payee', name })),
    ...(waitsFor?.dimensions ?? []).map((name) => words({ kind: 'dimension', name })),
    ...(waitsFor?.payees ?? []),
  ]
  const said = faults.map(({ code, why }) => (why === undefined ? code : `${code}: ${why}`))
  return [...missing, ...said, ...(failure ? [failure.message] : [])].join(', ')
}
