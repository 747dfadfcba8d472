import type { Span } from './span.ts'

/** An organisation's alert, for as long as it is open. */
export interface Member extends Span {
  readonly organizationId: string
}

/** Alerts that begin within this time begin at once; and with one organisation left for so long it is over. */
export const together = 15 * 60_000

/**
 * ALERT-6: when two or more organisations have alerts at once, from the second one on, until one or none of them has been
 * left for a quarter of an hour. Whoever joins meanwhile changes nothing but the number.
 */
export function spansTogether(alerts: readonly Member[], now: number): Span[] {
  const spans: Span[] = []
  let current: { from: number; members: Member[] } | undefined
  for (const alert of alerts
    .filter(({ from }) => from <= now)
    .toSorted((a, b) => a.from - b.from)) {
    const overAt = current && endOf(current.members, alert.from)
    if (current && overAt !== undefined) {
      spans.push({ from: current.from, until: overAt })
      current = undefined
    }
    if (current) {
      current.members.push(alert)
      continue
    }
    const near = alerts.filter((one) => one.from <= alert.from && isOpen(one, alert.from))
    const members = near.filter(({ from }) => from > alert.from - together)
    if (organizationsOf(members) >= 2) current = { from: alert.from, members }
  }
  if (!current) return spans
  const until = endOf(current.members, now)
  return [...spans, until === undefined ? { from: current.from } : { from: current.from, until }]
}

/** Those of the alerts that a time together is about. */
export const membersOf = <M extends Member>(
  { from, until = Infinity }: Span,
  alerts: readonly M[],
): M[] =>
  alerts.filter(
    (one) =>
      one.from > from - together && one.from < until && isOpen(one, Math.max(one.from, from)),
  )

const isOpen = ({ until = Infinity }: Span, moment: number) => until > moment

const organizationsOf = (members: readonly Member[]) =>
  new Set(members.map(({ organizationId }) => organizationId)).size

/** When fewer than two had been left for long enough, if that is until `moment`. */
function endOf(members: readonly Member[], moment: number): number | undefined {
  const ends = members.map(({ until = Infinity }) => until).toSorted((a, b) => a - b)
  const fewAt = ends.find((at) => organizationsOf(members.filter((one) => isOpen(one, at))) < 2)
  const overAt = (fewAt ?? Infinity) + together
  return overAt <= moment ? overAt : undefined
}
