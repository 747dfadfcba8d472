import { norwegianTime } from './schedule.ts'
import type { ApprovedRecord, WithdrawnRecord } from './approved-record.ts'
import type { Policies } from './mapping.ts'

const osloDays = new Intl.DateTimeFormat('sv-SE', { timeZone: norwegianTime })
const hourMs = 3_600_000
let latest = { hour: NaN, day: '' }

/** The day (yyyy-mm-dd) that it is in Norway at a moment. Approvals that come together share their hour, and formatting is slow. */
export function osloDayOf(moment: number): string {
  const hour = Math.floor(moment / hourMs)
  if (hour !== latest.hour) latest = { hour, day: osloDays.format(hour * hourMs) }
  return latest.day
}

/** The day that a record's voucher carries: of its approval, or of its last line. A withdrawal's is of the withdrawal. */
export function postingDateOf(
  content: Pick<ApprovedRecord, 'approvedAt' | 'lines'> | Pick<WithdrawnRecord, 'withdrawnAt'>,
  policy: Policies['postingDate'],
): string {
  if ('withdrawnAt' in content) return osloDayOf(Date.parse(content.withdrawnAt))
  const { approvedAt, lines } = content
  if (policy === 'approval') return osloDayOf(Date.parse(approvedAt))
  return lines.reduce((last, { date }) => (date > last ? date : last), '')
}
