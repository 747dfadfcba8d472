import type { Found, Posting } from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Failure, Voucher } from '@bilagsbro/connector/domain/voucher'
import { oreOf, type Ore } from '@bilagsbro/kernel/money'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { unreadable } from './failures.ts'
import { isSupplier } from './journal.ts'
import { pageOf, type Api, type Operation } from './odata.ts'

/** References in one filter: the address inside the $batch stays under 2,000 characters. */
const referencesPerFilter = 40

export interface Entry {
  readonly documentNumber: string
  readonly accountNumber: string
  readonly postingDate: string
  readonly debitAmount: number
  readonly creditAmount: number
}

/** What the ledger holds under these references, in one request unless there are very many. */
export async function entriesOf(
  api: Api,
  company: string,
  references: readonly string[],
): Promise<Result<Map<string, Entry[]>, Failure>> {
  const operations: Operation[] = []
  for (let at = 0; at < references.length; at += referencesPerFilter)
    operations.push({ method: 'GET', path: path(company, references, at) })
  const parts = await api.batch(operations)
  if (!parts.ok) return parts
  const entries: Entry[] = []
  for (const part of parts.value) {
    if (part?.failure) return err(part.failure)
    const page = pageOf<Entry>(part?.body)
    if (!page) return err(unreadable(part?.status ?? 0))
    entries.push(...page.rows)
    if (!page.next) continue
    const rest = await api.list<Entry>(page.next)
    if (!rest.ok) return rest
    entries.push(...rest.value)
  }
  return ok(byReference(entries))
}

function path(company: string, references: readonly string[], from: number): string {
  const filter = references
    .slice(from, from + referencesPerFilter)
    .map((reference) => `documentNumber%20eq%20%27${reference}%27`)
    .join('%20or%20')
  return `${company}/generalLedgerEntries?$select=documentNumber,accountNumber,postingDate,debitAmount,creditAmount&$filter=${filter}`
}

function byReference(entries: readonly Entry[]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>()
  for (const entry of entries) {
    const same = found.get(entry.documentNumber)
    if (same) same.push(entry)
    else found.set(entry.documentNumber, [entry])
  }
  return found
}

/** Whether the entries under a voucher's reference are that voucher. */
export function compare(
  { reference, voucher }: Posting,
  entries: readonly Entry[],
  url: string,
): Found {
  const fault = differenceOf(voucher, entries)
  if (fault)
    return {
      kind: 'different',
      failure: {
        class: 'data',
        code: 'ledger.different',
        message: `The ledger holds ${reference}, but not as it was sent. ${fault}`,
      },
    }
  return { kind: 'posted', voucher: { number: reference, date: voucher.postingDate, url } }
}

/**
 * Account by account. VAT moves a part of a debit to accounts of its own, by the VAT code or by what the
 * account's card says; the document still sums to zero and its credits stay whole. What suppliers are owed
 * is on the account of their posting groups, which the API does not tell: it is there whole, or it is not.
 */
function differenceOf(voucher: Voucher, entries: readonly Entry[]): string | undefined {
  const expected = expectedOf(voucher)
  const actual = new Map<string, Ore>()
  let sum = 0
  for (const entry of entries) {
    const amount = Math.round((entry.debitAmount - entry.creditAmount) * 100)
    const account = entry.accountNumber.toUpperCase()
    actual.set(account, (actual.get(account) ?? 0) + amount)
    sum += amount
    if (entry.postingDate !== voucher.postingDate) return `It is dated ${entry.postingDate}.`
  }
  if (sum !== 0) return 'Its entries do not sum to zero.'
  if (!expectPayables(voucher, expected, actual)) return 'What the supplier is owed is missing.'
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

/** Adds the account on which exactly that is which suppliers are owed; rather one that no other line names. */
function expectPayables(
  { lines }: Voucher,
  expected: Map<string, Expected>,
  actual: ReadonlyMap<string, Ore>,
): boolean {
  const suppliers = lines.filter(isSupplier)
  if (suppliers.length === 0) return true
  const owed = suppliers.reduce((sum, { amount }) => sum + oreOf(amount), 0)
  const besides = (account: string) => expected.get(account)?.amount ?? 0
  const accounts = [...actual.keys()].filter(
    (account) => actual.get(account) === besides(account) + owed,
  )
  const payables = accounts.find((account) => !expected.has(account)) ?? accounts[0]
  if (payables === undefined) return false
  expected.set(payables, { amount: besides(payables) + owed, vat: false })
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

function expectedOf({ lines }: Voucher): Map<string, Expected> {
  const expected = new Map<string, Expected>()
  for (const line of lines) {
    if (isSupplier(line)) continue
    const { account, amount, vatCode } = line
    // Business Central keeps codes in capitals.
    const key = account.toUpperCase()
    const same = expected.get(key) ?? { amount: 0, vat: false }
    same.amount += oreOf(amount)
    same.vat ||= vatCode !== undefined
    expected.set(key, same)
  }
  return expected
}
