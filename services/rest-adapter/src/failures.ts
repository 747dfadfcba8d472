import type { Failure, FailureClass } from '@bilagsbro/booking/failure'
import { lostCall, type Lost } from '@bilagsbro/posting-engine/toolkit/lost-call'
import { retryTime } from '@bilagsbro/posting-engine/toolkit/retry-time'
import { ForbiddenAddress } from './addresses.ts'
import { saidIn } from './said.ts'

/** The pause where a ledger asks for fewer requests and names no time. */
const throttledWaitMs = 10_000

export interface Said {
  readonly status: number
  readonly text: string
  readonly retryAfter?: string | undefined
}

/** The failure of an answer by its status (RFC 9110); the detail is the ledger's own. */
export function answeredFailure({ status, text, retryAfter }: Said, now: Date): Failure {
  const later = retryTime(retryAfter, now)
  const with_ = (kind: FailureClass, code: string, message: string): Failure => ({
    class: kind,
    code,
    message: withDetail(`${message} (${status}).`, text),
    ...(kind === 'rate_limited' && {
      retryAfter: later ?? new Date(now.getTime() + throttledWaitMs).toISOString(),
    }),
  })
  if (status === 401)
    return with_('auth', 'auth.wrong_secret', 'The ledger does not accept the secret')
  if (status === 403)
    return with_('auth', 'auth.missing_permission', 'The ledger accepts the secret, but not this')
  if (status >= 300 && status < 400)
    return with_('config', 'address.redirects', 'The address leads elsewhere: give the final one')
  if (notThere.has(status))
    return with_('config', 'address.not_found', 'The ledger has nothing at this address')
  if (wrongForm.has(status))
    return with_('config', 'template.wrong_form', 'The ledger does not take bodies of this form')
  if (status === 429)
    return with_('rate_limited', 'vendor.throttled', 'The ledger asks us to send less')
  if (status === 503 && later)
    return with_('rate_limited', 'vendor.unavailable', 'The ledger says when to come back')
  if (status >= 500 || status === 408 || status === 425)
    return with_('transient', 'vendor.unavailable', 'The ledger could not answer')
  if (status === 409)
    return with_('transient', 'vendor.conflict', 'The ledger is busy with this voucher, or has it')
  if (status >= 400 && saysKey.test(text))
    return keyReused.test(text)
      ? with_(
          'different_in_ledger',
          'ledger.different',
          'The ledger has another voucher under this reference',
        )
      : with_(
          'config',
          'key.refused',
          'The ledger does not take our Idempotency-Key: choose another form of it (keyForm)',
        )
  if (status >= 400) return with_('data', 'voucher.refused', 'The ledger refused the voucher')
  return unreadable
}
const notThere = new Set([404, 405, 410])
const wrongForm = new Set([406, 411, 415, 426])

/** draft-ietf-httpapi-idempotency-key-header-07 has no codes, but titles; others say it in their words. */
const saysKey = /idempoten(t|cy)[ _-]?key|idempoten(t|cy)[ _-]?error|keys? for idempotent/i
const keyReused =
  /already (been )?used|re-?used|same parameters|(another|different|other) (request|payload|body|parameter|content)|(payload|body|parameters|request) (mismatch|differ|do(es)? not match)|mismatch/i

export const unreadable: Failure = {
  class: 'transient',
  code: 'vendor.unreadable',
  message: "The ledger's answer could not be read.",
}

/** A page, where the ledger answers with JSON: something in front of it speaks. */
export const notTheLedger = (status: number): Failure => ({
  class: 'unreachable',
  code: 'vendor.not_the_ledger',
  message: `Something in front of the ledger answers (${status}), and not the ledger.`,
})

const withDetail = (sentence: string, text: string): string => {
  const detail = saidIn(text)
  return detail ? `${sentence} ${detail}` : sentence
}

/** The failure of a request without an answer. */
export function lost(error: unknown): Lost {
  const forbidden = causesOf(error).find((one) => one instanceof ForbiddenAddress)
  if (forbidden) return { arrived: 'no', failure: forbidden.failure }
  return lostCall(wrappedBy(error), 'the ledger')
}

/** The HTTP client of simple-oauth2 keeps the cause of its failure there. */
const wrappedBy = (error: unknown): unknown => {
  const { data } = (error ?? {}) as { readonly data?: unknown }
  return data instanceof Error ? data : error
}

function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const { errors } = error as { readonly errors?: unknown }
  const inner = Array.isArray(errors) ? errors.flatMap(causesOf) : []
  return [error, ...inner, ...causesOf(wrappedBy(error) === error ? error.cause : wrappedBy(error))]
}
