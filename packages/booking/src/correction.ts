import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { isWithdrawal, type RecordContent } from './approved-record.ts'
import {
  createVoucher,
  emptyVoucher,
  modeOf,
  type BookingRules,
  type MappedVoucher,
  type NoVoucher,
} from './create-voucher.ts'
import type { MovedDate } from './moved-date.ts'
import { postingDateOf } from './posting-date.ts'
import type { CorrectedVoucher, VoucherLine } from './voucher.ts'

/** What an earlier revision has in the ledger. */
export interface Booked extends CorrectedVoucher {
  /** The lines that stand for that revision: of its own voucher, without what it took back itself. */
  readonly lines: readonly VoucherLine[]
}

const longest = 100

/** The same lines the other way round. */
export const takenBack = (lines: readonly VoucherLine[]): VoucherLine[] =>
  lines.map((line) => ({ ...line, amount: formatAmount(-oreOf(line.amount)) }))

/**
 * One voucher that leaves in the ledger what this revision says: what stands for the earlier one taken back, and the
 * revision's own lines. A withdrawal has none of its own. Dated as any voucher of the revision.
 */
export function createCorrection(
  content: RecordContent,
  rules: BookingRules,
  earlier: Booked,
  moved?: MovedDate,
): Result<MappedVoucher, NoVoucher> {
  const own = ownVoucher(content, rules, moved)
  if (!own.ok) return own
  const { voucher, mappingVersion } = own.value
  const lines = [...takenBack(earlier.lines), ...voucher.lines]
  if (lines.length === 0) return err({ kind: 'faulty', failure: nothingToBook })
  const { revision, reference, voucherNumber } = earlier
  const description = `${reference} ${voucher.description}`.slice(0, longest).toWellFormed()
  const corrects = { revision, reference, voucherNumber, lines: earlier.lines.length }
  return ok({ voucher: { ...voucher, description, lines, corrects }, mappingVersion })
}

/** What the revision says for itself, which may be nothing at all. */
function ownVoucher(
  content: RecordContent,
  rules: BookingRules,
  moved: MovedDate | undefined,
): Result<MappedVoucher, NoVoucher> {
  const nothing = () => {
    const postingDate = moved?.to ?? postingDateOf(content, rules.policies.postingDate)
    const description = content.recordId
    const voucher = {
      postingDate,
      currency: 'NOK',
      description,
      lines: [],
      ...modeOf(rules.policies),
      ...(moved && { moved }),
    }
    return ok({ voucher, mappingVersion: rules.mapping.version })
  }
  if (isWithdrawal(content)) return nothing()
  const own = createVoucher(content, rules, moved)
  const isEmpty = !own.ok && own.error.kind === 'faulty' && own.error.failure.code === emptyVoucher
  return isEmpty ? nothing() : own
}

const nothingToBook = {
  class: 'data',
  code: emptyVoucher,
  message:
    'lines: nothing is in the ledger for this record, and every amount is 0.00. Mark the record as handled.',
} as const
