import type { ApprovedRecord } from './approved-record.ts'

const osloDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' })
const hourMs = 3_600_000
let latest = { hour: NaN, day: '' }

/** The day in Norway; approvals that come together share their hour, and formatting is slow. */
function osloDayOf(moment: number): string {
  const hour = Math.floor(moment / hourMs)
  if (hour !== latest.hour) latest = { hour, day: osloDay.format(hour * hourMs) }
  return latest.day
}

/** The day that a record's voucher carries: of its approval, or of its last line. */
export function postingDateOf(record: ApprovedRecord, policy: 'approval' | 'last_line'): string {
  if (policy === 'approval') return osloDayOf(Date.parse(record.approvedAt))
  return record.lines.reduce((last, { date }) => (date > last ? date : last), '')
}
