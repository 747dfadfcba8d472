import { stopsLane, type Failure } from '@bilagsbro/booking/failure'
import type { VoucherOutcome } from '@bilagsbro/posting-engine/domain/flight'
import type { Reply } from './client.ts'
import { unreadable } from './failures.ts'
import { parseJson } from './said.ts'

/** The answer to one posting, before the ledger is looked in. */
export type Told =
  | {
      /** `accepted`: carried out, by the ledger's word. `later`: taken, and carried out later. */
      readonly kind: 'accepted' | 'later'
      /** As the connection says that a success looks. */
      readonly proven: boolean
      readonly number?: string
      readonly url?: string
    }
  /** Carried out before, by the ledger's word: the answer names our reference. */
  | { readonly kind: 'booked_already' }
  | Extract<VoucherOutcome, { kind: 'refused' | 'unsent' | 'in_doubt' }>

/** The ledger's own number, where it told one. */
export const numbered = ({ number }: Extract<Told, { kind: 'accepted' | 'later' }>) =>
  number ? { number } : {}

/** An answer of 2xx that was read; `answerNumber` and `answerError` are evaluated on it. */
export interface Taken {
  readonly kind: 'taken'
  readonly status: number
  readonly location?: string | undefined
  /** JSON, without secrets; left out where the answer is empty. */
  readonly json?: string | undefined
  /** For people to follow. */
  readonly url?: string | undefined
}

/** The answer to one posting; a 2xx to a posting that went alone has to be judged yet. */
export type Heard = Told | Taken

export interface Answer {
  readonly heard: Heard
  /** Nothing more is to be sent to this ledger now. */
  readonly stop?: Failure
  /** The ledger itself did not answer: it is away, or something in front of it speaks. */
  readonly away?: boolean
}

/** Answered before anything is carried out: no right, nothing there, another method, too many requests, or "go there and do it again". */
const neverRan = new Set([307, 308, 401, 403, 404, 405, 406, 410, 411, 415, 426, 429])

/** `reference` is left out of what was asked for many. */
export function answerOf(reply: Reply, reference: string | undefined, endpoint: URL): Answer {
  if (reply.kind === 'lost') {
    const { failure, arrived } = reply
    if (arrived === 'maybe') return { heard: { kind: 'in_doubt', failure }, away: true }
    return { heard: { kind: 'unsent', failure }, stop: failure }
  }
  const { status, failure, text, location } = reply
  if (!failure)
    // A page of a proxy or a sign-in comes with 200, too.
    return text !== '' && parseJson(text) === undefined
      ? { heard: { kind: 'in_doubt', failure: unreadable }, away: true }
      : {
          heard: {
            kind: 'taken',
            status,
            location,
            ...(text !== '' && { json: text }),
            url: urlOf(location, endpoint),
          },
        }
  const stop = stopsLane(failure) ? { stop: failure } : {}
  if (neverRan.has(status) || failure.code === 'key.refused')
    return { heard: { kind: 'unsent', failure }, ...stop }
  if (status === 503 && !brokeUnderWay(text))
    return { heard: { kind: 'unsent', failure }, ...stop, away: true }
  if (reference && status === 409 && !reply.retryAfter && names(parseJson(text), reference))
    return { heard: { kind: 'booked_already' } }
  // After a posting, 301 to 303 can mean that it was carried out.
  if (status < 400 || status === 408 || status === 409 || status === 425 || status >= 500)
    return { heard: { kind: 'in_doubt', failure }, ...stop, away: status >= 500 }
  return { heard: { kind: 'refused', failure } }
}

/** 503 says that the request was not taken (RFC 9110); but Envoy says it, too, of one that it had passed on. */
const brokeUnderWay = (text: string) =>
  /disconnect\/reset before headers/i.test(text) &&
  (/retried/i.test(text) ||
    !/reset reason: (remote |local )?(connection (failure|timeout)|overflow)/i.test(text))

/** For people to follow, never for us. */
function urlOf(location: string | undefined, endpoint: URL): string | undefined {
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
