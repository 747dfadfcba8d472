import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import type { Company } from './business-central/company.ts'
import type { LedgerEntry, PostedVoucher } from './business-central/ledger.ts'

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
  readonly description: string
  readonly dimensions: readonly (readonly [dimension: string, value: string])[]
}

export function openLedgerFile(path: string): LedgerFile {
  const stored = existsSync(path) ? readLines(path) : new Map<string, Line[]>()
  const file = openSync(path, 'a')
  return {
    restore(company) {
      for (const line of stored.get(company.id) ?? [])
        for (const voucher of line.vouchers) addVoucher(company, voucher)
      stored.delete(company.id)
    },
    append(company, vouchers) {
      const line: Line = { company: company.id, vouchers: vouchers.map(toStored) }
      writeSync(file, `${JSON.stringify(line)}\n`)
    },
    clear() {
      stored.clear()
      ftruncateSync(file)
    },
    close: () => closeSync(file),
  }
}

function readLines(path: string): Map<string, Line[]> {
  const byCompany = new Map<string, Line[]>()
  const text = readFileSync(path, 'utf8')
  // A last line that a kill cut off was never answered for: it did not happen.
  const complete = text.slice(0, text.lastIndexOf('\n') + 1)
  if (complete.length < text.length) truncateSync(path, Buffer.byteLength(complete))
  for (const one of complete.split('\n').slice(0, -1)) {
    const line = JSON.parse(one) as Line
    const lines = byCompany.get(line.company)
    if (lines) lines.push(line)
    else byCompany.set(line.company, [line])
  }
  return byCompany
}

const toStored = (voucher: PostedVoucher): Line['vouchers'][number] => ({
  ...voucher,
  entries: voucher.entries.map(({ account, amount, description, dimensions }) => ({
    account: account.number,
    amount,
    description,
    dimensions: dimensions.map((value) => [value.dimension.code, value.code]),
  })),
})

function addVoucher(company: Company, stored: Line['vouchers'][number]): void {
  const { documentNumber, postingDate, postedAt } = stored
  const first = company.ledger.entries.length + 1
  const entries = stored.entries.map(
    ({ account, amount, description, dimensions }, at): LedgerEntry => ({
      number: first + at,
      postingDate,
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
