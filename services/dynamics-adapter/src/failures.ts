import type { Failure } from '@bilagsbro/booking/failure'
import { lostCall, type Lost } from '@bilagsbro/posting-engine/toolkit/lost-call'
import { retryTime } from '@bilagsbro/posting-engine/toolkit/retry-time'
import { detailOf } from '@bilagsbro/posting-engine/toolkit/vendor-text'
import { texts } from './failure-texts.ts'

/** Business Central names no time with a 429; its windows slide, so a short wait is enough. */
const throttledWaitMs = 10_000

/** The failure of an answer of Business Central. `body` is the parsed JSON, if it was JSON. */
export function answeredFailure(
  status: number,
  body: unknown,
  retryAfter: string | undefined,
  now: Date,
): Failure {
  const { code, message } = errorOf(body)
  const later = retryTime(retryAfter, now)
  if (status === 429)
    return {
      class: 'rate_limited',
      code: 'vendor.throttled',
      message: 'Business Central asks us to send less.',
      retryAfter: later ?? new Date(now.getTime() + throttledWaitMs).toISOString(),
    }
  if (status === 401 || status === 403) return missingPermission
  if (status === 408 || status >= 500) return unavailable(status, later)
  // Business Central's own refusals carry a code.
  return status < 400 || code === '' ? notItsAnswer(status) : textFailure(status, code, message)
}

const missingPermission: Failure = {
  class: 'auth',
  code: 'auth.missing_permission',
  message:
    'Business Central refused the application: it needs the permission API.ReadWrite.All, an enabled card under "Microsoft Entra applications" and permission sets there.',
}

function unavailable(status: number, retryAfter: string | undefined): Failure {
  if (retryAfter && (status === 503 || status === 502))
    return {
      class: 'rate_limited',
      code: 'vendor.unavailable',
      message: `Business Central is unavailable (${status}) and says when to come back.`,
      retryAfter,
    }
  return {
    class: 'transient',
    code: status === 408 || status === 504 ? 'vendor.timeout' : 'vendor.unavailable',
    message: `Business Central could not answer (${status}).`,
  }
}

function textFailure(status: number, code: string, message: string): Failure {
  const said = `${code} ${message}`
  const known = texts.find(({ says }) => says.test(said))
  if (known)
    return { class: known.class, code: known.code, message: withDetail(known.sentence, message) }
  // A journal or a line that is gone, or was changed, proves nothing about the voucher.
  if (status === 404 || status === 409 || status === 412)
    return {
      class: 'transient',
      code: status === 404 ? notThere : 'vendor.changed',
      message: withDetail(`Something was not as expected (${status}).`, message),
    }
  return {
    class: 'data',
    code: 'voucher.refused',
    message: withDetail('Business Central refused the voucher.', message),
  }
}

/** Business Central itself says that it has nothing at that address. */
export const notThere = 'vendor.not_there'

/** An answer of a gateway or of another host: it proves nothing about the books. */
const notItsAnswer = (status: number): Failure => ({
  class: 'unreachable',
  code: 'vendor.not_reached',
  message: `Something other than Business Central answered (${status}).`,
})

export const unreadable = (status: number): Failure => ({
  class: 'transient',
  code: 'vendor.unreadable',
  message: `Business Central's answer (${status}) could not be read.`,
})

/** The text after "Value:" is the voucher's own, and may be personal. */
function withDetail(sentence: string, message: string): string {
  const own = message.replace(/\s*CorrelationId:.*$/s, '').replace(/\s*Value:.*$/s, '')
  const detail = detailOf(own)
  return detail ? `${sentence} (${detail})` : sentence
}

export function errorOf(body: unknown): { code: string; message: string } {
  const error = (body as { error?: { code?: unknown; message?: unknown } } | null)?.error
  return {
    code: typeof error?.code === 'string' ? error.code : '',
    message: typeof error?.message === 'string' ? error.message : '',
  }
}

/** The failure of a request to Business Central, or to its sign-in, without an answer. */
export const lost = (error: unknown): Lost => lostCall(error, 'Business Central')
