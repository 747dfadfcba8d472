import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Booked } from '@bilagsbro/booking/correction'
import { linesOf, type BookingRules } from '@bilagsbro/booking/create-voucher'
import { isWithdrawal, type RecordContent } from '@bilagsbro/booking/approved-record'
import type { Voucher, VoucherLine } from '@bilagsbro/booking/voucher'
import type { Failure } from '@bilagsbro/booking/failure'
import type { RecordKey, SyncRecord } from './record.ts'

/** An earlier revision in the ledger, with the lines that stand for it there; a failure where they are not known. */
export type Earlier =
  | (Booked & {
      readonly connector: ConnectorType
      /** The ledger that holds it. */
      readonly targetFingerprint: string
    })
  | { readonly failure: Failure }

/** A posting as it was requested in a time that the database has lost. */
export interface PastRequest extends RecordKey {
  readonly attempt: number
  readonly connector: ConnectorType
  readonly targetFingerprint: string
  readonly voucher: Voucher
  /** The version that the voucher was the trial of. */
  readonly trial?: number | undefined
}

interface Known {
  readonly content: RecordContent
  /** The rules by which the earlier voucher was made, where they are known. */
  readonly rules?: BookingRules | undefined
  /** The request of the attempt that was posted, where it is known. */
  readonly request?: PastRequest | undefined
}

/**
 * What stands in the ledger for a posted revision. Its lines are made again from its content, by the very rules that made
 * them, or read from its request; they are never guessed.
 */
export function earlierOf(record: SyncRecord, known: Known): Earlier {
  const { state, revision, reference, connector } = record
  const lines = linesIn(record, known)
  const targetFingerprint = record.targetFingerprint ?? known.request?.targetFingerprint
  if (state.status !== 'posted' || !lines || !connector || targetFingerprint === undefined)
    return { failure: unknownLines }
  const voucherNumber = state.voucher.number
  return { revision, reference, voucherNumber, lines, connector, targetFingerprint }
}

function linesIn(
  { mappingVersion, configured }: SyncRecord,
  { content, rules, request }: Known,
): readonly VoucherLine[] | undefined {
  if (isWithdrawal(content)) return []
  if (request) return request.voucher.lines.slice(request.voucher.corrects?.lines ?? 0)
  const mapping = [rules?.mapping, ...(rules?.earlierMappings ?? [])].find(
    (one) => one?.version === mappingVersion,
  )
  return configured > 0 && rules && mapping ? linesOf(content, mapping, rules.policies) : undefined
}

const unknownLines: Failure = {
  class: 'data',
  code: 'revision.earlier_lines_unknown',
  message:
    'revision: an earlier revision of this record is in the ledger, and how it was booked is not known here any more. Correct it there by hand, then mark this one as handled.',
}
