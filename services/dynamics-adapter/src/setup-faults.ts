import { balancing } from '@bilagsbro/booking/balance-lines'
import { isSameCode } from '@bilagsbro/booking/code'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { withAnswer } from '@bilagsbro/posting-engine/toolkit/ledger-answer'
import { accountIn } from './blame.ts'

/**
 * The fault of the ledger's set-up in a refusal, where it is no voucher's fault: a rule about dimensions on an account of
 * balance lines would refuse every voucher.
 */
export function setupFault(
  failure: Failure,
  message: string,
  postings: readonly Posting[],
  balanceDimensions: boolean,
): Failure | undefined {
  const account = accountIn(message)
  if (account === undefined || !isOwedOn(account, postings)) return undefined
  const setUp = (code: string, sentence: string): Failure =>
    withAnswer<Failure>({ class: 'config', code, message: sentence }, failure.answer)
  if (failure.code === 'dimension.missing' && !balanceDimensions)
    return setUp(
      'dimension.missing_on_balance_account',
      `Account ${account}, on which vouchers are owed, demands a dimension. Say in the connection that balance accounts carry dimensions, or take the rule off the account in Business Central (its default dimensions).`,
    )
  if (failure.code === 'dimension.not_allowed')
    return setUp(
      'dimension.not_allowed_on_balance_account',
      `Account ${account}, on which vouchers are owed, allows only one value of a dimension ("Same Code"). Take the rule off the account in Business Central (its default dimensions)${balanceDimensions ? ', or say in the connection that balance accounts carry no dimensions' : ''}.`,
    )
  return undefined
}

/** Accounts that have balance lines and no cost lines. */
const isOwedOn = (account: string, postings: readonly Posting[]): boolean => {
  let isOwed = false
  for (const { voucher } of postings) {
    const isBalance = balancing(voucher)
    for (const line of voucher.lines) {
      if (!isSameCode(line.account, account)) continue
      if (!isBalance(line)) return false
      isOwed = true
    }
  }
  return isOwed
}
