import type { Clock } from '@bilagsbro/kernel/clock'
import type { PastRequest } from '#domain/earlier.ts'
import type { PostingAnswer } from '#domain/settle.ts'
import type { SyncStore } from './ports/sync-store.ts'

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  readonly mayDecide: () => boolean
}

/**
 * Keeps requests of a time that this database has lost: their postings may be on their way, and their vouchers may be
 * corrected.
 */
export const createNoteRequests =
  ({ store, clock, mayDecide }: Deps) =>
  async (requests: readonly PastRequest[]): Promise<void> => {
    if (mayDecide()) return
    await store.change([], async (unit) => {
      await unit.keepAnswers(requests.map(toAnswer), clock.now())
      await unit.keepPastRequests(requests)
    })
  }

function toAnswer({ targetFingerprint, voucher, trial, ...asked }: PastRequest): PostingAnswer {
  const { corrects, mode, moved } = voucher
  const outcome = {
    kind: 'requested',
    targetFingerprint,
    ...(corrects && { corrects }),
    ...(trial !== undefined && { trial }),
    ...(mode && { mode }),
    ...(moved && { moved }),
  } as const
  return { ...asked, outcome }
}
