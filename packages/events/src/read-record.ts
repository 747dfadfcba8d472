import { instantOf, isDay } from '@bilagsbro/kernel/calendar'
import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import { idOf, nameOf } from '@bilagsbro/kernel/name'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { RecordApproved } from './record-approved.ts'
import type { RecordWithdrawn } from './record-withdrawn.ts'

/** Rules for producers beside the schema, in words; {@link readRecord} and the reader of the message enforce them. */
export const recordRules: readonly string[] = [
  'The key of the message is `recordId`, as plain text. Order holds within a key only.',
  'The value is one JSON object in UTF-8, of 256 KiB at the most.',
  '`total` is the sum of the amounts of `lines`, to the øre.',
  '`currency` is NOK. A record in another one is accepted and shown as failed, for a person.',
  '`approvedAt` and the `date` of each line are days of the calendar from 2000 to 2099. Leave out what there is none of; do not send year 1 or 9999.',
  'Each `lineId` is there once in its record.',
  'Names and codes (`recordType`, `category`, `costCenter`, `project`, `vatCode`, `ledgerNumber`) are read without blanks at their ends, and with their letters composed (Unicode NFC). Identifiers are the same however their letters are composed.',
  'No text holds a NUL or half of a character; identifiers, names and codes no control character.',
  'The same again is ignored, however it is written: the order of keys, lines and files, how a moment is spelt, where a file is found now, fields that nobody knows. Whatever changes what is booked or proved is sent as a higher `revision`.',
]

/**
 * Reads a record: its names as names, its identifiers in one form; or its faults beyond the schema, each with its field
 * and the remedy. Every consumer reads records by this rule, so that none shows a record that another dropped.
 */
export function readRecord(sent: RecordApproved): Result<RecordApproved, string> {
  const record = withRecordNames(sent)
  const faults = [
    // A name may have become nothing, or longer than a name may be.
    ...(record === sent ? [] : RecordApproved.problems(record)),
    ...momentFaults(record),
    ...lineFaults(record),
    ...sumFaults(record),
  ]
  return faults.length === 0 ? ok(record) : err(faults.join(' '))
}

/** Reads a withdrawal in the same way. */
export function readWithdrawal(sent: RecordWithdrawn): Result<RecordWithdrawn, string> {
  if (instantOf(sent.withdrawnAt)) return ok(rewritten(sent, withdrawalIds, idOf))
  const at = JSON.stringify(sent.withdrawnAt)
  return err(
    `withdrawnAt: ${at} is no moment from 2000 to 2099. Send the withdrawal again with its moment.`,
  )
}

/** The same record with its names and identifiers in the form in which they are compared. */
export function withRecordNames<R extends { payee: object; lines: readonly object[] }>(
  record: Readonly<R>,
): Readonly<R> {
  const payee = rewritten(rewritten(record.payee, payeeIds, idOf), payeeNames, nameOf)
  const lines = record.lines.map((line) =>
    rewritten(rewritten(line, lineIds, idOf), lineNames, nameOf),
  )
  const named = rewritten(rewritten(record, recordIds, idOf), recordNames, nameOf)
  const isSame = payee === record.payee && lines.every((line, at) => line === record.lines[at])
  return isSame ? named : { ...named, payee, lines }
}

const withdrawalIds = ['organizationId', 'recordId', 'withdrawnBy'] as const
const recordIds = ['organizationId', 'recordId', 'approvedBy'] as const
const recordNames = ['recordType'] as const
const payeeIds = ['id'] as const
const payeeNames = ['ledgerNumber'] as const
const lineIds = ['lineId'] as const
const lineNames = ['category', 'costCenter', 'project', 'vatCode'] as const

/** The same object where nothing becomes another. */
function rewritten<T extends object>(
  whole: T,
  fields: readonly string[],
  form: (text: string) => string,
): T {
  let copy: Record<string, unknown> | undefined
  const values = whole as Readonly<Record<string, unknown>>
  for (const field of fields) {
    const text = values[field]
    if (typeof text !== 'string') continue
    const name = form(text)
    if (name !== text) (copy ??= { ...values })[field] = name
  }
  return (copy as T | undefined) ?? whole
}

function momentFaults({ approvedAt }: RecordApproved): string[] {
  if (instantOf(approvedAt)) return []
  return [
    `approvedAt: ${JSON.stringify(approvedAt)} is no moment from 2000 to 2099. Send the record again with the moment of its approval.`,
  ]
}

function lineFaults({ lines }: RecordApproved): string[] {
  const seen = new Set<string>()
  return lines.flatMap(({ lineId, date }, at) => {
    const faults: string[] = []
    if (!isDay(date))
      faults.push(
        `lines.${at}.date: ${JSON.stringify(date)} is no day from 2000 to 2099. Send the record again with the day that the line is of.`,
      )
    if (seen.has(lineId))
      faults.push(
        `lines.${at}.lineId: ${JSON.stringify(lineId)} is there twice. Give each line an id of its own.`,
      )
    seen.add(lineId)
    return faults
  })
}

function sumFaults({ lines, total }: RecordApproved): string[] {
  let sum = 0
  for (const { amount } of lines) {
    sum += oreOf(amount)
    // Beyond this a sum is no longer exact, and another one might pass for it.
    if (!Number.isSafeInteger(sum))
      return ['lines: together they are more than a ledger can hold. Split the record.']
  }
  if (sum === oreOf(total)) return []
  return [
    `total: is ${total}, but the lines sum to ${formatAmount(sum)}. Send the record again with a total that equals its lines.`,
  ]
}
