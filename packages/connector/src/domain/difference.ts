import { oreOf, type Ore } from '@bilagsbro/kernel/money'
import type { Voucher, VoucherLine } from './voucher.ts'

/** One entry of a ledger, in whole øre, debit positive. */
export interface LedgerEntry {
  readonly account: string
  readonly amount: Ore
  readonly postingDate: string
}

/**
 * How the entries under a voucher's reference are not that voucher, in a sentence; nothing if they are.
 * Account by account. VAT moves a part of a debit to accounts of its own, by the VAT code or by what the
 * account's card says; the document still sums to zero and its credits stay whole. Lines that the ledger books on an
 * account of its own choice, which it does not tell, are there as one whole sum on some account, or they are not.
 */
export function differenceOf(
  voucher: Voucher,
  entries: readonly LedgerEntry[],
  isBookedElsewhere: (line: VoucherLine) => boolean = () => false,
): string | undefined {
  const elsewhere = voucher.lines.filter(isBookedElsewhere)
  const expected = expectedOf(voucher.lines.filter((line) => !isBookedElsewhere(line)))
  const actual = new Map<string, Ore>()
  let sum = 0
  for (const entry of entries) {
    const { amount } = entry
    const account = entry.account.toUpperCase()
    actual.set(account, (actual.get(account) ?? 0) + amount)
    sum += amount
    if (entry.postingDate !== voucher.postingDate) return `It is dated ${entry.postingDate}.`
  }
  if (sum !== 0) return 'Its entries do not sum to zero.'
  if (!expectElsewhere(elsewhere, expected, actual))
    return 'What is owed to the supplier or employee is missing.'
  const withVat = actual.size > expected.size
  for (const [account, { amount, vat }] of expected) {
    const there = actual.get(account)
    if (there === undefined) return `Account ${account} is missing.`
    if (there === amount) continue
    const net = withVat && (vat || amount > 0) && isPartOf(there, amount)
    if (!net) return `The amount on account ${account} differs.`
  }
  const explained = !withVat || voucher.lines.some(({ vatCode }) => vatCode !== undefined)
  return explained || !sameEverywhere(expected, actual)
    ? undefined
    : 'It has entries on other accounts.'
}

/** Adds the account on which exactly their sum is; rather one that no other line names. */
function expectElsewhere(
  lines: readonly VoucherLine[],
  expected: Map<string, Expected>,
  actual: ReadonlyMap<string, Ore>,
): boolean {
  if (lines.length === 0) return true
  const owed = lines.reduce((sum, { amount }) => sum + oreOf(amount), 0)
  const besides = (account: string) => expected.get(account)?.amount ?? 0
  const accounts = [...actual.keys()].filter(
    (account) => actual.get(account) === besides(account) + owed,
  )
  const found = accounts.find((account) => !expected.has(account)) ?? accounts[0]
  if (found === undefined) return false
  expected.set(found, { amount: besides(found) + owed, vat: false })
  return true
}

const isPartOf = (part: Ore, whole: Ore): boolean =>
  Math.sign(part) === Math.sign(whole) && Math.abs(part) < Math.abs(whole)

/** Nothing went to VAT, so entries on further accounts are not explained by it. */
const sameEverywhere = (
  expected: ReadonlyMap<string, Expected>,
  actual: ReadonlyMap<string, Ore>,
) => [...expected].every(([account, { amount }]) => actual.get(account) === amount)

interface Expected {
  amount: Ore
  vat: boolean
}

function expectedOf(lines: readonly VoucherLine[]): Map<string, Expected> {
  const expected = new Map<string, Expected>()
  for (const { account, amount, vatCode } of lines) {
    // Some ledgers keep codes in capitals.
    const key = account.toUpperCase()
    const same = expected.get(key) ?? { amount: 0, vat: false }
    same.amount += oreOf(amount)
    same.vat ||= vatCode !== undefined
    expected.set(key, same)
  }
  return expected
}
