import { differenceOf, timesBooked } from '@bilagsbro/booking/difference'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Found, Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { isMarked } from '@bilagsbro/posting-engine/toolkit/marked-text'
import { isSupplier } from './journal.ts'
import type { Documents } from './lookup.ts'

const mostNamed = 5

/** Compares the entries under a voucher's reference with the voucher: posted where they are the voucher, once. */
export function compare(
  { reference, voucher }: Posting,
  documents: Documents,
  linkTo: (number: string) => string,
): Found {
  const numbers = [...documents.keys()]
  const [number = reference] = numbers
  const [, other] = numbers
  if (other !== undefined) {
    const fault = `It is there more than once: as ${numbers.slice(0, mostNamed).join(', ')}.`
    return twice(reference, fault, [number, other])
  }
  const entries = (documents.get(number) ?? []).map(
    ({ accountNumber: account, postingDate, description, debitAmount, creditAmount }) => ({
      account,
      postingDate,
      amount: Math.round((debitAmount - creditAmount) * 100),
      isMarked: isMarked(description, reference),
    }),
  )
  const fault = differenceOf(voucher, entries, isSupplier)
  const times = fault ? timesBooked(voucher, entries, isSupplier) : 1
  if (times > 1) {
    const again = `It is there more than once: ${times} times as ${number}.`
    return twice(reference, again, [number, number])
  }
  if (fault) return different(reference, fault)
  return { kind: 'posted', voucher: { number, date: voucher.postingDate, url: linkTo(number) } }
}

const different = (reference: string, fault: string) => {
  const failure: Failure = {
    class: 'different_in_ledger',
    code: 'ledger.different',
    message: `The ledger holds ${reference}, but not as it was sent. ${fault}`,
  }
  return { kind: 'different', failure } as const
}

function twice(reference: string, fault: string, numbers: readonly [string, string]) {
  const { kind, failure } = different(reference, fault)
  return { kind, failure: { ...failure, code: 'ledger.twice' }, twice: numbers } as const
}
