import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { OracleVoucher } from '@bilagsbro/simulators/oracle'

/** A voucher as an accountant would read it aloud. */
interface Booked {
  readonly reference: string
  readonly organization: string
  readonly postingDate: string
  /** `7140 120.00 AVDELING=100`, in order. */
  readonly lines: readonly string[]
}

export interface Rules {
  readonly categories: Readonly<Record<string, { account: string; costCenter?: string }>>
  readonly credits: Readonly<Record<string, string>>
  readonly dimensions: { readonly costCenter?: string; readonly project?: string }
}

/** What the ledger holds, in order of its references; one that is there twice comes twice. */
export const booked = (vouchers: readonly OracleVoucher[]): Booked[] =>
  inOrder(
    vouchers.map(({ reference, organization, postingDate, lines }) => ({
      reference,
      organization,
      postingDate,
      lines: lines
        .map(({ account, amount, dimensions }) => spoken(account, amount, dimensions))
        .toSorted(),
    })),
  )

/** What the ledger should hold for these records: worked out here anew, apart from the code that is tested. */
export const expectedBooks = (records: readonly RecordApproved[], rules: Rules): Booked[] =>
  inOrder(records.map((record) => expectedVoucher(record, rules)))

function expectedVoucher(
  record: RecordApproved,
  { categories, credits, dimensions: codes }: Rules,
): Booked {
  const { organizationId, recordId, revision, lines, payee, approvedAt } = record
  const owed = new Map<string, { ore: number; dimensions: Record<string, string> }>()
  const debits = lines.map(({ category, amount, costCenter, project }) => {
    const rule = categories[category]!
    const department = costCenter ?? rule.costCenter
    const dimensions = {
      ...(codes.costCenter && department && { [codes.costCenter]: department }),
      ...(codes.project && project && { [codes.project]: project }),
    }
    const key = JSON.stringify(dimensions)
    owed.set(key, { ore: (owed.get(key)?.ore ?? 0) + oreOf(amount), dimensions })
    return spoken(rule.account, amount, dimensions)
  })
  const payable = [...owed.values()].map(({ ore, dimensions }) =>
    spoken(credits[payee.kind]!, formatAmount(-ore), dimensions),
  )
  return {
    reference: voucherReference(organizationId, recordId, revision),
    organization: organizationId,
    postingDate: new Date(approvedAt).toLocaleDateString('sv-SE', { timeZone: 'Europe/Oslo' }),
    lines: [...debits, ...payable].toSorted(),
  }
}

const spoken = (account: string, amount: string, dimensions: Readonly<Record<string, string>>) =>
  [
    account,
    amount,
    ...Object.entries(dimensions)
      .map(([code, value]) => `${code}=${value}`)
      .toSorted(),
  ].join(' ')

const inOrder = (vouchers: Booked[]): Booked[] =>
  vouchers.toSorted((a, b) => (a.reference < b.reference ? -1 : 1))
