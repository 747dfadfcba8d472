import { formatAmount } from '@bilagsbro/kernel/money'
import type { RecordApproved } from '@bilagsbro/events/record-approved'

export interface ApprovalOptions {
  readonly organizations: readonly string[]
  readonly categories: readonly string[]
  readonly costCenters: readonly string[]
  readonly random: () => number
  /** Stands before every record id, so that runs on the same stack do not meet. */
  readonly prefix: string
  readonly now: () => Date
}

const types = ['travel_reimbursement', 'expense', 'honorarium']
const kinds = ['volunteer', 'employee', 'external'] as const

/** Approved records as an app would publish them: most with one line, some with several. */
export function createApprovals(options: ApprovalOptions) {
  const { organizations, categories, costCenters, random, prefix, now } = options
  let count = 0
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!

  const line = (lineId: string, ore: number) => ({
    lineId,
    category: pick(categories),
    amount: formatAmount(ore),
    date: now().toISOString().slice(0, 10),
    costCenter: pick(costCenters),
  })

  return (): RecordApproved => {
    const number = ++count
    const lines = random() < 0.85 ? 1 : 2 + Math.floor(random() * 3)
    const amounts = Array.from({ length: lines }, () => 1000 + Math.floor(random() * 500_000))
    return {
      organizationId: organizations[number % organizations.length]!,
      recordId: `${prefix}-${number}`,
      revision: 1,
      recordType: pick(types),
      approvedAt: now().toISOString(),
      approvedBy: 'coordinator-1',
      payee: { id: `person-${Math.floor(random() * 500)}`, kind: pick(kinds) },
      currency: 'NOK',
      total: formatAmount(amounts.reduce((sum, amount) => sum + amount, 0)),
      lines: amounts.map((amount, index) => line(String(index + 1), amount)),
    }
  }
}
