import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { createApprovals } from '../load/approvals.ts'
import { demoMapping } from '../demo-organizations.ts'
import { seededRandom } from '../load/random.ts'

const dayMs = 86_400_000

/** Records that an organisation has approved, as many each day as told: the first number is the day that is longest ago. */
export function recordsOver(
  organizationId: string,
  daysAgo: readonly number[],
  now: Date,
  alter: (record: RecordApproved, at: number) => RecordApproved = (record) => record,
): RecordApproved[] {
  const random = seededRandom(organizationId.length * 1_000 + daysAgo.length)
  let at = now
  const next = createApprovals({
    organizations: [organizationId],
    categories: Object.keys(demoMapping.categories),
    costCenters: ['100', '200', '300'],
    random,
    // Numbers that people can tell each other; those of one start do not meet those of the next.
    prefix: `${organizationId}-${Math.floor(now.getTime() / 1_000).toString(36)}`,
    now: () => at,
  })
  return daysAgo.map((days, index) => {
    // In the working hours of that day, and never in the future.
    const hour = 8 + Math.floor(random() * 8)
    const then = new Date(now.getTime() - days * dayMs)
    then.setUTCHours(hour, Math.floor(random() * 60), 0, 0)
    at = then < now ? then : new Date(now.getTime() - 60_000 * (index + 1))
    return alter(next(), index)
  })
}

/** So many for each of the last days, the longest ago first: `[2, 0, 3]` is five over three days, today among them. */
export const perDay = (counts: readonly number[]): number[] =>
  counts.flatMap((count, at) => Array.from({ length: count }, () => counts.length - 1 - at))

/** With another cost centre on every line. */
export const withCostCenter =
  (costCenter: string) =>
  (record: RecordApproved): RecordApproved => ({
    ...record,
    lines: record.lines.map((line) => ({ ...line, costCenter })),
  })

/** With another category on every line. */
export const withCategory =
  (category: string) =>
  (record: RecordApproved): RecordApproved => ({
    ...record,
    lines: record.lines.map((line) => ({ ...line, category })),
  })

/** With another category on every line, and no cost centre. */
export const withoutCostCenter =
  (category: string) =>
  (record: RecordApproved): RecordApproved => ({
    ...record,
    lines: record.lines.map(({ costCenter: _left, ...line }) => ({ ...line, category })),
  })

/** With a project on every line. */
export const withProject =
  (project: string) =>
  (record: RecordApproved): RecordApproved => ({
    ...record,
    lines: record.lines.map((line) => ({ ...line, project })),
  })
