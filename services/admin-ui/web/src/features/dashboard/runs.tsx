import { Heading, Table } from '@navikt/ds-react'
import { addresses } from '../../shared/addresses.ts'
import { useRead } from '../../shared/api/read.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { waitedOf } from '../../shared/runs/waited.ts'
import { useRunWords, type Run } from '../../shared/runs/words.ts'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { runsRead } from './queries.ts'
import { texts } from './texts.ts'

export function Runs({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  const runs = useRead(runsRead(organizationId))
  return (
    <section aria-labelledby="runs">
      <Heading level="2" size="medium" id="runs">
        {say('runs')}
      </Heading>
      <Shown read={runs}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>{say('no_runs')}</p>
          ) : (
            <>
              <RunTable organizationId={organizationId} runs={rows} />
              <p>
                <To address={addresses.runs(organizationId)}>{say('all_runs')}</To>
              </p>
            </>
          )
        }
      </Shown>
    </section>
  )
}

const counted = ['planned', 'posted', 'delivered', 'failed', 'waiting'] as const

const countOf = (counts: NonNullable<Run['counts']>, name: (typeof counted)[number]): number =>
  name === 'waiting' ? waitedOf(counts) : counts[name]

interface RunTableProps {
  readonly organizationId: string
  readonly runs: readonly Run[]
}

function RunTable({ organizationId, runs }: RunTableProps) {
  const say = useTexts(texts)
  const words = useRunWords()
  const format = useFormat()
  return (
    <WideTable caption={say('runs_caption', { n: runs.length })}>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell scope="col">{say('run_started')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('run_how')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('run_ended')}</Table.HeaderCell>
          {counted.map((name) => (
            <Table.HeaderCell key={name} scope="col" align="right">
              {say(`run_${name}`)}
            </Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {runs.map((run) => (
          <Table.Row key={run.id}>
            <Table.HeaderCell scope="row">
              <To address={addresses.run(organizationId, run.id)}>
                <Moment at={run.startedAt} />
              </To>
            </Table.HeaderCell>
            <Table.DataCell>{words.trigger(run)}</Table.DataCell>
            <Table.DataCell>
              {run.completedAt ? <Moment at={run.completedAt} /> : say('under_way')}
            </Table.DataCell>
            {counted.map((name) => (
              <Table.DataCell key={name} align="right">
                {run.counts ? format.number(countOf(run.counts, name)) : '–'}
              </Table.DataCell>
            ))}
          </Table.Row>
        ))}
      </Table.Body>
    </WideTable>
  )
}
