import type {
  Connection,
  Limits,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { RestSettings } from './settings.ts'

type Allowed = Pick<RestSettings, 'REQUESTS_PER_MINUTE' | 'REQUESTS_AT_ONCE'>

/** Calls of the engine at once, each of which makes requests at once. */
export const mostCalls = 2

/** A connection may ask for less than the settings allow, and for no more. */
export function paceOf(
  { target }: Pick<Connection, 'target'>,
  { REQUESTS_PER_MINUTE, REQUESTS_AT_ONCE }: Allowed,
): Pick<Limits, 'requestsPerMinute' | 'concurrency'> & { readonly requestsAtOnce: number } {
  const perMinute = Number(target['requestsPerMinute']) || Infinity
  const atOnce = Number(target['requestsAtOnce']) || Infinity
  return {
    requestsPerMinute: Math.min(perMinute, REQUESTS_PER_MINUTE),
    concurrency: Math.min(atOnce, mostCalls),
    // Of one call.
    requestsAtOnce: Math.max(1, Math.min(Math.floor(atOnce / mostCalls), REQUESTS_AT_ONCE)),
  }
}
