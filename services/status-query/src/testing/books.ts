import { createCorrection, type Booked } from '@bilagsbro/booking/correction'
import { createVoucher, type BookingRules } from '@bilagsbro/booking/create-voucher'
import type { MovedDate } from '@bilagsbro/booking/moved-date'
import type { Voucher, VoucherLine } from '@bilagsbro/booking/voucher'
import { PostingRequested } from '@bilagsbro/events/posting'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import { SyncSucceeded } from '@bilagsbro/events/sync'
import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import { golden, type createTestLog } from './log.ts'

const rules: BookingRules = {
  mapping: {
    version: 1,
    categories: {
      taxi: { account: '7140' },
      food: { account: '7160', vatCode: '11' },
      rent: { account: '6300', vatCode: '1', costCenter: '900' },
    },
    credits: { volunteer: '2990', employee: '2910' },
    dimensions: { costCenter: 'AVDELING', project: 'PROSJEKT' },
  },
  policies: { postingDate: 'last_line', freeText: true },
}

interface Given {
  readonly moved?: MovedDate
  /** Another posting date in the ledger than was asked for. */
  readonly ledgerDate?: string
  readonly earlier?: Booked
  readonly attempt?: number
  readonly requestedAt?: string
  readonly outcome?: 'posted' | 'delivered'
}
type Content = RecordApproved | RecordWithdrawn

/** A ledger of its own, added up apart from the code that is tested, and the events that tell of its vouchers. */
export function createBooks({
  receive,
}: Pick<Awaited<ReturnType<typeof createTestLog>>, 'receive'>) {
  const ledger: {
    readonly organizationId: string
    readonly date: string
    readonly lines: readonly VoucherLine[]
  }[] = []
  return {
    async approve(content: Content) {
      if ('withdrawnAt' in content) await receive(RecordWithdrawn, content)
      else await receive(RecordApproved, content)
    },
    /** Books a revision; what stands for it now. */
    async post(content: Content, given: Given = {}): Promise<Booked> {
      const { organizationId, recordId, revision } = content
      const { attempt = 1, outcome = 'posted', earlier, moved, requestedAt } = given
      const voucher = voucherOf(content, earlier, moved)
      const reference = `BB-${recordId}-${revision}`
      const date = given.ledgerDate ?? voucher.postingDate
      const identity = { organizationId, recordId, revision, attempt, reference }
      const request = { ...golden(PostingRequested.dynamics, organizationId), ...identity }
      await receive(PostingRequested.dynamics, {
        ...request,
        ...(requestedAt !== undefined && { requestedAt }),
        voucher,
      })
      if (outcome === 'posted') ledger.push({ organizationId, date, lines: voucher.lines })
      const { lines: skipped = 0, ...corrects } = voucher.corrects ?? {}
      await receive(SyncSucceeded, {
        ...golden(SyncSucceeded, organizationId),
        ...identity,
        sequence: outcome === 'posted' ? 5 : 4,
        outcome,
        voucher: { number: reference, date },
        ...('revision' in corrects && { corrects }),
        ...(moved && { moved }),
      })
      return { revision, reference, voucherNumber: reference, lines: voucher.lines.slice(skipped) }
    },
    /** What the ledger holds of a month, by a text of each line. */
    totals: (
      organizationId: string,
      month: string,
      keyOf: (line: VoucherLine) => string | undefined,
    ) => {
      const sums = new Map<string, number>()
      const meant = ledger.filter(
        (one) => one.organizationId === organizationId && one.date.startsWith(month),
      )
      for (const line of meant.flatMap(({ lines }) => lines)) {
        const key = keyOf(line)
        if (key !== undefined) sums.set(key, (sums.get(key) ?? 0) + oreOf(line.amount))
      }
      return Object.fromEntries([...sums].map(([key, ore]) => [key, formatAmount(ore)]))
    },
  }
}

function voucherOf(
  content: Content,
  earlier: Booked | undefined,
  moved: MovedDate | undefined,
): Voucher {
  const made = earlier
    ? createCorrection(content, rules, earlier, moved)
    : createVoucher(content as RecordApproved, rules, moved)
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  return made.value.voucher
}

export const dimension =
  (code: string) =>
  ({ dimensions }: VoucherLine): string | undefined =>
    dimensions?.find((one) => one.code === code)?.value

interface GivenRecord {
  readonly revision?: number
  readonly approvedAt?: string
  readonly lines: readonly (Partial<RecordApproved['lines'][number]> & {
    readonly amount: string
  })[]
}

/** An approved record of these lines, on the day of its approval where they name none. */
export function recordOf(
  organizationId: string,
  recordId: string,
  { revision = 1, approvedAt = '2026-11-10T09:00:00.000Z', lines }: GivenRecord,
): RecordApproved {
  const whole = lines.map((line, at) => ({
    lineId: String(at + 1),
    category: 'taxi',
    date: approvedAt.slice(0, 10),
    ...line,
  }))
  const total = formatAmount(whole.reduce((sum, { amount }) => sum + oreOf(amount), 0))
  return {
    ...golden(RecordApproved, organizationId),
    recordId,
    revision,
    approvedAt,
    total,
    lines: whole,
  }
}
