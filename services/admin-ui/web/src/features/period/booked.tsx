import { Heading } from '@navikt/ds-react'
import { useRead } from '../../shared/api/read.ts'
import { useRecordWords } from '../../shared/records/words.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { namesRead, type Report } from './queries.ts'
import { Sums, type SumRow } from './sums.tsx'
import { texts } from './texts.ts'

/** What is booked in the month, whenever it was approved, and what lies between both. */
export function Booked({ report }: { report: Report }) {
  const say = useTexts(texts)
  const words = useRecordWords()
  const format = useFormat()
  const { booked, month, accounts, dimensions } = report
  const { linesUnknown, takenBack } = booked
  const accountNames = useRead(namesRead(report.organizationId, 'accounts')).data
  const costCenters = useRead(namesRead(report.organizationId, 'cost_centres')).data
  return (
    <>
      <section aria-labelledby="booked">
        <Heading level="2" size="medium" id="booked">
          {say('booked', { month: format.month(month) })}
        </Heading>
        <p>{say('booked_help', { n: booked.count, amount: format.amount(booked.amount) })}</p>
        {takenBack.count > 0 && (
          <p>
            {say('taken_back', { n: takenBack.count, amount: format.amount(takenBack.amount) })}
          </p>
        )}
        {linesUnknown.count > 0 && (
          <p>
            {say('lines_unknown', {
              n: linesUnknown.count,
              amount: format.amount(linesUnknown.amount),
            })}{' '}
            {linesUnknown.archived > 0 && say('lines_archived', { n: linesUnknown.archived })}
          </p>
        )}
        <Differences report={report} />
      </section>
      {accounts.length > 0 && (
        <section aria-labelledby="accounts">
          <Heading level="2" size="medium" id="accounts">
            {say('by_account')}
          </Heading>
          <Bookings
            caption={say('accounts_caption', { n: accounts.length })}
            name={say('account')}
            rows={accounts.map(({ account, ...sums }) => ({
              code: account,
              name: accountNames?.get(account),
              ...sums,
            }))}
          />
        </section>
      )}
      {dimensions.map(({ code, name, values }) => {
        const title = name ? words.dimension(name) : code
        const named = name === 'costCenter' ? costCenters : undefined
        return (
          <section key={code} aria-labelledby={`by-${code}`}>
            <Heading level="2" size="medium" id={`by-${code}`}>
              {say('by_dimension', { name: title })}
            </Heading>
            <Bookings
              caption={say('dimension_caption', { code, n: values.length })}
              name={title.charAt(0).toLocaleUpperCase() + title.slice(1)}
              rows={values.map(({ value, ...sums }) => ({
                code: value,
                name: named?.get(value),
                ...sums,
              }))}
            />
          </section>
        )
      })}
    </>
  )
}

/** Why the two sides of a month are not the same. */
function Differences({ report: { differences, month } }: { report: Report }) {
  const say = useTexts(texts)
  const format = useFormat()
  if (differences.length === 0) return null
  const rows = differences.map((one): SumRow => {
    const other = one.month === undefined ? say('unknown_month') : format.month(one.month)
    return {
      key: JSON.stringify(one),
      name: (
        <>
          {say(one.direction, { other })}
          <div className="less">{say(`reason.${one.reason}`)}</div>
        </>
      ),
      values: [format.number(one.count), format.amount(one.amount)],
    }
  })
  return (
    <Sums
      caption={say('differences', { month: format.month(month) })}
      columns={[say('difference'), say('count'), say('amount')]}
      rows={rows}
    />
  )
}

interface Booking {
  readonly code: string
  /** What the ledger calls it, where that is known. */
  readonly name: string | undefined
  readonly debit: string
  readonly credit: string
  readonly net: string
}

interface BookingsProps {
  readonly caption: string
  readonly name: string
  readonly rows: readonly Booking[]
}

function Bookings({ caption, name, rows }: BookingsProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const total = (of: 'debit' | 'credit' | 'net') =>
    format.amount(addedUp(rows.map((row) => row[of])))
  return (
    <Sums
      caption={caption}
      columns={[name, say('debit'), say('credit'), say('net')]}
      rows={rows.map((row) => ({
        key: row.code,
        name: (
          <>
            {row.code} {row.name && <span className="less">{row.name}</span>}
          </>
        ),
        values: [format.amount(row.debit), format.amount(row.credit), format.amount(row.net)],
      }))}
      sum={{ name: say('sum'), values: [total('debit'), total('credit'), total('net')] }}
    />
  )
}

/** Whole øre, so that nothing is lost on the way. */
function addedUp(amounts: readonly string[]): string {
  const ore = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n)
  const text = (ore < 0n ? -ore : ore).toString().padStart(3, '0')
  return `${ore < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}
