import { oneOf } from '@bilagsbro/events/fields'
import { Type, type Static } from 'typebox'

const Rule = Type.Union(
  [
    Type.Literal('not_configured'),
    Type.Literal('disabled'),
    Type.Literal('suspended'),
    Type.Literal('no_run'),
    Type.Literal('old'),
    Type.Literal('failed'),
    Type.Literal('retrying'),
    Type.Literal('nothing_succeeded'),
    Type.Literal('unbooked'),
    Type.Literal('set_aside'),
    Type.Literal('secret_expired'),
    Type.Literal('fine'),
  ],
  { title: 'HealthRule', description: 'Which sentence of the catalogues says it.' },
)
type Rule = Static<typeof Rule>

export const HealthReason = Type.Object(
  {
    rule: Rule,
    params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
      description: 'The values that the sentence is filled in with.',
    }),
  },
  { title: 'HealthReason' },
)
export type HealthReason = Static<typeof HealthReason>

/** The worst first; what sends nothing comes before what is fine. */
export const healthLevels = ['red', 'amber', 'disabled', 'not_configured', 'green'] as const
export type HealthLevel = (typeof healthLevels)[number]

export const Health = Type.Object(
  {
    level: oneOf(healthLevels, { title: 'HealthLevel' }),
    rules: Type.Array(HealthReason, { description: 'All that apply, the worst first.' }),
  },
  { title: 'Health' },
)
export type Health = Static<typeof Health>

interface Some {
  readonly count: number
  readonly oldestAt?: Date | undefined
}

interface CompletedRun {
  readonly startedAt: Date
  readonly completedAt: Date
  readonly sent: number
  /** Sent records that were in the ledger when the run ended. */
  readonly succeeded: number
}

export interface Situation {
  readonly configured: boolean
  readonly enabled: boolean
  readonly suspended?:
    | { readonly since: Date; readonly code: string; readonly message: string }
    | undefined
  /** Records that wait, in doubt and to be tried again included; the oldest by its approval. */
  readonly waiting: Some
  /** Those of them that were due over a day ago; the oldest by when it was due. */
  readonly overdue: Some
  /** For good: these wait for a person. */
  readonly failed: Some
  /** Their last attempt failed, and they will be tried again. */
  readonly retrying: Some
  /** Delivered, and not booked in the ledger in the time that the organisation allows. */
  readonly unbooked: Some
  /** Came before their organisation was known. */
  readonly setAside: Some
  readonly lastRun?: CompletedRun | undefined
  readonly lastSuccessAt?: Date | undefined
  /** When the settings were last changed: no run was expected of a connector before it was set up as it is. */
  readonly changedAt?: Date | undefined
  /** When the first secret expires, where that is known. */
  readonly secretsExpireAt?: Date | undefined
}

const hour = 60 * 60 * 1000

const later = (a: Date, b: Date | undefined) => (b !== undefined && b > a ? b : a)

/** For how long a record may be due, and an organisation that sends may be silent. */
export const patience = 24 * hour

/**
 * Red beats amber beats green, and every rule that applies is said. A run is due whenever records wait: an
 * organisation with nothing to send stays green however long it is quiet.
 */
export function healthOf(situation: Situation, now: Date): Health {
  if (!situation.configured)
    return { level: 'not_configured', rules: [{ rule: 'not_configured', params: {} }] }
  if (!situation.enabled)
    return {
      level: 'disabled',
      rules: [{ rule: 'disabled', params: {} }, ...expiryRules(situation, now)],
    }
  const red = redRules(situation, now)
  const amber = amberRules(situation, now)
  if (red.length > 0) return { level: 'red', rules: [...red, ...amber] }
  if (amber.length > 0) return { level: 'amber', rules: amber }
  return { level: 'green', rules: [{ rule: 'fine', params: at(situation.lastSuccessAt) }] }
}

const calm: readonly Rule[] = ['not_configured', 'disabled', 'fine']

/** Whether a rule applies that asks somebody to act. */
export const isTroubled = ({ rules }: Health): boolean =>
  rules.some(({ rule }) => !calm.includes(rule))

function redRules(situation: Situation, now: Date): HealthReason[] {
  const { suspended, overdue, lastRun, changedAt } = situation
  const rules: HealthReason[] = []
  if (suspended)
    rules.push({
      rule: 'suspended',
      params: { ...at(suspended.since), cause: suspended.message, code: suspended.code },
    })
  if (!overdue.oldestAt) return rules
  const oldest = now.getTime() - overdue.oldestAt.getTime()
  if (oldest <= patience) return rules
  const completedAt = lastRun?.completedAt
  const since = completedAt ?? later(overdue.oldestAt, changedAt)
  const silent = now.getTime() - since.getTime()
  if (silent > patience)
    rules.push({ rule: 'no_run', params: { hours: Math.floor(silent / hour), ...at(completedAt) } })
  rules.push({ rule: 'old', params: { count: overdue.count, hours: Math.floor(oldest / hour) } })
  return rules
}

function amberRules(situation: Situation, now: Date): HealthReason[] {
  const { failed, retrying, unbooked, setAside, lastRun } = situation
  const rules: HealthReason[] = []
  const say = (rule: Rule, { count, oldestAt }: Some) =>
    rules.push({ rule, params: { count, ...at(oldestAt) } })
  if (failed.count > 0) say('failed', failed)
  if (retrying.count > 0) say('retrying', retrying)
  if (lastRun && wasInVain(lastRun, situation))
    say('nothing_succeeded', { count: lastRun.sent, oldestAt: lastRun.completedAt })
  if (unbooked.count > 0) say('unbooked', unbooked)
  if (setAside.count > 0) say('set_aside', setAside)
  return [...rules, ...expiryRules(situation, now)]
}

/** The next sending would be refused, even if none has been yet. */
const expiryRules = ({ secretsExpireAt }: Situation, now: Date): HealthReason[] =>
  secretsExpireAt && secretsExpireAt <= now
    ? [{ rule: 'secret_expired', params: at(secretsExpireAt) }]
    : []

/** No record of a run reached the ledger, no record has since, and some that it could have taken are not resolved. */
function wasInVain(run: CompletedRun, { waiting, failed, lastSuccessAt }: Situation): boolean {
  if (run.sent === 0 || run.succeeded > 0) return false
  const isLeft = waiting.count > 0 && !(waiting.oldestAt && waiting.oldestAt > run.completedAt)
  return (isLeft || failed.count > 0) && !(lastSuccessAt && lastSuccessAt > run.startedAt)
}

/**
 * That an organisation that may send has not for over a day, whether something was due or not. One that never has is
 * silent since it was set up as it is.
 */
export function silenceOf(
  { enabled, lastRunAt, changedAt }: Sending,
  now: Date,
): HealthReason | undefined {
  const since = lastRunAt ?? changedAt
  if (!enabled || !since) return undefined
  const silent = now.getTime() - since.getTime()
  if (silent <= patience) return undefined
  return { rule: 'no_run', params: { hours: Math.floor(silent / hour), ...at(lastRunAt) } }
}

interface Sending {
  readonly enabled: boolean
  readonly lastRunAt?: Date | undefined
  readonly changedAt?: Date | undefined
}

const at = (moment: Date | undefined) => (moment ? { at: moment.toISOString() } : {})
