import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { openBatch } from './batch.ts'
import type { Policy } from './policy.ts'
import type { SyncStore } from './ports/sync-store.ts'
import { settleHeldBack } from './settle-held-back.ts'
import { createTellResumed } from './tell-resumed.ts'

interface Deps {
  readonly store: SyncStore
  /** Whether everything has been handled that happened before this database's epoch. */
  readonly hasReadPast: () => boolean
  /** The database's epoch. */
  readonly epoch: string
  readonly clock: Clock
  readonly newId: NewId
  readonly random: () => number
  readonly policy: Policy
  readonly alarm: (sentence: string) => void
}

export interface FinishReading {
  /** Whether the past is known. Until it is, nothing is sent, requested or told. */
  readonly mayDecide: () => boolean
  /** Once the past was read: decides about records held back, and tells which connectors work. To be called until `mayDecide`. */
  finish(): Promise<void>
  /** Forgets answers about records that never came. */
  readonly forget: () => Promise<void>
}

/** As long as approvals are kept on their topic. */
const keptForMs = 90 * 24 * 60 * 60 * 1000

/**
 * A database that is new, restored or failed over does not know its past. Records and answers are kept as they are
 * read, in any order, and decided together, after the last of them.
 */
export function createFinishReading(deps: Deps): FinishReading {
  const { store, hasReadPast, epoch, clock, newId } = deps
  const tellResumed = createTellResumed(deps)
  let isOver = false
  const settle = (organizationId: string) =>
    store.change([organizationId], async (unit) =>
      settleHeldBack(unit, await openBatch(unit, clock.now(), newId), organizationId, deps),
    )
  return {
    mayDecide: () => isOver,
    async finish() {
      if (isOver || !hasReadPast()) return
      for (const organizationId of await store.heldBack())
        while (await settle(organizationId)) continue
      await tellResumed(epoch)
      isOver = true
    },
    forget: () => store.forgetAnswers(new Date(clock.now().getTime() - keptForMs)),
  }
}
