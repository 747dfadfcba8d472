import type {
  Connection,
  Limits,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { burstOf } from '@bilagsbro/posting-engine/domain/token-bucket'
import type { RestSettings } from './settings.ts'

type Allowed = Pick<RestSettings, 'REQUESTS_PER_MINUTE' | 'REQUESTS_AT_ONCE'>

/** Calls of the engine at once, which share the requests: one flies while the next is made. */
export const mostCalls = 2

/** Of a connection that says nothing. */
const usuallyAtOnce = 8

/** Vouchers of a flight for each request at once: a look at all of them must end in time. */
const rounds = 6
/** Requests that a voucher takes at most: no flight is to ask for more than may be asked in a burst. */
const mostEach = 3
const smallestFlight = 25
/** What a flight costs beside its requests is shared by the vouchers of two arrays. */
const arraysOfFlight = 2

/** A connection may ask for what the settings allow, and for no more. */
export function paceOf(
  { target }: Pick<Connection, 'target'>,
  { REQUESTS_PER_MINUTE, REQUESTS_AT_ONCE }: Allowed,
): Pick<Limits, 'requestsPerMinute' | 'concurrency' | 'flightSize'> & {
  readonly requestsAtOnce: number
} {
  const perMinute = Number(target['requestsPerMinute']) || Infinity
  const requestsPerMinute = Math.min(perMinute, REQUESTS_PER_MINUTE)
  const atOnce = Math.min(Number(target['requestsAtOnce']) || usuallyAtOnce, REQUESTS_AT_ONCE)
  const concurrency = Math.min(atOnce, mostCalls)
  const requestsAtOnce = Math.floor(atOnce / concurrency)
  return {
    requestsPerMinute,
    concurrency,
    flightSize: Math.max(
      smallestFlight,
      arraysOfFlight * (Number(target['arrayMost']) || 0),
      Math.min(rounds * requestsAtOnce, Math.floor(burstOf(requestsPerMinute) / mostEach)),
    ),
    // Of one call.
    requestsAtOnce,
  }
}
