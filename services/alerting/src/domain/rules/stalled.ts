import { after, between, united, within, type Span } from '../span.ts'
import { enabledSpans, hours, ofKind, raise, type Rule } from './rule.ts'

/**
 * ALERT-7: records wait and nothing has reached the ledger for longer than the limit, however young each record is. The
 * time counts from the last success, from when the connector was switched on, or, where nothing was ever posted, from
 * the first record that waited. What is looked up is on its way, and waits for nobody.
 */
export const stalled: Rule = (situation) => {
  const { successes, switches, firstWaitingAt, thresholds } = situation
  const waits = united(ofKind('waiting', situation).filter(({ cause }) => cause !== 'in_doubt'))
  const first = Math.min(firstWaitingAt ?? Infinity, waits[0]?.from ?? Infinity)
  const silences = within(silencesOf(united(successes)), enabledSpans(switches), true)
  const counted = silences.map((span) => ({
    ...span,
    from: span.from === -Infinity ? first : span.from,
  }))
  return raise(
    'stalled',
    'stalled',
    within(after(counted, hours(thresholds.waitingHours)), waits),
    situation,
  )
}

function silencesOf(successes: readonly Span[]): Span[] {
  const [earliest] = successes
  if (!earliest) return [{ from: -Infinity }]
  return [{ from: -Infinity, until: earliest.from }, ...between(successes)]
}
