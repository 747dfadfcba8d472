import type { Alert, End } from '#domain/alert.ts'
import { tend, type Again } from '#domain/notice.ts'
import { reconcile } from '#domain/reconcile.ts'
import type { OrganizationRule } from '#domain/rules/rule.ts'
import { lastCallOf } from '#domain/rules/expiring-secret.ts'
import { mutedBy, raisedIn } from '#domain/rules/rules.ts'
import { together } from '#domain/consolidation.ts'
import type { Situation } from '#domain/situation.ts'
import type { AlertBook, OrganizationUnit } from './ports/alert-book.ts'

interface Deps {
  readonly book: AlertBook
  readonly gatherMs: number
}

const hour = 3_600_000
/** A window of a day, and a day of quiet: what began before is taken from the alerts as they are. */
const lookBack = 50 * hour
/** An alert, and a trouble that may become one by the clock, is looked at so often. */
const soon = 30_000
const later = 60_000

/**
 * Judges organisations by all that was told before `now`. Alerts follow from what happened, and not from when it became
 * known here: whoever judges a week at once raises what had been raised then, and tells only what is still so.
 */
export const createJudgeOrganizations =
  ({ book, gatherMs }: Deps) =>
  (now: number): Promise<number> =>
    book.judgeDue(now, (unit) => judge(unit, now, gatherMs))

async function judge(unit: OrganizationUnit, now: number, gatherMs: number): Promise<void> {
  const since = unit.changedFrom - lookBack
  const known = await unit.alerts(since)
  const situation = await unit.situation(since, now)
  const { organizationId } = unit
  const context = { organizationId, since, now, gatherMs }
  const { changed, removed } = reconcile(known, raisedIn(situation), context)
  if (removed.length > 0) await unit.remove(removed)

  const before = new Map(known.map((alert) => [alert.id, alert]))
  const unsettled = changed.filter((alert) => !isSettled(alert, before.get(alert.id)))
  const figures = await unit.figures(unsettled, situation)
  const open = new Set(unsettled.filter(isOpen).map(({ rule }) => rule as OrganizationRule))
  const saved: Alert[] = []
  const due: number[] = []
  for (const alert of unsettled) {
    const { hasMoved, ...counted } = figures.get(alert.id)!
    const end = alert.end && endOf(alert, alert.end, hasMoved)
    const muted = mutedBy(alert.rule as OrganizationRule, open)
    const tended = tend(
      { ...alert, ...counted, end },
      {
        now,
        gatherMs,
        mutedBy: muted,
        again: againOf(alert),
      },
    )
    if (isOpen(tended.alert) && !tended.alert.told && tended.alert.dueAt !== undefined)
      due.push(tended.alert.dueAt)
    if (!isSame(tended.alert, before.get(alert.id))) saved.push(tended.alert)
    if (tended.notice) {
      const records = await unit.records(tended.alert, situation)
      const isForPlatform =
        alert.rule === 'error_rate' && !(await unit.isJoined(alert.raisedAt - together))
      unit.tell({ notice: tended.notice, records, isForPlatform })
    }
  }
  await unit.save(saved)
  const next = await nextOf(unit, situation, open.size > 0)
  await unit.judged(now, Math.min(next ?? Infinity, ...due))
}

/** When the clock alone may change something. */
async function nextOf(unit: OrganizationUnit, situation: Situation, hasAlerts: boolean) {
  if (hasAlerts) return situation.now + soon
  if (await unit.hasOpenTroubles()) return situation.now + later
  const { secretsExpireAt } = situation.switches.at(-1) ?? {}
  if (secretsExpireAt === undefined) return undefined
  const day = 24 * hour
  return Math.max(secretsExpireAt - situation.thresholds.secretDays * day, situation.now + day)
}

const isOpen = ({ resolvedAt }: Alert) => resolvedAt === undefined

/** It is over, it was over, and everything that is to be told was told. */
const isSettled = (alert: Alert, before: Alert | undefined) =>
  before !== undefined &&
  alert.resolvedAt !== undefined &&
  alert.resolvedAt === before.resolvedAt &&
  alert.reopenedAt.length === before.reopenedAt.length &&
  (!before.told || before.isEndTold)

function endOf({ rule }: Alert, end: End, hasMoved: boolean): End {
  if (end !== 'proved') return end
  if (rule === 'posted_twice') return 'by_person'
  return hasMoved ? 'moved' : end
}

const againOf = ({ rule, cause }: Alert): Again | undefined =>
  rule === 'expiring_secret' ? { at: lastCallOf(cause), change: 'sooner' } : undefined

const isSame = (a: Alert, b: Alert | undefined) =>
  b !== undefined && JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b))

const inOrder = (alert: Alert) => Object.entries(alert).toSorted(([a], [b]) => (a < b ? -1 : 1))
