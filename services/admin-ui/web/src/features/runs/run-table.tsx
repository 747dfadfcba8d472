import { Table } from '@navikt/ds-react'
import { addresses } from '../../shared/addresses.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { To } from '../../shared/parts/to.tsx'
import { waitedOf } from '../../shared/runs/waited.ts'
import { useRunWords } from '../../shared/runs/words.ts'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import type { ListedRun } from './queries.ts'
import { texts } from './texts.ts'

const countOf = (counts: Counts, name: (typeof counted)[number]): number =>
  name === 'waiting' ? waitedOf(counts) : counts[name]
type Counts = NonNullable<ListedRun['counts']>

const counted = ['planned', 'posted', 'delivered', 'failed', 'waiting'] as const

interface RunTableProps {
  readonly organizationId: string
  readonly runs: readonly ListedRun[]
}

export function RunTable({ organizationId, runs }: RunTableProps) {
  const say = useTexts(texts)
  return (
    <WideTable caption={say('caption', { n: runs.length })}>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell scope="col">{say('started')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('how')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('ended')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('outcome')}</Table.HeaderCell>
          {counted.map((name) => (
            <Table.HeaderCell key={name} scope="col" align="right">
              {say(name)}
            </Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {runs.map((run) => (
          <Row key={run.id} organizationId={organizationId} run={run} />
        ))}
      </Table.Body>
    </WideTable>
  )
}

function Row({ organizationId, run }: { organizationId: string; run: ListedRun }) {
  const say = useTexts(texts)
  const words = useRunWords()
  const format = useFormat()
  return (
    <Table.Row>
      <Table.HeaderCell scope="row">
        <To address={addresses.run(organizationId, run.id)}>
          <Moment at={run.startedAt} />
        </To>
      </Table.HeaderCell>
      <Table.DataCell>{words.trigger(run)}</Table.DataCell>
      <Table.DataCell>
        {run.completedAt ? <Moment at={run.completedAt} /> : say('under_way')}
      </Table.DataCell>
      <Table.DataCell>{say(`outcome.${run.outcome}`)}</Table.DataCell>
      {counted.map((name) => (
        <Table.DataCell key={name} align="right">
          {run.counts ? format.number(countOf(run.counts, name)) : '–'}
        </Table.DataCell>
      ))}
    </Table.Row>
  )
}
