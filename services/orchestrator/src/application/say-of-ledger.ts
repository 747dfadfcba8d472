import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { doubtOfLeftOut } from '#domain/doubt.ts'
import {
  sayInLedger,
  sayLeftOutInLedger,
  sayLeftOutNowhere,
  sayNotInLedger,
  unblock,
} from '#domain/mark.ts'
import type { Word } from '#domain/word.ts'
import { changeNamed, type ChangedRecords, type NamedRevision } from './change-named.ts'
import { dispatchTrial, dispatchWaiting } from './dispatch.ts'
import type { Asked, Once } from './once.ts'
import type { Policy } from './policy.ts'
import { unknownRevision } from './read-revision.ts'
import { certain } from './show-doubt.ts'

/** What a person has found in the ledger. */
export type Found = { readonly reason: string } & (
  | { readonly kind: 'in_ledger'; readonly voucherNumber: string; readonly voucherDate: string }
  | { readonly kind: 'not_in_ledger' }
)

/** Takes a person's word about a record of which nobody can prove whether it is in the ledger. */
export const createSayOfLedger =
  ({ once, policy }: { readonly once: Once; readonly policy: Policy }) =>
  (
    asked: Asked,
    named: NamedRevision,
    { reason, ...found }: Found,
  ): Promise<Result<ChangedRecords, Refusal>> =>
    once(asked, async (change) => {
      const { unit, batch, organization } = change
      const { kind, ...voucher } = found
      const word: Word = { by: asked.actor, note: reason, ...voucher }
      const [say, sayOfLeftOut] =
        kind === 'in_ledger'
          ? [sayInLedger, sayLeftOutInLedger]
          : [sayNotInLedger, sayLeftOutNowhere]
      const taken = await changeNamed(change, [named], {
        step: (record, revisions) =>
          doubtOfLeftOut(record, revisions, organization)
            ? ok(sayOfLeftOut(record, word, batch.now))
            : say(record, word, batch.now),
        above: (higher) => unblock(higher, word, batch.now),
      })
      if (!taken.ok) return err(unknownRevision(named))
      const [left] = taken.value.skipped
      if (left) return err(certain(left.status))
      await dispatchTrial(unit, batch, asked.organizationId, policy)
      await dispatchWaiting(unit, batch, asked.organizationId, policy)
      return taken
    })
