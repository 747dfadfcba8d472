import type { Clock } from '@bilagsbro/kernel/clock'
import type { PostingAnswer } from '#domain/settle.ts'
import type { SyncStore } from './ports/sync-store.ts'

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  readonly mayDecide: () => boolean
}

/** What this service asked for in a time that its database has lost, and may be under way. */
export const createNoteRequests =
  ({ store, clock, mayDecide }: Deps) =>
  async (requests: readonly PostingAnswer[]): Promise<void> => {
    if (mayDecide()) return
    await store.change([], (unit) => unit.keepAnswers(requests, clock.now()))
  }
