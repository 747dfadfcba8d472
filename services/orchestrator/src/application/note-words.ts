import type { Clock } from '@bilagsbro/kernel/clock'
import type { ToldWord } from '#domain/told-word.ts'
import type { SyncStore } from './ports/sync-store.ts'

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  readonly mayDecide: () => boolean
}

/** Keeps what was told of people's marks in a time that this database may have lost: what is booked by hand is not sent. */
export const createNoteWords =
  ({ store, clock, mayDecide }: Deps) =>
  async (words: readonly ToldWord[]): Promise<void> => {
    if (words.length === 0 || mayDecide()) return
    await store.change([], (unit) => unit.keepAnswers(words, clock.now()))
  }
