import { formatAmount, oreOf, type Ore } from '@bilagsbro/kernel/money'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { ApprovedRecord, RecordLine } from './approved-record.ts'
import type { Failure } from './failure.ts'
import type { Mapping, Policies } from './organization.ts'
import type { PendingReason } from './record.ts'
import type { Dimension, Voucher, VoucherLine } from './voucher.ts'

/** Why a record has no voucher: the mapping lacks something, or the record itself is at fault. */
export type NoVoucher =
  | { readonly kind: 'mapping_missing'; readonly reason: PendingReason }
  | { readonly kind: 'faulty'; readonly failure: Failure }

const longest = 100
const largest: Ore = 99_999_999_999_999

/**
 * A record as a voucher: a debit per line with its account, VAT code and dimensions, and the credit account of the
 * payee's kind once per set of dimensions, so that every dimension balances too. No free text unless the
 * organisation opted in.
 */
export function createVoucher(
  record: ApprovedRecord,
  mapping: Mapping,
  policies: Policies,
): Result<Voucher, NoVoucher> {
  const fault = faultOf(record)
  if (fault) return err({ kind: 'faulty', failure: { class: 'data', ...fault } })
  const credit = mapping.credits[record.payee.kind]
  const booked = record.lines.filter((line) => oreOf(line.amount) !== 0)
  const categories = unmapped(booked, mapping)
  if (credit === undefined || categories.length > 0) {
    const payeeKinds = credit === undefined ? [record.payee.kind] : []
    return err({
      kind: 'mapping_missing',
      reason: { code: 'mapping_missing', categories, payeeKinds },
    })
  }
  const debits = booked.map((line) => debitOf(line, mapping, policies))
  const lines = [...debits, ...creditsOf(debits, credit)]
  if (lines.some((line) => Math.abs(oreOf(line.amount)) > largest))
    return err({ kind: 'faulty', failure: { class: 'data', ...tooLarge } })
  return ok({
    postingDate: postingDateOf(record, policies),
    currency: record.currency,
    description: `${record.recordType} ${record.recordId}`.slice(0, longest).toWellFormed(),
    lines,
  })
}

type Fault = Pick<Failure, 'code' | 'message'>

const tooLarge: Fault = {
  code: 'voucher.amount_too_large',
  message: 'lines: together they are more than a ledger can hold. Split the record.',
}

function faultOf(record: ApprovedRecord): Fault | undefined {
  if (record.currency !== 'NOK')
    return {
      code: 'currency.not_supported',
      message: `currency: is ${record.currency}. Only NOK can be posted; approve the record again with its amounts in NOK.`,
    }
  const line = record.lines.find(({ date }) => !isDay(date))
  if (line)
    return {
      code: 'date.not_a_day',
      message: `lines: the date ${line.date} of line ${line.lineId} is no day of the calendar. Approve the record again with the right date.`,
    }
  if (record.lines.every(({ amount }) => oreOf(amount) === 0))
    return {
      code: 'voucher.empty',
      message:
        'lines: every amount is 0.00, so there is nothing to post. Mark the record as handled.',
    }
  return undefined
}

/** Of a text that has the form of a day. */
function isDay(text: string): boolean {
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8))
  // The day before the first of the next month.
  return day <= (day <= 28 ? 28 : new Date(Date.UTC(year, month, 0)).getUTCDate())
}

function unmapped(lines: readonly RecordLine[], mapping: Mapping): string[] {
  const missing = lines
    .map(({ category }) => category)
    .filter((category) => !Object.hasOwn(mapping.categories, category))
  return missing.length === 0 ? missing : [...new Set(missing)].toSorted()
}

function debitOf(line: RecordLine, mapping: Mapping, policies: Policies): VoucherLine {
  const rule = mapping.categories[line.category]!
  const vatCode = line.vatCode ?? rule.vatCode
  const dimensions = dimensionsOf(line, line.costCenter ?? rule.costCenter, mapping)
  const text = policies.freeText ? line.text?.slice(0, longest).toWellFormed() : undefined
  return {
    account: rule.account,
    amount: line.amount,
    ...(text !== undefined && { description: text }),
    ...(vatCode !== undefined && { vatCode }),
    ...(dimensions.length > 0 && { dimensions }),
  }
}

function dimensionsOf(
  { project }: RecordLine,
  costCenter: string | undefined,
  { dimensions }: Mapping,
): Dimension[] {
  const found: Dimension[] = []
  if (dimensions.costCenter !== undefined && costCenter !== undefined)
    found.push({ code: dimensions.costCenter, value: costCenter })
  if (dimensions.project !== undefined && project !== undefined)
    found.push({ code: dimensions.project, value: project })
  return found
}

function creditsOf(debits: readonly VoucherLine[], account: string): VoucherLine[] {
  const sums = new Map<string, { sum: Ore; dimensions: Dimension[] | undefined }>()
  for (const { amount, dimensions } of debits) {
    const key = dimensions ? JSON.stringify(dimensions) : ''
    const entry = sums.get(key)
    if (entry) entry.sum += oreOf(amount)
    else sums.set(key, { sum: oreOf(amount), dimensions })
  }
  return [...sums.values()]
    .filter(({ sum }) => sum !== 0)
    .map(({ sum, dimensions }) => ({
      account,
      amount: formatAmount(-sum),
      ...(dimensions && { dimensions }),
    }))
}

const osloDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' })
const hourMs = 3_600_000
let latest = { hour: NaN, day: '' }

/** The day in Norway; approvals that come together share their hour, and formatting is slow. */
function osloDayOf(moment: number): string {
  const hour = Math.floor(moment / hourMs)
  if (hour !== latest.hour) latest = { hour, day: osloDay.format(hour * hourMs) }
  return latest.day
}

function postingDateOf(record: ApprovedRecord, policies: Policies): string {
  if (policies.postingDate === 'approval') return osloDayOf(Date.parse(record.approvedAt))
  return record.lines.reduce((last, { date }) => (date > last ? date : last), '')
}
