import type { DimensionName } from '@bilagsbro/booking/mapping'
import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import type { ArchivedLog } from './archived.ts'
import { places, type DateReason, type Place } from './classified.ts'
import type { PeriodReport, PeriodSum } from './report-schema.ts'
import { summedBy, withNet, type Total } from './totals.ts'

/** Records that are alike in all that the report tells apart. */
export interface Group extends PeriodSum {
  readonly place: Place
  readonly reason: PeriodReport['handled'][number]['reason'] | null
  readonly approvedIn: string | null
  readonly bookedIn: string | null
  readonly dateReason: DateReason | null
}

/** What the ledger's codes of dimensions stand for. */
export type DimensionNames = Readonly<Record<string, DimensionName>>

export function aboutApprovals(groups: readonly Group[], logged: number, archived: ArchivedLog) {
  const all = sumOf(groups)
  const handled = Map.groupBy(
    groups.filter(({ place }) => place === 'handled'),
    ({ reason }) => reason ?? 'by_person',
  )
  return {
    approved: { ...all, logged, archived: archived.approvals, ...agreement(all, logged, archived) },
    places: Object.fromEntries(
      places.map((place) => [place, sumOf(groups.filter((one) => one.place === place))]),
    ) as PeriodReport['places'],
    handled: [...handled].map(([reason, those]) => ({ reason, ...sumOf(those) })),
  }
}

/** An approval may stand in the log and in an archive, or in two: then it is counted twice, and nothing is missing. */
function agreement({ count }: PeriodSum, logged: number, { approvals, isUncounted }: ArchivedLog) {
  const found = logged + approvals
  const canTell = !isUncounted && (approvals === 0 || found <= count)
  return canTell ? { agrees: found === count } : {}
}

/** Of what was approved in the month, what is booked in another; of what is booked in it, what was approved in another. */
export function differencesOf(
  approved: readonly Group[],
  onlyBooked: readonly Group[],
): PeriodReport['differences'] {
  return [
    ...approved.map((group) => ({
      ...group,
      direction: 'booked_elsewhere' as const,
      month: group.bookedIn,
    })),
    ...onlyBooked.map((group) => ({
      ...group,
      direction: 'approved_elsewhere' as const,
      month: group.approvedIn,
    })),
  ]
    .filter(({ dateReason }) => dateReason !== null)
    .reduce<Difference[]>(merged, [])
    .map(({ direction, month, dateReason, count, amount }) => ({
      direction,
      ...(month !== null && { month }),
      reason: dateReason!,
      count,
      amount,
    }))
}

interface Difference extends Group {
  readonly direction: PeriodReport['differences'][number]['direction']
  readonly month: string | null
}

/** Posted and corrected ones have the same difference. */
function merged(known: readonly Difference[], next: Difference): Difference[] {
  const isSame = (one: Difference) =>
    one.direction === next.direction &&
    one.month === next.month &&
    one.dateReason === next.dateReason
  return known.some(isSame)
    ? known.map((one) => (isSame(one) ? { ...one, ...sumOf([one, next]) } : one))
    : [...known, next]
}

export function aboutLines(totals: readonly Total[], names: DimensionNames) {
  const codes = new Set(totals.flatMap(({ dimensions }) => dimensions.map(({ code }) => code)))
  return {
    totals: totals.map(withNet),
    accounts: summedBy(totals, ({ account }) => account).map(({ key, ...sum }) => ({
      account: key,
      ...sum,
    })),
    dimensions: [...codes].toSorted().map((code) => ({
      code,
      ...(names[code] !== undefined && { name: names[code] }),
      values: summedBy(totals, (total) => valueOf(total, code)).map(({ key, ...sum }) => ({
        value: key,
        ...sum,
      })),
    })),
  }
}

export const valueOf = ({ dimensions }: Total, code: string): string | undefined =>
  dimensions.find((one) => one.code === code)?.value

function sumOf(sums: readonly PeriodSum[]): PeriodSum {
  const ore = sums.reduce((total, { amount }) => total + oreOf(amount), 0)
  return { count: sums.reduce((total, { count }) => total + count, 0), amount: formatAmount(ore) }
}
