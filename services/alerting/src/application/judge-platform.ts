import type { Alert, SummaryRule } from '#domain/alert.ts'
import { episodesOf } from '#domain/episode.ts'
import { tend } from '#domain/notice.ts'
import { reconcile, type RaisedEpisode } from '#domain/reconcile.ts'
import { summaryAgain, summaryFigures, summaryRules, summarySpans } from '#domain/summary.ts'
import type { AlertBook, PlatformUnit } from './ports/alert-book.ts'

interface Deps {
  readonly book: AlertBook
  readonly gatherMs: number
}

const lookBack = 3 * 24 * 3_600_000

/** Keeps the platform's alerts that sum up those of organisations: the one about several of them (ALERT-6), and others. */
export const createJudgePlatform =
  ({ book, gatherMs }: Deps) =>
  (now: number): Promise<void> =>
    book.judgePlatform((unit) => judge(unit, now, gatherMs))

async function judge(unit: PlatformUnit, now: number, gatherMs: number): Promise<void> {
  const since = now - lookBack
  const known = (await unit.alerts(since)).filter(isSummary)
  const oldest = Math.min(since, ...known.map(({ raisedAt }) => raisedAt - lookBack))
  // What was over before it had gathered was told to nobody.
  const members = (await unit.members(oldest)).filter(
    ({ from, until = now }) => until - from >= gatherMs,
  )
  const episodes = summaryRules.flatMap((rule): RaisedEpisode[] =>
    episodesOf(summarySpans(rule, members, now), now)
      .filter(({ resolvedAt = Infinity }) => resolvedAt >= since)
      .map((episode) => ({ rule, cause: rule, ...episode })),
  )
  const { changed, removed } = reconcile(known, episodes, { since: oldest, now, gatherMs })
  if (removed.length > 0) await unit.remove(removed)
  const saved: Alert[] = []
  for (const alert of changed) {
    const rule = alert.rule as SummaryRule
    const span = { from: alert.raisedAt, until: alert.resolvedAt }
    const counted = summaryFigures(rule, span, members, alert.resolvedAt ?? now)
    const again = summaryAgain(rule, span, members, now)
    const { alert: tended, notice } = tend({ ...alert, ...counted }, { now, gatherMs, again })
    saved.push(tended)
    if (notice) unit.tell({ notice, records: [], isForPlatform: true })
  }
  await unit.save(saved)
}

const isSummary = ({ rule }: Alert) => (summaryRules as readonly string[]).includes(rule)
