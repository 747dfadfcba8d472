import type { Alert } from '#domain/alert.ts'
import { membersOf, spansTogether } from '#domain/consolidation.ts'
import { episodesOf } from '#domain/episode.ts'
import { tend } from '#domain/notice.ts'
import { reconcile, type RaisedEpisode } from '#domain/reconcile.ts'
import type { AlertBook, PlatformUnit } from './ports/alert-book.ts'

interface Deps {
  readonly book: AlertBook
  readonly gatherMs: number
}

const lookBack = 3 * 24 * 3_600_000

/** ALERT-6: keeps the one alert about several organisations. */
export const createJudgePlatform =
  ({ book, gatherMs }: Deps) =>
  (now: number): Promise<void> =>
    book.judgePlatform((unit) => judge(unit, now, gatherMs))

async function judge(unit: PlatformUnit, now: number, gatherMs: number): Promise<void> {
  const since = now - lookBack
  const known = (await unit.alerts(since)).filter(({ rule }) => rule === 'organizations')
  const oldest = Math.min(since, ...known.map(({ raisedAt }) => raisedAt - lookBack))
  // What was over before it had gathered was told to nobody.
  const members = (await unit.members(oldest)).filter(
    ({ from, until = now }) => until - from >= gatherMs,
  )
  const episodes: RaisedEpisode[] = episodesOf(spansTogether(members, now), now)
    .filter(({ resolvedAt = Infinity }) => resolvedAt >= since)
    .map((episode) => ({ rule: 'organizations', cause: 'organizations', ...episode }))
  const { changed, removed } = reconcile(known, episodes, { since: oldest, now, gatherMs })
  if (removed.length > 0) await unit.remove(removed)
  const saved: Alert[] = []
  for (const alert of changed) {
    const span = { from: alert.raisedAt, until: alert.resolvedAt }
    const counted = figuresOf(membersOf(span, members), alert.resolvedAt ?? now)
    const { alert: tended, notice } = tend({ ...alert, ...counted }, { now, gatherMs })
    saved.push(tended)
    if (notice) unit.tell({ notice, records: [], isForPlatform: true })
  }
  await unit.save(saved)
}

type Named = Awaited<ReturnType<PlatformUnit['members']>>

function figuresOf(members: ReturnType<typeof membersOf>, moment: number) {
  const all = members as Named
  const names = new Map(all.map(({ organizationId, name }) => [organizationId, name]))
  const left = all.filter(({ until = Infinity }) => until > moment)
  return {
    affected: names.size,
    remaining: new Set(left.map(({ organizationId }) => organizationId)).size,
    detail: { names: [...names.values()].toSorted() },
  }
}
