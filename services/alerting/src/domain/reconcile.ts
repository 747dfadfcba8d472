import { contentHash } from '@bilagsbro/kernel/content-hash'
import type { Alert, AlertRule } from './alert.ts'
import { recurrence, type Episode } from './episode.ts'

export interface RaisedEpisode extends Episode {
  readonly rule: AlertRule
  readonly cause: string
}

interface Context {
  readonly organizationId?: string | undefined
  /** Before this moment the alerts are as they were, and the episodes are not known whole. */
  readonly since: number
  readonly now: number
  /** How long an alert gathers before it is told. */
  readonly gatherMs: number
}

export interface Reconciled {
  /** Those that were raised or changed. */
  readonly changed: readonly Alert[]
  /** Those that were never told and were not true, or belong to another. */
  readonly removed: readonly Alert[]
}

/** The alerts that follow from episodes: an episode keeps the alert that it has had, and people's word on it. */
export function reconcile(
  alerts: readonly Alert[],
  episodes: readonly RaisedEpisode[],
  context: Context,
): Reconciled {
  const left = new Set(alerts)
  const changed: Alert[] = []
  for (const episode of episodes) {
    const [known, ...others] = alerts.filter((alert) => left.has(alert) && isOf(alert, episode))
    for (const other of [known, ...others]) if (other) left.delete(other)
    // Two that turn out to be one: the first goes on.
    for (const other of others) if (other.told) changed.push(over(other, episode.raisedAt))
    changed.push(known ? continued(known, episode, context) : begun(episode, context))
  }
  const gone = [...left].filter(({ resolvedAt }) => resolvedAt === undefined)
  for (const alert of gone) if (alert.told) changed.push(over(alert, context.now))
  const kept = new Set(changed.map(({ id }) => id))
  return { changed, removed: alerts.filter((alert) => mayGo(alert) && !kept.has(alert.id)) }
}

const mayGo = ({ told }: Alert) => told === undefined

/** Episodes of a cause lie further apart than a recurrence, so one that is nearer is the same. */
function isOf(
  alert: Alert,
  { rule, cause, raisedAt, resolvedAt = Infinity }: RaisedEpisode,
): boolean {
  return (
    alert.end !== 'withdrawn' &&
    alert.rule === rule &&
    alert.cause === cause &&
    alert.raisedAt <= resolvedAt + recurrence &&
    (alert.resolvedAt ?? Infinity) + recurrence >= raisedAt
  )
}

/** The same episode of the same cause has the same id, also in a database that was made anew. */
const idOf = (
  organizationId: string | undefined,
  { rule, cause, raisedAt }: RaisedEpisode,
): string => {
  const hash = contentHash([organizationId, rule, cause, raisedAt])
  const [a, b, c, d, e] = [0, 8, 13, 17, 20].map((from, at) =>
    hash.slice(from, [8, 12, 16, 20, 32][at]),
  )
  return `${a}-${b}-8${c}-a${d}-${e}`
}

function begun(episode: RaisedEpisode, { organizationId, gatherMs }: Context): Alert {
  const { rule, cause, raisedAt, resolvedAt, reopenedAt, isUnstable } = episode
  return {
    id: idOf(organizationId, episode),
    organizationId,
    rule,
    cause,
    raisedAt,
    resolvedAt,
    end: endOf(episode),
    reopenedAt,
    isUnstable,
    affected: 0,
    remaining: 0,
    detail: {},
    dueAt: raisedAt + gatherMs,
    isEndTold: false,
    isReminded: false,
    sequence: 0,
  }
}

function continued(alert: Alert, episode: RaisedEpisode, { since }: Context): Alert {
  const isOlder = alert.raisedAt < since
  const reopenedAt = isOlder
    ? [...alert.reopenedAt.filter((at) => at < since), ...episode.reopenedAt]
    : episode.reopenedAt
  const hasComeBack = (reopenedAt.at(-1) ?? -Infinity) > (alert.reopenedAt.at(-1) ?? -Infinity)
  return {
    ...alert,
    raisedAt: isOlder ? Math.min(alert.raisedAt, episode.raisedAt) : episode.raisedAt,
    resolvedAt: episode.resolvedAt,
    end: endOf(episode),
    reopenedAt,
    isUnstable: episode.isUnstable,
    ...(hasComeBack && { acknowledged: undefined, snoozed: undefined, isReminded: false }),
  }
}

/** Whether everything is proved is told by the records. */
const endOf = ({ resolvedAt, switchedOff }: Episode) =>
  resolvedAt === undefined ? undefined : switchedOff ? 'switched_off' : 'proved'

const over = (alert: Alert, resolvedAt: number): Alert => ({
  ...alert,
  resolvedAt: Math.max(resolvedAt, alert.raisedAt),
  end: 'withdrawn',
})
