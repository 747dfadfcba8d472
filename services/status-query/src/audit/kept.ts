import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerVoucher } from '@bilagsbro/booking/voucher'
import { linkOf } from '@bilagsbro/kernel/link'
import { harmless } from './harmless.ts'
import { answered, shownLedgerAnswer } from './ledger-answer.ts'

/** A failure as it is kept here, in the log and beside it: what the ledger said, without what may be of somebody. */
export const keptFailure = ({ message, answer, ...failure }: Failure): Failure => ({
  ...failure,
  message: harmless(message),
  ...(answer && { answer: shownLedgerAnswer(answered(answer)!) }),
})

/** A voucher as it is kept: without a link that nobody should follow. */
export function keptVoucher({ number, date, url }: LedgerVoucher): LedgerVoucher {
  const link = linkOf(url)
  return { number, date, ...(link !== undefined && { url: link }) }
}
