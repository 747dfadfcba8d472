import type { Found, Posting } from '@bilagsbro/connector/application/ports/accounting-connector'
import { differenceOf } from '@bilagsbro/connector/domain/difference'
import { isSupplier } from './journal.ts'
import type { Documents } from './lookup.ts'

/** Whether what the ledger holds under a voucher's reference is that voucher, once. */
export function compare(
  { reference, voucher }: Posting,
  documents: Documents,
  linkTo: (number: string) => string,
): Found {
  const numbers = [...documents.keys()]
  const [number = reference] = numbers
  if (numbers.length > 1)
    return different(reference, `It is there more than once: as ${numbers.join(', ')}.`)
  const fault = differenceOf(
    voucher,
    (documents.get(number) ?? []).map(
      ({ accountNumber: account, postingDate, debitAmount, creditAmount }) => ({
        account,
        postingDate,
        amount: Math.round((debitAmount - creditAmount) * 100),
      }),
    ),
    isSupplier,
  )
  if (fault) return different(reference, fault)
  return { kind: 'posted', voucher: { number, date: voucher.postingDate, url: linkTo(number) } }
}

const different = (reference: string, fault: string): Found => ({
  kind: 'different',
  failure: {
    class: 'different_in_ledger',
    code: 'ledger.different',
    message: `The ledger holds ${reference}, but not as it was sent. ${fault}`,
  },
})
