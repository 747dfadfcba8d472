import type { Alert, Figures, PlatformRule } from './alert.ts'
import { episodesOf } from './episode.ts'
import type { RaisedEpisode } from './reconcile.ts'
import type { Span } from './span.ts'

/** A service that has not handled for so long what was there calls the people who run it. */
export const lagLimitMs = 5 * 60_000

/** Something about the installation, and how much of it there is. */
export interface Watched {
  readonly episode: RaisedEpisode
  readonly figures: Figures
}

/** What holds now or not, without a past: it began when it was seen first, and ends when it is not seen any more. */
export function watchedNow(
  rule: PlatformRule,
  names: readonly string[],
  known: readonly Alert[],
  now: number,
): Watched[] {
  const open = known.find((alert) => alert.rule === rule && alert.resolvedAt === undefined)
  if (names.length === 0 && !open) return []
  const from = open?.raisedAt ?? now
  const span: Span = names.length > 0 ? { from } : { from, until: now }
  const detail = {
    names: names.length > 0 ? names : (open?.detail.names ?? []),
    limit: lagLimitMs / 60_000,
  }
  const figures = {
    affected: Math.max(names.length, open?.affected ?? 0),
    remaining: names.length,
    detail,
  }
  return episodesOf([span], now).map((episode) => ({
    episode: { rule, cause: rule, ...episode },
    figures,
  }))
}

interface Letter {
  readonly topic: string
  readonly setAsideAt: number
  readonly replayedAt?: number | undefined
}

/** Dead letters of a topic are over when each of them was sent again; only what is kept on the topic is known. */
export function watchedLetters(letters: readonly Letter[], now: number): Watched[] {
  return Object.entries(Object.groupBy(letters, ({ topic }) => topic)).flatMap(
    ([topic, all = []]) => {
      const spans = all.map(({ setAsideAt, replayedAt }): Span =>
        replayedAt === undefined
          ? { from: setAsideAt }
          : { from: setAsideAt, until: Math.max(setAsideAt, replayedAt) },
      )
      return episodesOf(spans, now).map((episode) => {
        const { raisedAt, resolvedAt = Infinity } = episode
        const own = all.filter(
          ({ setAsideAt }) => setAsideAt >= raisedAt && setAsideAt <= resolvedAt,
        )
        const remaining = own.filter(({ replayedAt }) => replayedAt === undefined).length
        const figures = { affected: own.length, remaining, detail: { names: [topic] } }
        return { episode: { rule: 'dead_letters', cause: topic, ...episode } as const, figures }
      })
    },
  )
}
