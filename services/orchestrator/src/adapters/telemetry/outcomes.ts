import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { SettledAnswers } from '#application/settle-postings.ts'
import type { Status } from '#domain/record.ts'

export interface Outcomes {
  count(settlement: SettledAnswers): void
  /** Hears of a second voucher for one record, or of another voucher than was posted. */
  readonly alarm: (sentence: string) => void
}

/** Metrics of settled records, and the alarm. */
export function createOutcomes(metrics: Metrics, logger: Logger): Outcomes {
  const settled = metrics.counter(
    'bilagsbro_records_settled_total',
    'Answers of adapters that changed a record, by what it became.',
    ['status'],
  )
  const ignored = metrics.counter(
    'bilagsbro_answers_ignored_total',
    'Answers of adapters that came again or too late.',
  )
  const doubles = metrics.counter(
    'bilagsbro_double_voucher_total',
    'Records with more than one voucher in the ledger, or another than what was posted. Must stay zero.',
  )
  const seconds = metrics.histogram(
    'bilagsbro_record_seconds',
    'From accepting a record until it is in the ledger.',
    [],
    [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
  )
  const alarm = (sentence: string) => {
    doubles.inc()
    logger.error({ event: 'posting.double_voucher' }, sentence)
  }
  return {
    alarm,
    count(settlement) {
      ignored.inc(settlement.ignored)
      const statuses = new Map<Status, number>()
      const now = Date.now()
      for (const { state, createdAt } of settlement.settled) {
        statuses.set(state.status, (statuses.get(state.status) ?? 0) + 1)
        if (state.status === 'posted' || state.status === 'delivered')
          seconds.observe((now - createdAt.getTime()) / 1000)
      }
      for (const [status, count] of statuses) settled.labels(status).inc(count)
      settlement.alarms.forEach(alarm)
    },
  }
}
