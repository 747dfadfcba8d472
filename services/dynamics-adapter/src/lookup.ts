import type { Found, Posting } from '@bilagsbro/connector/application/ports/accounting-connector'
import { differenceOf } from '@bilagsbro/connector/domain/difference'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
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
  const fault = differenceOf(
    voucher,
    entries.map(({ accountNumber: account, postingDate, debitAmount, creditAmount }) => ({
      account,
      postingDate,
      amount: Math.round((debitAmount - creditAmount) * 100),
    })),
    isSupplier,
  )
  if (fault)
    return {
      kind: 'different',
      failure: {
        class: 'different_in_ledger',
        code: 'ledger.different',
        message: `The ledger holds ${reference}, but not as it was sent. ${fault}`,
      },
    }
  return { kind: 'posted', voucher: { number: reference, date: voucher.postingDate, url } }
}
