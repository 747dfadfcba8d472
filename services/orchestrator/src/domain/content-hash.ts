import {
  isWithdrawal,
  type RecordContent,
  type RecordLine,
} from '@bilagsbro/booking/approved-record'
import { contentHash } from '@bilagsbro/kernel/content-hash'
import { oreOf } from '@bilagsbro/kernel/money'

/** Rises with every change of the hashed fields or their form: hashes of different versions say nothing about each other. */
const version = '2:'

export const isCurrentHash = (hash: string): boolean => hash.startsWith(version)

/**
 * Hashes the meaning of a record: its booking and its proof. The same again has the same hash, however it is written:
 * the order of lines and files, the spelling of a moment, the address of a file, the words of a reason and unknown
 * fields do not count.
 */
export function contentHashOf(record: RecordContent): string {
  if (isWithdrawal(record))
    return version + contentHash(['withdrawn', Date.parse(record.withdrawnAt), record.withdrawnBy])
  const { payee, attachments = [] } = record
  return (
    version +
    contentHash([
      record.recordType,
      Date.parse(record.approvedAt),
      record.approvedBy,
      [payee.id, payee.kind, payee.ledgerNumber],
      record.currency,
      inOrder(record.lines).map(meaningOf),
      attachments.map(({ sha256 }) => sha256).toSorted(),
    ])
  )
}

const meaningOf = ({ lineId, category, amount, date, text, ...coding }: RecordLine) => [
  lineId,
  category,
  oreOf(amount),
  date,
  text?.normalize('NFC'),
  coding.costCenter,
  coding.project,
  coding.vatCode,
]

const inOrder = (lines: readonly RecordLine[]): readonly RecordLine[] =>
  lines.length === 1 ? lines : lines.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1))
