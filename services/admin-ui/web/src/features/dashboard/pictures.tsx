import { Heading } from '@navikt/ds-react'
import { useRead } from '../../shared/api/read.ts'
import { addresses } from '../../shared/addresses.ts'
import { Bars } from '../../shared/charts/bars.tsx'
import { Chart } from '../../shared/charts/chart.tsx'
import { Columns } from '../../shared/charts/columns.tsx'
import { causesRead } from '../../shared/failures/causes.ts'
import { useSentences } from '../../shared/failures/use-sentences.ts'
import type { Status } from '../../shared/organizations/status.ts'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { useRunWords } from '../../shared/runs/words.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { countOf, graveAges, highestDay, oldestOf, type Figures } from './figures-told.ts'
import { texts } from './picture-texts.ts'
import { figuresRead } from './queries.ts'
import { useCalmly } from './use-calmly.ts'

/** How things go, for whoever would rather look. */
export function Pictures({ status }: { status: Status }) {
  const { organizationId } = status
  const say = useTexts(texts)
  const figures = useRead(figuresRead(organizationId))
  // What they show is a sum of days: each record of a run would be too often.
  useCalmly(JSON.stringify(status.sums), () => void figures.refetch())
  return (
    <section aria-labelledby="pictures" className="pictures">
      <Heading level="2" size="medium" id="pictures">
        {say('pictures')}
      </Heading>
      <Shown read={figures} lines={5}>
        {(told) => <Posted figures={told} />}
      </Shown>
      <div className="charts">
        {figures.data && <Waiting figures={figures.data} status={status} />}
        <Causes organizationId={organizationId} />
      </div>
    </section>
  )
}

function Posted({ figures: { postedPerDay } }: { figures: Figures }) {
  const say = useTexts(texts)
  const format = useFormat()
  const n = countOf(postedPerDay)
  const most = highestDay(postedPerDay)
  return (
    <Chart
      title={say('posted')}
      finding={
        most
          ? say('posted_finding', {
              n,
              days: postedPerDay.length,
              day: most.day === postedPerDay.at(-1)?.day ? say('today') : format.day(most.day),
              most: most.count,
            })
          : say('posted_none', { days: postedPerDay.length })
      }
      columns={[say('day'), say('count'), say('amount')]}
      rows={postedPerDay
        .filter(({ count }) => count > 0)
        .toReversed()
        .map(({ day, count, amount }) => ({
          key: day,
          name: format.day(day),
          values: [format.number(count), format.amount(amount)],
        }))}
    >
      {most && (
        <Columns
          columns={postedPerDay.map(({ day, count }, at) => ({
            key: day,
            label: at === postedPerDay.length - 1 ? say('today') : format.shortDay(day),
            value: count,
          }))}
        />
      )}
    </Chart>
  )
}

function Waiting({
  figures: { waitingByAge },
  status: { waitingByReason },
}: {
  figures: Figures
  status: Status
}) {
  const say = useTexts(texts)
  const format = useFormat()
  const n = countOf(waitingByAge)
  const reasonWords = useRunWords()
  const oldestAt = oldestOf(waitingByAge)
  const reasons = waitingByReason.map(
    ({ reason, count }) => `${reasonWords.reason(reason)}: ${format.number(count)}`,
  )
  return (
    <Chart
      title={say('waiting')}
      finding={
        oldestAt ? (
          <>
            {say('waiting_finding', { n, day: format.day(oldestAt) })}
            {reasons.length > 0 && <span className="chart-more">{reasons.join(', ')}.</span>}
          </>
        ) : (
          say('waiting_none')
        )
      }
      columns={[say('age'), say('count'), say('amount')]}
      rows={waitingByAge.map(({ age, count, amount }) => ({
        key: age,
        name: say(age),
        values: [format.number(count), format.amount(amount)],
      }))}
    >
      {n > 0 && (
        <Bars
          bars={waitingByAge.map(({ age, count }) => ({
            key: age,
            label: say(age),
            value: count,
            isGrave: graveAges.has(age),
          }))}
        />
      )}
    </Chart>
  )
}

function Causes({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  const format = useFormat()
  const sentences = useSentences()
  const causes = useRead(causesRead(organizationId))
  return (
    <Shown read={causes} lines={4}>
      {({ rows }) => {
        // What waits is told beside it.
        const failed = rows.filter(({ status }) => status === 'failed')
        return (
          <Chart
            title={say('causes')}
            finding={
              failed.length > 0
                ? say('causes_finding', { n: countOf(failed), causes: failed.length })
                : say('causes_none')
            }
            columns={[say('cause'), say('count'), say('amount')]}
            rows={failed.map(({ fingerprint, count, amount, ...told }) => ({
              key: fingerprint,
              name: (
                <To address={addresses.records(organizationId, { arsak: fingerprint })}>
                  {sentences(told).title}
                </To>
              ),
              values: [format.number(count), format.amount(amount)],
            }))}
          >
            {failed.length > 0 && (
              <Bars
                bars={failed.map(({ fingerprint, count, ...told }) => ({
                  key: fingerprint,
                  label: sentences(told).title,
                  value: count,
                  isGrave: true,
                }))}
              />
            )}
          </Chart>
        )
      }}
    </Shown>
  )
}
