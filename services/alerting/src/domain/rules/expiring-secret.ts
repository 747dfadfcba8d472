import type { Span } from '../span.ts'
import { days, raise, type Rule } from './rule.ts'

/** People are called again so long before a secret expires. */
const lastCall = days(7)

/** When people are called again for an alert about a secret, by its cause. */
export const lastCallOf = (cause: string): number => Date.parse(cause) - lastCall

/** A secret of the connector expires soon, or has. Each date is a cause of its own. */
export const expiringSecret: Rule = (situation) => {
  const { switches, thresholds } = situation
  const spans = new Map<number, Span[]>()
  for (const [index, { at, secretsExpireAt }] of switches.entries()) {
    if (secretsExpireAt === undefined) continue
    const from = Math.max(
      index === 0 ? -Infinity : at,
      secretsExpireAt - days(thresholds.secretDays),
    )
    const until = switches[index + 1]?.at
    if (until !== undefined && until <= from) continue
    const known = spans.get(secretsExpireAt) ?? []
    spans.set(secretsExpireAt, [...known, until === undefined ? { from } : { from, until }])
  }
  return [...spans].flatMap(([moment, all]) =>
    raise('expiring_secret', new Date(moment).toISOString(), all, situation),
  )
}
