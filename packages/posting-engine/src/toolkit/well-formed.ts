import type { Failure } from '@bilagsbro/booking/failure'
import type { Voucher } from '@bilagsbro/booking/voucher'
import { amountPattern } from '@bilagsbro/kernel/money'

const reference = /^[0-9A-Za-z]{1,20}$/
const day = /^\d{4}-\d{2}-\d{2}$/
const amount = new RegExp(amountPattern)

/**
 * Whether what becomes a part of an address, a filter or a number as it stands has the form of one. It was checked at
 * the door; a second time, because a ledger would carry out what else it says.
 */
export const isWellFormed = (named: string, { postingDate, lines }: Voucher): boolean =>
  reference.test(named) && day.test(postingDate) && lines.every((line) => amount.test(line.amount))

export const notWellFormed: Failure = {
  class: 'data',
  code: 'voucher.not_well_formed',
  message: "The voucher's reference, its date or an amount of it has not the form of one.",
}
