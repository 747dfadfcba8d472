import type { Filled, Words } from './words.ts'

const more = ({ affected }: Filled) => (affected > 1 ? `. And ${affected - 1} more` : '')
const records = (count: number) => (count === 1 ? '1 record' : `${count} records`)
const zone = { timeZone: 'Europe/Oslo' } as const
const day = new Intl.DateTimeFormat('en-GB', {
  ...zone,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const time = new Intl.DateTimeFormat('en-GB', { ...zone, hour: '2-digit', minute: '2-digit' })

export const en: Words = {
  raised: {
    third_failure: (it) => `${it.type} ${it.reference} failed three times: ${it.error}${more(it)}`,
    final_failure: (it) => `${it.type} ${it.reference} cannot be posted: ${it.error}${more(it)}`,
    error_rate: (it) => `${it.errors} errors in 24 hours, limit ${it.limit}`,
    waiting: (it) => `${records(it.remaining)} waiting ${it.limit} hours`,
    stalled: (it) => `Nothing posted for ${it.limit} hours; ${records(it.remaining)} waiting`,
    late_delivery: (it) => `Delivered, not posted in time: ${records(it.remaining)}`,
    expiring_secret: (it) => `Secret expires ${it.day}`,
    suspended: (it) => `Sending is stopped: ${it.error}. ${records(it.remaining)} waiting`,
    posted_twice: (it) =>
      `${it.reference} is in the ledger more than once, or not as it was posted${it.names && ` (voucher ${it.names})`}${more(it)}. Look there, reverse what is too much, and acknowledge it here`,
    broken_log: () =>
      'The log is not whole any more: something in it was changed, removed or inserted',
    organizations: (it) => `${it.affected} organisations have alerts. ${it.topics}`,
    second_vouchers: (it) =>
      `Records are in the ledger more than once, or not as they were posted: ${it.names}`,
    broken_logs: (it) => `The log is not whole any more: ${it.names}`,
    secrets: (it) => `Secrets expire soon: ${it.names}`,
    consumer_lag: (it) => `Messages have waited for more than ${it.limit} minutes for ${it.names}`,
    dead_letters: (it) => `${it.affected} messages set aside: ${it.names}`,
    topic_settings: (it) => `The settings on Kafka are not as declared: ${it.names}`,
  },
  unstable: 'Unstable: it comes back again and again.',
  ended: {
    over: (at) => `Resolved ${at}`,
    withdrawn: (at) => `Closed ${at}: the alert does not apply any more`,
    proved: (at) => `Resolved ${at}: all records posted or handled`,
    moved: (at) => `Over ${at}: the cause is gone, but some of the records fail for another one`,
    switched_off: (at) => `Closed ${at}: the integration is off. Nothing was mended`,
    by_person: (at) => `Acknowledged as seen to ${at}`,
  },
  topics: {
    stopped: 'Sending is stopped',
    failing: 'Records fail',
    waiting: 'Records wait',
    unbooked: 'Delivered, not posted',
  },
  record: 'Record',
  types: { travel_reimbursement: 'Travel claim', expense: 'Expense', honorarium: 'Honorarium' },
  others: (count) => `${count} others`,
  list: new Intl.ListFormat('en-GB'),
  moment: (at) => `${day.format(at)} at ${time.format(at)}`,
  day: (at) => day.format(at),
}
