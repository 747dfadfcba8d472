import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { Observer } from '#application/ports/observer.ts'
import { tracedFlight } from './traced-flight.ts'

/** Metrics, logs and traces of the engine. Success is counted, not logged. */
export function createObserver(metrics: Metrics, logger: Logger, system: string): Observer {
  const vouchers = metrics.counter(
    'bilagsbro_posting_vouchers_total',
    'Vouchers by what became of them in a flight',
    ['outcome'],
  )
  const flights = metrics.histogram(
    'bilagsbro_posting_flight_seconds',
    'From the intent of a flight to its outcomes',
  )
  const looks = metrics.counter(
    'bilagsbro_posting_looks_total',
    'Vouchers in doubt by what a look-up found',
    ['outcome'],
  )
  const followUps = metrics.counter(
    'bilagsbro_posting_follow_ups_total',
    'Delivered vouchers by what a look made of them',
    ['outcome'],
  )
  const stops = metrics.counter('bilagsbro_posting_lane_stops_total', 'Lanes stopped, by class', [
    'class',
  ])
  const faults = metrics.counter('bilagsbro_posting_faults_total', 'Faults that are tried again', [
    'where',
  ])
  const doubles = metrics.counter(
    'bilagsbro_posting_posted_twice_total',
    'Vouchers that the ledger shows more than once',
  )
  return {
    flightConcluded({ outcomes, milliseconds }) {
      flights.observe(milliseconds / 1000)
      for (const [outcome, count] of Object.entries(outcomes)) vouchers.inc({ outcome }, count)
    },
    laneStopped(organizationId, failure) {
      stops.inc({ class: failure.class })
      logger.warn(
        { event: 'lane.stopped', organization_id: organizationId, code: failure.code },
        failure.message,
      )
    },
    lookConcluded(organizationId, outcomes) {
      for (const [outcome, count] of Object.entries(outcomes)) looks.inc({ outcome }, count)
      logger.info({ event: 'doubt.looked', organization_id: organizationId, outcomes }, 'looked')
    },
    followedUp(organizationId, outcomes) {
      for (const [outcome, count] of Object.entries(outcomes)) followUps.inc({ outcome }, count)
      if (outcomes['refused'])
        logger.warn(
          { event: 'delivery.refused', organization_id: organizationId, outcomes },
          'delivered vouchers will not be booked',
        )
    },
    postedTwice(reference, numbers) {
      doubles.inc()
      logger.error(
        { event: 'posting.posted_twice', reference, numbers },
        'one posting is in the ledger more than once',
      )
    },
    fault(where, error) {
      faults.inc({ where })
      logger.warn({ event: 'posting.fault', where, err: error }, 'will be tried again')
    },
    traced: (traceparents, call) => tracedFlight(system, traceparents, call),
  }
}
