import type { Account, DimensionSet } from './account.ts'
import type { Company, JournalLine } from './company.ts'
import { payables, reverseCharges, vatGroups } from './seed.ts'

/** What posting makes of a journal line; it gets its number when it is booked. */
export interface EntryDraft {
  readonly account: Account
  readonly amount: number
  readonly description: string
  readonly dimensions: DimensionSet
  readonly postingDate: string
}

/** The entries of one document: what its lines say, and what the ledger adds by the cards of their accounts. */
export function entriesOf(company: Company, lines: readonly JournalLine[]): EntryDraft[] {
  return lines.flatMap((line) => entriesOfLine(company, line)).filter(({ amount }) => amount !== 0)
}

function entriesOfLine(company: Company, line: JournalLine): EntryDraft[] {
  const { description, dimensions, postingDate } = line
  const entry = (account: Account, amount: number, date = postingDate): EntryDraft => ({
    account,
    amount,
    description,
    dimensions,
    postingDate: date,
  })
  const known = (number: string) => company.accounts.get(number)!
  const account = line.account ?? controlAccount(company, line.accountType)
  const vat = vatOf(line)
  const charged = reverseChargeOf(line)
  const entries = [
    entry(account, line.amount - vat),
    entry(known(payables.vat), vat),
    entry(known(payables.vat), charged),
    entry(known(payables.vatOwed), -charged),
  ]
  const { allocations, deferral } = line.account ?? { allocations: [], deferral: undefined }
  for (const { account: number, percent } of allocations)
    entries.push(entry(known(number), partOf(line.amount - vat, percent / 100)))
  if (deferral) {
    const kept = known(deferral.account)
    const net = line.amount - vat
    entries.push(entry(account, -net), entry(kept, net))
    for (const [at, part] of shares(net, deferral.months).entries()) {
      const date = at === 0 ? postingDate : monthAfter(postingDate, at)
      entries.push(entry(account, part, date), entry(kept, -part, date))
    }
  }
  if (line.balancingAccountNumber !== '') {
    const other = line.balancingAccount ?? controlAccount(company, line.balanceAccountType)
    entries.push(entry(other, -line.amount))
  }
  return entries
}

/** The part of the gross amount that is VAT; only where the account card says that it is a purchase. */
function vatOf(line: JournalLine): number {
  const rate = vatGroups[line.taxCode] ?? 0
  return isPurchase(line) ? partOf(line.amount, rate / (100 + rate)) : 0
}

/** The buyer owes the VAT and deducts it: two entries that cancel each other out, and the amount stays whole. */
const reverseChargeOf = (line: JournalLine) =>
  isPurchase(line) ? partOf(line.amount, (reverseCharges[line.taxCode] ?? 0) / 100) : 0

const isPurchase = ({ account }: JournalLine) => account?.genPostingType === 'Purchase'

const partOf = (amount: number, share: number) =>
  Math.sign(amount) * Math.round(Math.abs(amount) * share)

/** What does not go up is in the last one. */
function shares(amount: number, count: number): number[] {
  const share = Math.trunc(amount / count)
  return Array.from({ length: count }, (_, at) =>
    at < count - 1 ? share : amount - share * (count - 1),
  )
}

function monthAfter(day: string, months: number): string {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

const controlAccount = (company: Company, type: JournalLine['accountType']) =>
  company.accounts.get(type === 'Vendor' ? payables.vendors : payables.employees)!
