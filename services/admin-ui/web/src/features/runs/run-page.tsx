import { Heading } from '@navikt/ds-react'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { useRead } from '../../shared/api/read.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { statusRead } from '../../shared/organizations/status.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { RunProgress } from '../../shared/runs/run-progress.tsx'
import { waitedOf } from '../../shared/runs/waited.ts'
import { useRunWords } from '../../shared/runs/words.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { runDetailRead, type RunDetail } from './queries.ts'
import { Causes } from './run-causes.tsx'
import './runs.css'
import { texts } from './texts.ts'

/** One run: how far it is, then what became of its records. */
export function RunPage() {
  const say = useTexts(texts)
  const { org, run: runId } = useParams({
    from: '/signed-in/organisasjoner/$org/overforinger/$run',
  })
  const organization = useRead(statusRead(org))
  const run = useRead(runDetailRead(org, runId))
  const name = nameOf(organization, org)
  useEndAnnounced(run.data)
  return (
    <Page title={say('title_of')} organization={name}>
      <p className="organization">{name}</p>
      <Shown read={run} lines={6}>
        {(shown) => (
          <>
            <Figures organizationId={org} run={shown} />
            <Causes organizationId={org} run={shown} />
          </>
        )}
      </Shown>
      <p>
        <To address={addresses.runs(org)}>{say('all_runs')}</To>
      </p>
    </Page>
  )
}

/** Whoever watches a run hears once that it has ended. */
function useEndAnnounced(run: RunDetail | undefined) {
  const say = useTexts(texts)
  const announce = useAnnounce()
  const wasRunning = useRef(false)
  useEffect(() => {
    if (!run) return
    const isRunning = run.outcome === 'running'
    if (wasRunning.current && !isRunning)
      announce('own', say('ended_now', { outcome: say(`outcome.${run.outcome}`) }))
    wasRunning.current = isRunning
  }, [run, announce, say])
}

interface RunProps {
  readonly organizationId: string
  readonly run: RunDetail
}

function Figures({ organizationId, run }: RunProps) {
  const say = useTexts(texts)
  const words = useRunWords()
  const format = useFormat()
  const { counts, settled, completedAt, outcome } = run
  const failedNow = run.causes.reduce((sum, { open }) => sum + open, 0)
  const waiting = waitedOf(counts ?? {})
  const ofRun = { overforing: run.id }
  const sums = (['posted', 'delivered', 'failed'] as const).map((name) => (
    <Figure key={name} name={say(name)}>
      {format.number(settled[name].count)}
      <div className="less run-amount">{format.amount(settled[name].amount)}</div>
    </Figure>
  ))
  return (
    <section aria-labelledby="run-figures">
      <Heading level="2" size="small" id="run-figures" className="only-heard">
        {say('counts')}
      </Heading>
      <dl className="figures">
        <Figure name={say('outcome')}>{say(`outcome.${outcome}`)}</Figure>
        <Figure name={say('how')}>{words.trigger(run)}</Figure>
        <Figure name={say('started')}>
          <Moment at={run.startedAt} />
        </Figure>
        <Figure name={say('ended')}>
          {completedAt ? <Moment at={completedAt} /> : say('under_way')}
        </Figure>
      </dl>
      {outcome === 'running' && (
        <RunProgress run={run} organizationId={organizationId} id="run-busy" />
      )}
      <dl className="figures counts">{sums}</dl>
      {waiting > 0 && (
        <p>
          {say('waits', { n: waiting })}{' '}
          <To address={addresses.waitingRecords(organizationId)}>{say('see_waiting')}</To>
        </p>
      )}
      <p>
        <To address={addresses.records(organizationId, ofRun)}>{say('see_records')}</To>
      </p>
      {failedNow > 0 && (
        <p>
          <To address={addresses.records(organizationId, { ...ofRun, status: 'failed' })}>
            {say('see_failed')}
          </To>
        </p>
      )}
    </section>
  )
}

const Figure = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
