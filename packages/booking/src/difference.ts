import { oreOf, type Ore } from '@bilagsbro/kernel/money'
import { balancing } from './balance-lines.ts'
import { codeOf } from './code.ts'
import type { Voucher, VoucherLine } from './voucher.ts'

/** One entry of a ledger, in whole øre, debit positive. */
export interface LedgerEntry {
  readonly account: string
  readonly amount: Ore
  readonly postingDate: string
  /** The entry came with the voucher's lines: the voucher's reference is in its text. */
  readonly isMarked?: boolean
}

/** The sums of the entries on one account. */
interface Sums {
  amount: Ore
  onItsDate: Ore
  isMarked: boolean
}

/**
 * How the entries under a voucher's reference differ from the voucher, in a sentence; nothing where they are the
 * voucher. Additions by the ledger's own rules are explained by the entries themselves (ADR 24): VAT that a cost is net
 * of, pairs that cancel out, a cost that is spread over later dates. The amount owed is there whole, and on the
 * voucher's date. Lines that the ledger books on an account of its own choice, which it does not tell, are there as one
 * whole sum on some account, or are missing.
 */
export function differenceOf(
  voucher: Voucher,
  entries: readonly LedgerEntry[],
  isBookedElsewhere: (line: VoucherLine) => boolean = () => false,
): string | undefined {
  const elsewhere = voucher.lines.filter(isBookedElsewhere)
  const expected = expectedOf(voucher, (line) => !isBookedElsewhere(line))
  const actual = sumsOf(entries, voucher.postingDate)
  const fault = faultOfDates(entries, voucher.postingDate)
  if (fault) return fault
  if (!expectElsewhere(elsewhere, expected, actual))
    return 'What is owed to the supplier or employee is missing.'
  for (const [account, wanted] of expected) {
    const there = actual.get(account)
    if (!there) return `Account ${account} is missing.${besides(actual, expected)}`
    if (!isThere(wanted, there)) return `The amount on account ${account} differs.`
  }
  const isNet = [...expected].some(
    ([account, { amount }]) => actual.get(account)!.amount !== amount,
  )
  // Entries from before lines were marked cannot show more.
  const byVat = isNet || (entries.every(({ isMarked }) => !isMarked) && voucher.lines.some(hasVat))
  const strange = [...actual].filter(
    ([account, sums]) => !expected.has(account) && !isExplained(sums, byVat),
  )
  return strange.length > 0 ? `It has entries on ${named(strange)}.` : undefined
}

/** Where the entries are instead, for whoever looks for what was mapped wrongly. */
function besides(actual: ReadonlyMap<string, Sums>, expected: ReadonlyMap<string, Expected>) {
  const others = [...actual].filter(([account]) => !expected.has(account))
  return others.length > 0 ? ` There are entries on ${named(others)} instead.` : ''
}

const mostNamed = 3
const named = (accounts: readonly (readonly [string, Sums])[]) =>
  `other accounts: ${accounts
    .slice(0, mostNamed)
    .map(([account]) => account)
    .join(', ')}`

/**
 * How often the entries are the voucher, each of them equally often; 0 where they are anything else. More than once
 * means that the voucher was booked again under the same number.
 */
export function timesBooked(
  voucher: Voucher,
  entries: readonly LedgerEntry[],
  isBookedElsewhere?: (line: VoucherLine) => boolean,
): number {
  const equal = [...Map.groupBy(entries, keyOf).values()]
  const fewest = Math.min(...equal.map(({ length }) => length), entries.length)
  for (let times = 1; times <= fewest; times++) {
    if (equal.some(({ length }) => length % times !== 0)) continue
    const once = equal.flatMap((those) => those.slice(0, those.length / times))
    if (differenceOf(voucher, once, isBookedElsewhere) === undefined) return times
  }
  return 0
}

const keyOf = ({ account, amount, postingDate, isMarked }: LedgerEntry): string =>
  JSON.stringify([codeOf(account), amount, postingDate, isMarked])

