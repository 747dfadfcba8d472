import type { Company } from './business-central/company.ts'
import type { LedgerEntry, PostedVoucher } from './business-central/ledger.ts'
import { openLineFile } from './line-file.ts'

/** Keeps the ledgers (not the journals) over a restart: one line of JSON per posting act. */
export interface LedgerFile {
  restore(company: Company): void
  append(company: Company, vouchers: readonly PostedVoucher[]): void
  clear(): void
  close(): void
}

interface Line {
  readonly company: string
  readonly vouchers: readonly (Omit<PostedVoucher, 'entries'> & {
    readonly entries: readonly StoredEntry[]
  })[]
}
interface StoredEntry {
  readonly account: string
  readonly amount: number
  readonly postingDate?: string
  readonly description: string
  readonly dimensions: readonly (readonly [dimension: string, value: string])[]
}

export function openLedgerFile(path: string): LedgerFile {
  const file = openLineFile<Line>(path)
  const stored = Map.groupBy(file.stored, ({ company }) => company)
  return {
    restore(company) {
      for (const line of stored.get(company.id) ?? [])
        for (const voucher of line.vouchers) addVoucher(company, voucher)
      stored.delete(company.id)
    },
    append: (company, vouchers) =>
      file.append({ company: company.id, vouchers: vouchers.map(toStored) }),
    clear() {
      stored.clear()
      file.clear()
    },
    close: () => file.close(),
  }
}

const toStored = (voucher: PostedVoucher): Line['vouchers'][number] => ({
  ...voucher,
  entries: voucher.entries.map(({ account, amount, description, dimensions, postingDate }) => ({
    account: account.number,
    amount,
    description,
    ...(postingDate !== voucher.postingDate && { postingDate }),
    dimensions: dimensions.map((value) => [value.dimension.code, value.code]),
  })),
})

function addVoucher(company: Company, stored: Line['vouchers'][number]): void {
  const { documentNumber, postingDate, postedAt } = stored
  const first = company.ledger.entries.length + 1
  const entries = stored.entries.map(
    ({ account, amount, description, dimensions, ...own }, at): LedgerEntry => ({
      number: first + at,
      postingDate: own.postingDate ?? postingDate,
      documentNumber,
      account: company.accounts.get(account)!,
      description,
      amount,
      dimensions: dimensions.map(([dimension, value]) =>
        company.dimensions.get(dimension)!.values.get(value)!,
      ),
      postedAt,
      visibleAt: 0,
    }),
  )
  if (stored.enteredNumber !== documentNumber) company.renumbered++
  company.ledger.add({ ...stored, entries })
}
