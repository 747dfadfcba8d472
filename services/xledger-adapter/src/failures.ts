import type { Failure } from '@bilagsbro/booking/failure'
import { lostCall, type Lost } from '@bilagsbro/posting-engine/toolkit/lost-call'
import { retryAt } from '@bilagsbro/posting-engine/toolkit/retry-time'
import { detailOf } from '@bilagsbro/posting-engine/toolkit/vendor-text'
import { ambiguous, texts } from './failure-texts.ts'
import { instantOf } from './local-time.ts'

export interface ApiError {
  readonly message?: string
  readonly code?: string
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** Waits as Xledger's own sample has them, in milliseconds. */
const throttles: Readonly<Record<string, { ms: number; sentence: string }>> = {
  'BAD_REQUEST.BURST_RATE_LIMIT_REACHED': { ms: 5_000, sentence: 'Xledger asks us to send less.' },
  'BAD_REQUEST.CONCURRENCY_LIMIT_REACHED': {
    ms: 1_000,
    sentence: 'Xledger takes no more requests at the same time.',
  },
  'BAD_REQUEST.INSUFFICIENT_CREDITS': {
    ms: 1_200_000,
    sentence: "The token's credits in Xledger are used up for now.",
  },
}

/** Xledger's word for a refusal: the code where there is one, else the text. */
export function refusalOf(errors: readonly ApiError[], now: Date): Failure {
  const [error = {}] = errors
  const code = codeOf(error)
  const throttle = throttles[code]
  if (throttle) {
    const resetAt = instantOf(error.extensions?.['resetAt'])?.getTime() ?? NaN
    return {
      class: 'rate_limited',
      code: 'vendor.throttled',
      message: throttle.sentence,
      retryAfter: retryAt(resetAt, now) ?? new Date(now.getTime() + throttle.ms).toISOString(),
    }
  }
  return textFailure(`${code} ${error.message ?? ''}`, error.message ?? '')
}

/** An error after which the mutation may be done all the same. */
export const isAmbiguous = (errors: readonly ApiError[]): boolean =>
  errors.some((error) => ambiguous.test(`${codeOf(error)} ${error.message ?? ''}`))

export const codeOf = ({ code, extensions }: ApiError): string =>
  code ?? (typeof extensions?.['code'] === 'string' ? extensions['code'] : '')

/** Of an item that the import job could not book, too. */
export function textFailure(said: string, message: string): Failure {
  const known = texts.find(({ says }) => says.test(said))
  const {
    class: cls,
    code,
    sentence,
  } = known ?? {
    class: 'data' as const,
    code: 'voucher.refused',
    sentence: 'Xledger refused the voucher.',
  }
  const detail = detailOf(message)
  return { class: cls, code, message: detail ? `${sentence} (${detail})` : sentence }
}

/** An answer that is not GraphQL's: from what stands before Xledger. */
export function answeredFailure(status: number, now: Date): Failure {
  if (status === 401 || status === 403) return wrongToken
  if (status === 429)
    return {
      class: 'rate_limited',
      code: 'vendor.throttled',
      message: 'Xledger asks us to send less.',
      retryAfter: new Date(now.getTime() + 5_000).toISOString(),
    }
  if (status === 502 || status === 503)
    return {
      class: 'unreachable',
      code: 'vendor.unavailable',
      message: `Xledger is not available just now (${status}).`,
    }
  if (status >= 300 && status < 500)
    return {
      class: 'unreachable',
      code: 'vendor.not_reached',
      message: `Something other than Xledger answered (${status}).`,
    }
  return {
    class: 'transient',
    code: 'vendor.unreadable',
    message: `Xledger's answer (${status}) could not be read.`,
  }
}

const wrongToken: Failure = {
  class: 'auth',
  code: 'auth.wrong_token',
  message: 'Xledger does not know the token, or the user who made it is no longer active.',
}

export const lost = (error: unknown): Lost => lostCall(error, 'Xledger')
