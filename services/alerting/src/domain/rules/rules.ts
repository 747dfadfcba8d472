import type { Situation } from '../situation.ts'
import { brokenLog } from './broken-log.ts'
import { errorRate } from './error-rate.ts'
import { expiringSecret } from './expiring-secret.ts'
import { finalFailure } from './final-failure.ts'
import { lateDelivery } from './late-delivery.ts'
import { postedTwice } from './posted-twice.ts'
import type { OrganizationRule, Raised, Rule } from './rule.ts'
import { stalled } from './stalled.ts'
import { suspended } from './suspended.ts'
import { thirdFailure } from './third-failure.ts'
import { waiting } from './waiting.ts'

const rules: readonly Rule[] = [
  thirdFailure,
  finalFailure,
  errorRate,
  waiting,
  stalled,
  lateDelivery,
  expiringSecret,
  suspended,
  postedTwice,
  brokenLog,
]

/** Every episode of an organisation that is not over before `since`. */
export const raisedIn = (situation: Situation): Raised[] =>
  rules
    .flatMap((rule) => rule(situation))
    .filter(({ resolvedAt = Infinity }) => resolvedAt >= situation.since)

/** What one alert says is not said again by others: while it is open, these are kept, shown, and told to nobody. */
const muting: Readonly<Partial<Record<OrganizationRule, readonly OrganizationRule[]>>> = {
  suspended: ['third_failure', 'final_failure', 'error_rate', 'waiting', 'stalled'],
  stalled: ['waiting'],
}

/** Which of the open rules mutes a rule, if any. */
export const mutedBy = (
  rule: OrganizationRule,
  open: ReadonlySet<OrganizationRule>,
): OrganizationRule | undefined =>
  (Object.keys(muting) as OrganizationRule[]).find(
    (other) => open.has(other) && muting[other]!.includes(rule),
  )