const hasVat = ({ vatCode }: VoucherLine): boolean => vatCode !== undefined

/** The entries of each date sum to zero, and one entry at least is on the voucher's date. */
function faultOfDates(entries: readonly LedgerEntry[], postingDate: string): string | undefined {
  const sums = new Map<string, Ore>()
  for (const { postingDate: date, amount } of entries)
    sums.set(date, (sums.get(date) ?? 0) + amount)
  const [other] = sums.keys()
  if (!sums.has(postingDate) && other !== undefined) return `It is dated ${other}.`
  return [...sums.values()].every((sum) => sum === 0)
    ? undefined
    : 'Its entries do not sum to zero.'
}

function sumsOf(entries: readonly LedgerEntry[], postingDate: string): Map<string, Sums> {
  const actual = new Map<string, Sums>()
  for (const { account, amount, postingDate: date, isMarked = false } of entries) {
    const key = codeOf(account)
    const sums = actual.get(key) ?? { amount: 0, onItsDate: 0, isMarked: true }
    sums.amount += amount
    if (date === postingDate) sums.onItsDate += amount
    sums.isMarked &&= isMarked
    actual.set(key, sums)
  }
  return actual
}

/** A cost may be net of VAT, and spread over later dates. */
function isThere(expected: Expected, there: Sums): boolean {
  const { amount, isOwed } = expected
  if (isOwed) return there.amount === amount && there.onItsDate === amount
  return there.amount === amount || isNetOf(there.amount, expected)
}

/**
 * No rate of VAT is above a quarter of the net amount; each line is rounded for itself. What is debited and what is
 * credited may each be net of VAT at a rate of their own.
 */
function isNetOf(net: Ore, { debit, credit, lines }: Expected): boolean {
  const least = (gross: Ore) => Math.max(Math.sign(gross), Math.ceil(((gross - lines) * 4) / 5))
  return net >= least(debit) - credit && net <= debit - least(credit)
}

/** Entries on an account that the voucher does not name. */
const isExplained = (sums: Sums, byVat: boolean): boolean =>
  sums.onItsDate === sums.amount ? sums.isMarked || byVat : sums.amount === 0

/** Adds the account on which exactly their sum is; rather one that no other line names. */
function expectElsewhere(
  lines: readonly VoucherLine[],
  expected: Map<string, Expected>,
  actual: ReadonlyMap<string, Sums>,
): boolean {
  if (lines.length === 0) return true
  const owed = lines.reduce((sum, { amount }) => sum + oreOf(amount), 0)
  const besides = (account: string) => expected.get(account)?.amount ?? 0
  const accounts = [...actual.keys()].filter(
    (account) => actual.get(account)!.onItsDate === besides(account) + owed,
  )
  const found = accounts.find((account) => !expected.has(account)) ?? accounts[0]
  if (found === undefined) return false
  const amount = besides(found) + owed
  expected.set(found, { ...nothingYet, amount, isOwed: true })
  return true
}

interface Expected {
  amount: Ore
  /** The sums of what is debited, and of what is credited. */
  debit: Ore
  credit: Ore
  isOwed: boolean
  /** How many lines of the voucher it is the sum of. */
  lines: number
}
const nothingYet: Expected = { amount: 0, debit: 0, credit: 0, isOwed: false, lines: 0 }

function expectedOf(
  voucher: Voucher,
  isWanted: (line: VoucherLine) => boolean,
): Map<string, Expected> {
  const isOwed = balancing(voucher)
  const expected = new Map<string, Expected>()
  for (const line of voucher.lines) {
    if (!isWanted(line)) continue
    const key = codeOf(line.account)
    const same = expected.get(key) ?? { ...nothingYet }
    const amount = oreOf(line.amount)
    same.amount += amount
    if (amount > 0) same.debit += amount
    else same.credit -= amount
    same.isOwed ||= isOwed(line)
    same.lines++
    expected.set(key, same)
  }
  return expected
}
