import type { ApprovedRecord, RecordLine } from '@bilagsbro/booking/approved-record'
import { contentHash } from '@bilagsbro/kernel/content-hash'
import { oreOf } from '@bilagsbro/kernel/money'

/** Rises with every change of what is hashed, or how: hashes of different versions say nothing about each other. */
const version = '2:'

export const isCurrentHash = (hash: string): boolean => hash.startsWith(version)

/**
 * Of what a record means: what it books, and what proves it. The same again has the same hash, however it was written
 * this time: the order of lines and files, how a moment is spelt, where the files are to be found now, fields that
 * nobody knows.
 */
export function contentHashOf(record: ApprovedRecord): string {
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
