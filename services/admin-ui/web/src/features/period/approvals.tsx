import { Heading } from '@navikt/ds-react'
import { addresses } from '../../shared/addresses.ts'
import { To } from '../../shared/parts/to.tsx'
import { useRecordWords } from '../../shared/records/words.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { moved } from './months.ts'
import type { Report } from './queries.ts'
import { Sums, type SumRow } from './sums.tsx'
import { texts } from './texts.ts'

const places = [
  'posted',
  'corrected',
  'delivered',
  'waiting',
  'failed',
  'handled',
  'set_aside',
] as const

/** Where everything that was approved in the month stands now: each in one place. */
export function Approvals({ report }: { report: Report }) {
  const say = useTexts(texts)
  const words = useRecordWords()
  const format = useFormat()
  const { approved, month } = report
  const values = ({ count, amount }: { count: number; amount: string }) => [
    format.number(count),
    format.amount(amount),
  ]
  const handled = report.handled.map((one): SumRow => ({
    key: one.reason,
    name: words.reason({ code: one.reason }),
    isPart: true,
    values: values(one),
  }))
  const rows = places.flatMap((place): SumRow[] => [
    {
      key: place,
      name: <Place report={report} place={place} />,
      values: values(report.places[place]),
    },
    ...(place === 'handled' ? handled : []),
  ])
  return (
    <section aria-labelledby="approved">
      <Heading level="2" size="medium" id="approved">
        {say('approved', { month: format.month(month) })}
      </Heading>
      <p>{say('approved_help')}</p>
      <Sums
        caption={say('approved_caption', { n: approved.count })}
        columns={[say('place'), say('count'), say('amount')]}
        rows={rows}
        sum={{ name: say('all_approved'), values: values(approved) }}
      />
    </section>
  )
}

/** Those places whose records the list of records finds by their status, and no others with them. */
const listed = ['delivered', 'failed', 'handled', 'set_aside'] as const

function Place({ report, place }: { report: Report; place: (typeof places)[number] }) {
  const say = useTexts(texts)
  const { organizationId, month, places: found } = report
  const status = listed.find((one) => one === place)
  const address =
    status && found[place].count > 0
      ? addresses.records(organizationId, { status, fra: `${month}-01`, til: lastDay(month) })
      : undefined
  return <To address={address}>{say(`place.${place}`)}</To>
}

const lastDay = (month: string) =>
  new Date(Date.parse(`${moved(month, 1)}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
