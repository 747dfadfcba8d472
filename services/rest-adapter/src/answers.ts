import type { Outcome } from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import type { Answered, Reply } from './client.ts'
import { parseJson, stops } from './failures.ts'

/** What the answer to one posting says, before the ledger is looked in. */
export type Told =
  /** Carried out, so it says. */
  | { readonly kind: 'accepted' }
  /** Taken, and carried out later. */
  | { readonly kind: 'later'; readonly url?: string | undefined }
  /** Carried out before, so it says: it names our reference. */
  | { readonly kind: 'booked_already' }
  | Extract<Outcome, { kind: 'refused' | 'unsent' | 'in_doubt' }>

export interface Answer {
  readonly told: Told
  /** Nothing more is to be sent to this ledger now. */
  readonly stop?: Failure
}

/** Answered before anything is carried out: no right, nothing there, another method, too many requests, or "go there and do it again". */
const neverRan = new Set([307, 308, 401, 403, 404, 405, 406, 410, 411, 415, 426, 429])

export function answerOf(reply: Reply, reference: string, endpoint: URL): Answer {
  if (reply.kind === 'lost') {
    const { failure, arrived } = reply
    if (arrived === 'maybe') return { told: { kind: 'in_doubt', failure } }
    return { told: { kind: 'unsent', failure }, stop: failure }
  }
  const { status, failure } = reply
  if (!failure)
    return {
      told: status === 202 ? { kind: 'later', url: urlOf(reply, endpoint) } : accepted(reply),
    }
  const stop = stops(failure) ? { stop: failure } : {}
  if (neverRan.has(status)) return { told: { kind: 'unsent', failure }, ...stop }
  if (status === 409 && !reply.retryAfter && names(parseJson(reply.text), reference))
    return { told: { kind: 'booked_already' } }
  // After a posting, 301 to 303 can mean that it was carried out.
  if (status < 400 || status === 408 || status === 409 || status === 425 || status >= 500)
    return { told: { kind: 'in_doubt', failure }, ...stop }
  return { told: { kind: 'refused', failure } }
}

/** A page of a proxy or a sign-in comes with 200, too. */
function accepted({ text }: Answered): Told {
  if (text === '' || parseJson(text) !== undefined) return { kind: 'accepted' }
  return {
    kind: 'in_doubt',
    failure: {
      class: 'transient',
      code: 'vendor.unreadable',
      message: "The ledger's answer could not be read.",
    },
  }
}

/** For people to follow, never for us. */
function urlOf({ location }: Answered, endpoint: URL): string | undefined {
  if (!location || !URL.canParse(location, endpoint.href)) return undefined
  const url = new URL(location, endpoint)
  return url.protocol === 'https:' && url.href.length <= 500 ? url.href : undefined
}

/** Whether some value in the answer is the reference itself; a sentence that holds it does not count. */
function names(value: unknown, reference: string, depth = 0): boolean {
  if (value === reference) return true
  if (typeof value !== 'object' || value === null || depth > 8) return false
  return Object.values(value).some((inner) => names(inner, reference, depth + 1))
}
