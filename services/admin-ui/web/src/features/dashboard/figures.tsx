import { Heading } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { To } from '../../shared/parts/to.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import type { Status } from '../../shared/organizations/status.ts'
import { texts } from './texts.ts'

/** The times and counts of an organisation; a count leads to its records. */
export function Figures({ status }: { status: Status }) {
  const say = useTexts(texts)
  const format = useFormat()
  const { organizationId: org, lastRun, activeRun, lastSuccessAt, nextRunAt, sums } = status
  const ended = lastRun?.completedAt ?? lastRun?.startedAt
  const waiting = status.pendingCount - sums.in_doubt.count
  return (
    <section aria-labelledby="figures">
      <Heading level="2" size="small" id="figures" className="only-heard">
        {say('figures')}
      </Heading>
      <dl className="figures">
        <Figure name={say('last_run')}>
          {ended ? <Moment at={ended} /> : say(activeRun ? 'under_way' : 'never')}
        </Figure>
        <Figure name={say('last_success')}>
          {lastSuccessAt ? <Moment at={lastSuccessAt} /> : say('never')}
        </Figure>
        <Figure name={say('next_run')}>
          {nextRunAt ? <Moment at={nextRunAt} /> : say('not_planned')}
        </Figure>
      </dl>
      <dl className="figures counts">
        <Figure name={say('waiting')}>
          <To address={addresses.waitingRecords?.(org)}>{format.number(waiting)}</To>
        </Figure>
        <Figure name={say('in_doubt')}>
          <To address={addresses.records(org, { status: 'in_doubt' })}>
            {format.number(sums.in_doubt.count)}
          </To>
        </Figure>
        <Figure name={say('delivered')}>
          <To address={addresses.records(org, { status: 'delivered' })}>
            {format.number(sums.delivered.count)}
          </To>
        </Figure>
        <Figure name={say('failed')}>
          <To address={addresses.failedRecords(org)}>{format.number(status.errorCount)}</To>
        </Figure>
        <Figure name={say('posted')}>
          <To address={addresses.records(org, { status: 'posted' })}>
            {format.number(sums.posted.count)}
          </To>
        </Figure>
      </dl>
    </section>
  )
}

const Figure = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
