import type { Failures, Situation } from '../situation.ts'
import { united, type Span } from '../span.ts'
import { days, enabledSpans, ofKind, raise, type Rule } from './rule.ts'

const window = days(1)

/**
 * ALERT-2: more attempts failed within 24 hours than the limit. It is over when no more than the limit failed in the last
 * 24 hours and no record is left failing; afterwards only later failures count.
 */
export const errorRate: Rule = (situation) =>
  raise('error_rate', 'rate', tooManyErrors(situation), situation)

function tooManyErrors(situation: Situation): Span[] {
  const { thresholds, ratedUntil = -Infinity } = situation
  const failures = situation.failures.toSorted((a, b) => a.at - b.at)
  const failing = united(ofKind('failing', situation))
  const enabled = enabledSpans(situation.switches)
  const spans: Span[] = []
  let countedFrom = ratedUntil
  for (const { at } of failures) {
    if (at <= countedFrom) continue
    const on = enabled.find(({ from, until = Infinity }) => from <= at && at < until)
    const counted = failures.filter((one) => one.at > countedFrom)
    if (!on || countUntil(at, counted) <= thresholds.errorsPerDay) continue
    const until = Math.min(
      calmAfter(at, counted, failing, thresholds.errorsPerDay),
      on.until ?? Infinity,
    )
    spans.push(
      until === Infinity ? { from: at } : { from: at, until, switchedOff: until === on.until },
    )
    countedFrom = until
  }
  return spans
}

/** How many failed within 24 hours until a moment. */
export const countUntil = (moment: number, failures: readonly Failures[]): number =>
  failures.reduce(
    (sum, { at, count }) => (at > moment - window && at <= moment ? sum + count : sum),
    0,
  )

function calmAfter(
  from: number,
  failures: readonly Failures[],
  failing: readonly Span[],
  limit: number,
): number {
  for (let moment = from; ;) {
    const oldest = failures.find(({ at }) => at > moment - window && at <= moment)
    const isTooMuch = oldest && countUntil(moment, failures) > limit
    const left = failing.find(
      ({ from: began, until = Infinity }) => began <= moment && moment < until,
    )
    if (isTooMuch) moment = oldest.at + window
    else if (left) moment = left.until ?? Infinity
    else return moment
    if (moment === Infinity) return moment
  }
}
