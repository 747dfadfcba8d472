/** What becomes of a voucher whose period the ledger has closed. */
export const closedPeriodRules = ['hold', 'next_open', 'today'] as const
export type ClosedPeriods = (typeof closedPeriodRules)[number]

/** A choice to date a voucher otherwise. */
export type DateChoice = Exclude<ClosedPeriods, 'hold'>

/** Who has a voucher dated otherwise, and how. */
export interface Choice {
  readonly rule: DateChoice
  /** The person who chose it; left out where the organisation's policy did. */
  readonly by?: string | undefined
  /** That person's reason. */
  readonly note?: string | undefined
}

/** Another day than a record's own, because the ledger has closed the period of that one. */
export interface MovedDate extends Choice {
  /** yyyy-mm-dd: the record's own day. */
  readonly from: string
  /** yyyy-mm-dd: the day that its voucher carries. */
  readonly to: string
}

/** A posting date, and the record's own where that is another. */
export interface Dated {
  readonly postingDate: string
  readonly moved?: MovedDate | undefined
}

/** The date after one whose period is closed; nothing where no day is left. */
export function moveOn(
  { postingDate, moved }: Dated,
  { rule, by, note }: Choice,
  today: string,
): MovedDate | undefined {
  const to = laterDay(postingDate, rule, today)
  if (to === undefined) return undefined
  const choice = { rule, ...(by !== undefined && { by }), ...(note !== undefined && { note }) }
  return { from: moved?.from ?? postingDate, to, ...choice }
}

/**
 * The next day to try after a closed one: the first of the month after it, or today. A day never moves back, and never
 * beyond today; nothing where no day is left.
 */
export function laterDay(closed: string, choice: DateChoice, today: string): string | undefined {
  if (closed >= today) return undefined
  const first = firstOfNextMonth(closed)
  return choice === 'next_open' && first < today ? first : today
}

function firstOfNextMonth(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}
