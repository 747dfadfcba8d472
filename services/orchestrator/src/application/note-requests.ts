import type { Clock } from '@bilagsbro/kernel/clock'
import type { PostingAnswer } from '#domain/settle.ts'
import type { SyncStore } from './ports/sync-store.ts'

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  readonly mayDecide: () => boolean
}

/** Keeps requests of a time that this database has lost: their postings may be on their way. */
export const createNoteRequests =
  ({ store, clock, mayDecide }: Deps) =>
  async (requests: readonly PostingAnswer[]): Promise<void> => {
    if (mayDecide()) return
    await store.change([], (unit) => unit.keepAnswers(requests, clock.now()))
  }
