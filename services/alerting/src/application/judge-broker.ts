import type { Alert } from '#domain/alert.ts'
import { tend } from '#domain/notice.ts'
import { watchedLetters, watchedNow, type Watched } from '#domain/platform.ts'
import { reconcile } from '#domain/reconcile.ts'
import type { AlertBook, PlatformUnit } from './ports/alert-book.ts'
import type { Broker, Seen } from './ports/broker.ts'

interface Deps {
  readonly book: AlertBook
  readonly broker: Broker
  readonly gatherMs: number
}

/** Of what is kept for longer nobody is told any more. */
const lookBack = 100 * 24 * 3_600_000

/** Keeps the alerts about Kafka. What is seen there holds now, whether this service is behind or not. */
export const createJudgeBroker =
  ({ book, broker, gatherMs }: Deps) =>
  async (now: number): Promise<void> => {
    const seen = await broker.look(now)
    await book.judgePlatform((unit) => judge(unit, seen, now, gatherMs))
  }

async function judge(unit: PlatformUnit, seen: Seen, now: number, gatherMs: number): Promise<void> {
  const since = now - lookBack
  const rules = new Set([
    'topic_settings',
    'dead_letters',
    ...(seen.lagging ? ['consumer_lag'] : []),
  ])
  const known = (await unit.alerts(since)).filter(({ rule }) => rules.has(rule))
  const watched: Watched[] = [
    ...watchedNow('topic_settings', seen.misdeclared, known, now),
    ...(seen.lagging ? watchedNow('consumer_lag', seen.lagging, known, now) : []),
    ...watchedLetters(seen.letters, now),
  ]
  const figures = new Map(watched.map((one) => [keyOf(one.episode), one.figures]))
  const episodes = watched.map(({ episode }) => episode)
  const { changed, removed } = reconcile(known, episodes, { since, now, gatherMs })
  if (removed.length > 0) await unit.remove(removed)
  const saved: Alert[] = []
  for (const alert of changed) {
    const { alert: tended, notice } = tend(
      { ...alert, ...figures.get(keyOf(alert)) },
      { now, gatherMs },
    )
    saved.push(tended)
    if (notice) unit.tell({ notice, records: [], isForPlatform: true })
  }
  await unit.save(saved)
}

const keyOf = ({ rule, cause, raisedAt }: Pick<Alert, 'rule' | 'cause' | 'raisedAt'>) =>
  `${rule}\n${cause}\n${raisedAt}`
