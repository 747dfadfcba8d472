import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { markHandled, unblock, unmark } from '#domain/mark.ts'
import type { Word } from '#domain/word.ts'
import { changeNamed, type ChangedRecords, type NamedRevision } from './change-named.ts'
import { dispatchWaiting } from './dispatch.ts'
import type { Asked, Once } from './once.ts'
import type { Policy } from './policy.ts'

/** The records that a person speaks of, and why. */
export interface Mark {
  readonly records: readonly NamedRevision[]
  readonly reason: string
  /** The voucher in the ledger that stands for them. */
  readonly voucherNumber?: string | undefined
}

type Marked = Promise<Result<ChangedRecords, Refusal>>

/** Closes records that failed, that wait, or that nobody in the ledger will book: they are not sent. */
export const createMarkHandled =
  ({ once }: { readonly once: Once }) =>
  (asked: Asked, { records, reason, voucherNumber }: Mark): Marked =>
    once(asked, (change) => {
      const word: Word = { by: asked.actor, note: reason, voucherNumber }
      return changeNamed(change, records, {
        step: (record) => markHandled(record, word, change.batch.now),
      })
    })

/** Takes back such marks. What waited is decided about at once. */
export const createTakeBackMarks =
  ({ once, policy }: { readonly once: Once; readonly policy: Policy }) =>
  (asked: Asked, { records, reason }: Omit<Mark, 'voucherNumber'>): Marked =>
    once(asked, async (change) => {
      const { unit, batch, organization } = change
      const word: Word = { by: asked.actor, note: reason }
      const taken = await changeNamed(change, records, {
        step: (record) => unmark(record, organization, word, batch.now),
        above: (higher) => unblock(higher, word, batch.now),
      })
      if (taken.ok) await dispatchWaiting(unit, batch, asked.organizationId, policy)
      return taken
    })
