import { instantOf, isDay } from '@bilagsbro/kernel/calendar'
import { formatAmount, oreOf, type Ore } from '@bilagsbro/kernel/money'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { ApprovedRecord, RecordLine } from './approved-record.ts'
import { missingFrom } from './coverage.ts'
import type { Failure } from './failure.ts'
import { mappingOn } from './mapping-versions.ts'
import { codingOf, type Coding, type Mapping, type Policies } from './mapping.ts'
import type { MovedDate } from './moved-date.ts'
import type { PendingReason } from './pending-reason.ts'
import { postingDateOf } from './posting-date.ts'
import type { Dimension, Voucher, VoucherLine } from './voucher.ts'

/** An organisation's rules of booking. */
export interface BookingRules {
  readonly mapping: Mapping
  /** Versions that still book records dated before the mapping is effective. */
  readonly earlierMappings?: readonly Mapping[] | undefined
  readonly policies: Policies
}

/** A voucher, and the version of the mapping that it follows. */
export interface MappedVoucher {
  readonly voucher: Voucher
  readonly mappingVersion: number
}

/** Why a record has no voucher: the mapping lacks something, or the record itself is at fault. */
export type NoVoucher =
  | { readonly kind: 'mapping_missing'; readonly reason: PendingReason }
  | { readonly kind: 'faulty'; readonly failure: Failure }

/** The code of the fault that there is nothing to book. */
export const emptyVoucher = 'voucher.empty'

const longest = 100
const largest: Ore = 99_999_999_999_999

/**
 * A record as a voucher: a debit per line with its account, VAT code and dimensions, and the credit account of the
 * payee's kind once per set of dimensions, so that every dimension balances too. It follows the mapping that is
 * effective on its posting date, a moved one included. No free text unless the organisation opted in.
 */
export function createVoucher(
  record: ApprovedRecord,
  rules: BookingRules,
  moved?: MovedDate,
): Result<MappedVoucher, NoVoucher> {
  const fault = faultOf(record)
  if (fault) return faulty(fault)
  const { policies } = rules
  const postingDate = moved?.to ?? postingDateOf(record, policies.postingDate)
  const mapping = mappingOn(postingDate, rules.mapping, rules.earlierMappings)
  if (!mapping) return unmapped({ postingDate })
  const booked = bookedOf(record)
  const missing = missingFrom(mapping, record.payee, booked)
  if (missing) return unmapped(missing)
  const lines = linesBy(record, booked, mapping, policies)
  if (lines.some((line) => Math.abs(oreOf(line.amount)) > largest)) return faulty(tooLarge)
  return ok({
    voucher: {
      postingDate,
      currency: record.currency,
      description: descriptionOf(record),
      lines,
      ...modeOf(policies),
      ...(moved && { moved }),
    },
    mappingVersion: mapping.version,
  })
}

/** The mode is the voucher's own: asked for again, it is asked for in the same mode. */
export const modeOf = ({ postingMode }: Pick<Policies, 'postingMode'>): Pick<Voucher, 'mode'> =>
  postingMode === 'draft' ? { mode: postingMode } : {}

const descriptionOf = ({ recordType, recordId }: ApprovedRecord) =>
  `${recordType} ${recordId}`.slice(0, longest).toWellFormed()

/**
 * The lines that a record was booked with, by the version of the mapping that it was booked by. The same record and rules
 * give the same lines for good: a correction takes back what an earlier version of the software has sent.
 */
export const linesOf = (
  record: ApprovedRecord,
  mapping: Mapping,
  policies: Pick<Policies, 'freeText'>,
): VoucherLine[] => linesBy(record, bookedOf(record), mapping, policies)

const bookedOf = ({ lines }: ApprovedRecord) => lines.filter(({ amount }) => oreOf(amount) !== 0)

function linesBy(
  record: ApprovedRecord,
  booked: readonly RecordLine[],
  mapping: Mapping,
  policies: Pick<Policies, 'freeText'>,
): VoucherLine[] {
  const debits = booked.map((line) => debitOf(line, mapping, policies))
  return [...debits, ...creditsOf(debits, creditOf(record, mapping))]
}

const unmapped = (missing: Omit<PendingReason, 'code'>) =>
  err({ kind: 'mapping_missing', reason: { code: 'mapping_missing', ...missing } } as const)

const faulty = (fault: Fault) =>
  err({ kind: 'faulty', failure: { class: 'data', ...fault } } as const)

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
  if (!instantOf(record.approvedAt))
    return {
      code: 'date.not_a_moment',
      message: `approvedAt: ${record.approvedAt} is no moment from 2000 to 2099. Approve the record again.`,
    }
  const line = record.lines.find(({ date }) => !isDay(date))
  if (line)
    return {
      code: 'date.not_a_day',
      message: `lines: the date ${line.date} of line ${line.lineId} is no day from 2000 to 2099. Approve the record again with the right date.`,
    }
  if (record.lines.every(({ amount }) => oreOf(amount) === 0))
    return {
      code: emptyVoucher,
      message:
        'lines: every amount is 0.00, so there is nothing to post. Mark the record as handled.',
    }
  return undefined
}

function debitOf(
  line: RecordLine,
  mapping: Mapping,
  policies: Pick<Policies, 'freeText'>,
): VoucherLine {
  const rule = mapping.categories[line.category]!
  const coding = codingOf(line, mapping)
  const dimensions = dimensionsOf(coding, mapping)
  const text = policies.freeText ? line.text?.slice(0, longest).toWellFormed() : undefined
  return {
    account: rule.account,
    amount: line.amount,
    ...(text !== undefined && { description: text }),
    ...(coding.vatCode !== undefined && { vatCode: coding.vatCode }),
    ...(dimensions.length > 0 && { dimensions }),
  }
}

function dimensionsOf({ costCenter, project }: Coding, { dimensions }: Mapping): Dimension[] {
  const found: Dimension[] = []
  if (costCenter !== undefined) found.push({ code: dimensions.costCenter!, value: costCenter })
  if (project !== undefined) found.push({ code: dimensions.project!, value: project })
  return found
}

/** Whom the voucher owes, and on which account. */
function creditOf({ payee }: ApprovedRecord, { credits, subledgers }: Mapping) {
  const account = credits[payee.kind]!
  const kind = subledgers?.[payee.kind]
  return kind ? { account, subledger: { kind, number: payee.ledgerNumber! } } : { account }
}

function creditsOf(
  debits: readonly VoucherLine[],
  credit: Pick<VoucherLine, 'account' | 'subledger'>,
): VoucherLine[] {
  const sums = new Map<string, { sum: Ore; dimensions: VoucherLine['dimensions'] }>()
  for (const { amount, dimensions } of debits) {
    const key = dimensions ? JSON.stringify(dimensions) : ''
    const entry = sums.get(key)
    if (entry) entry.sum += oreOf(amount)
    else sums.set(key, { sum: oreOf(amount), dimensions })
  }
  return [...sums.values()]
    .filter(({ sum }) => sum !== 0)
    .map(({ sum, dimensions }) => ({
      ...credit,
      amount: formatAmount(-sum),
      ...(dimensions && { dimensions }),
    }))
}
