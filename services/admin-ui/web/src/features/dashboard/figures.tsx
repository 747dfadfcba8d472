import { Heading } from '@navikt/ds-react'
import { addresses } from '../../shared/addresses.ts'
import { Figure } from '../../shared/parts/figure.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { nextRunOf } from '../../shared/runs/next-run.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import type { Status } from '../../shared/organizations/status.ts'
import { texts } from './texts.ts'

/** The times and counts of an organisation; a count leads to its records. */
export function Figures({ status }: { status: Status }) {
  const say = useTexts(texts)
  const format = useFormat()
  const { organizationId: org, lastRun, activeRun, lastSuccessAt, nextRunAt, sums } = status
  const ended = lastRun?.completedAt ?? lastRun?.startedAt
  const next = nextRunOf({
    enabled: status.connector?.enabled === true,
    schedule: status.schedule,
    nextRunAt,
  })
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
          {next === 'planned' && nextRunAt ? (
            <Moment at={nextRunAt} />
          ) : (
            say(next === 'at_once' ? 'at_once' : 'not_planned')
          )}
        </Figure>
      </dl>
      <dl className="figures counts">
        <Figure name={say('waiting')} address={addresses.waitingRecords(org)}>
          {format.number(waiting)}
        </Figure>
        <Figure name={say('in_doubt')} address={addresses.records(org, { status: 'in_doubt' })}>
          {format.number(sums.in_doubt.count)}
        </Figure>
        <Figure name={say('delivered')} address={addresses.records(org, { status: 'delivered' })}>
          {format.number(sums.delivered.count)}
        </Figure>
        <Figure name={say('failed')} address={addresses.failedRecords(org)}>
          {format.number(status.errorCount)}
        </Figure>
        <Figure name={say('posted')} address={addresses.records(org, { status: 'posted' })}>
          {format.number(sums.posted.count)}
        </Figure>
      </dl>
    </section>
  )
}
