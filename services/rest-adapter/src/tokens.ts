import { createHash } from 'node:crypto'
import type { LookupFunction } from 'node:net'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import { retryTime } from '@bilagsbro/connector/vendor/retry-time'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { ClientCredentials } from 'simple-oauth2'
import { guardedLookup, isPrivate, type Policy } from './addresses.ts'
import type { Proof } from './credentials.ts'
import { lost } from './failures.ts'

type Client = Extract<Proof, { kind: 'oauth2' }>

export interface Tokens {
  /** `fresh` asks even where a token is at hand: only that proves that the secret still holds. */
  token(client: Client, signal: AbortSignal, fresh?: boolean): Promise<Result<string, Failure>>
  /** The token was refused: the next one is to be a new one. */
  forget(client: Client): void
}

interface Dependencies {
  readonly policy: Policy
  readonly clock: Clock
  readonly lookup?: LookupFunction
}

interface Kept {
  readonly answer: Promise<Result<Token, Failure>>
  /** Nothing while it is being asked for. */
  until?: number
}
interface Token {
  readonly text: string
  readonly until: number
}

const askMs = 5_000
/** A token that is about to end is not sent along. */
const marginMs = 60_000
const mostKept = 1_000

export function createTokens(dependencies: Dependencies): Tokens {
  const kept = new Map<string, Kept>()

  /** Whoever asks while somebody does gets the same answer. */
  function current(client: Client, fresh: boolean): Kept['answer'] {
    const key = keyOf(client)
    const known = kept.get(key)
    const now = dependencies.clock.now().getTime()
    if (known && (known.until === undefined || (!fresh && known.until > now))) return known.answer
    const asked: Kept = {
      answer: ask(client, dependencies).then((told) => {
        if (told.ok) asked.until = told.value.until
        else if (kept.get(key) === asked) kept.delete(key)
        return told
      }),
    }
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, asked)
    return asked.answer
  }

  return {
    async token(client, signal, fresh = false) {
      const told = await untilEnd(current(client, fresh), signal)
      return told.ok ? ok(told.value.text) : told
    },
    forget: (client) => void kept.delete(keyOf(client)),
  }
}

/** New secrets make a new key. */
const keyOf = ({ tokenUrl, clientId, clientSecret, scope }: Client): string =>
  createHash('sha256')
    .update(JSON.stringify([tokenUrl.href, clientId, clientSecret, scope]))
    .digest('base64')

async function ask(
  { tokenUrl, clientId, clientSecret, scope }: Client,
  { policy, clock, lookup = guardedLookup() }: Dependencies,
): Promise<Result<Token, Failure>> {
  const client = new ClientCredentials({
    client: { id: clientId, secret: clientSecret },
    auth: { tokenHost: tokenUrl.origin, tokenPath: tokenUrl.pathname + tokenUrl.search },
    // The same guard as everywhere; `agent: false` keeps no connection, and nothing is followed.
    http: {
      agent: false,
      redirects: false,
      timeout: askMs,
      maxBytes: 64 * 1024,
      ...(!isPrivate(tokenUrl, policy) && { lookup }),
    },
  })
  try {
    const { token } = await client.getToken(scope === undefined ? {} : { scope })
    const { access_token: text, expires_in: seconds } = token
    if (typeof text !== 'string' || !/^[\x21-\x7e]{1,8000}$/.test(text)) return err(unusable)
    const lifeMs = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : marginMs * 2
    return ok({ text, until: clock.now().getTime() + Math.max(lifeMs - marginMs, lifeMs / 2) })
  } catch (error) {
    return err(tokenFailure(error, clock.now()))
  }
}

/** A refusal, as the HTTP client of simple-oauth2 throws it. */
interface Refusal {
  readonly data?: {
    readonly isResponseError?: boolean
    readonly headers?: Readonly<Record<string, string | undefined>>
    readonly payload?: unknown
    readonly res?: { readonly statusCode?: number }
  }
}

function tokenFailure(error: unknown, now: Date): Failure {
  const { data } = error as Refusal
  if (!data?.isResponseError) return notAnswered(error)
  const status = data.res?.statusCode ?? 0
  const said = data.payload as { readonly error?: unknown } | undefined
  const retryAfter = retryTime(data.headers?.['retry-after'], now)
  const later = retryAfter ? { retryAfter } : {}
  if (status === 429)
    return failure('rate_limited', 'auth.throttled', 'The sign-in asks us to send less.', later)
  if (status >= 500)
    return failure(
      'unreachable',
      'auth.unavailable',
      `The sign-in could not answer (${status}).`,
      later,
    )
  if (status === 404 || status === 405 || status === 410)
    return failure(
      'config',
      'address.not_found',
      `tokenUrl: There is no sign-in there (${status}).`,
    )
  if (said?.error === 'invalid_scope')
    return failure('auth', 'auth.missing_permission', 'The sign-in does not grant this scope.')
  if (said?.error === 'unauthorized_client')
    return failure('auth', 'auth.missing_permission', 'The client may not sign in by itself.')
  if (said?.error === 'invalid_client' || status === 401)
    return failure('auth', 'auth.wrong_secret', 'The client ID or the client secret is wrong.')
  return failure('auth', 'auth.refused', `The sign-in refused (${status}).`)
}

function notAnswered(error: unknown): Failure {
  const { failure: cause } = lost(error)
  if (cause.class !== 'transient') return cause
  const { isBoom, output } = error as { isBoom?: boolean; output?: { statusCode?: number } }
  // Answered, and not in a form that can be read; 504 is the client's own word for too late.
  if (isBoom && output?.statusCode !== 504 && output?.statusCode !== 502) return unusable
  return failure('unreachable', 'auth.unavailable', 'No answer from the sign-in.')
}

const failure = (
  kind: Failure['class'],
  code: string,
  message: string,
  more: Pick<Failure, 'retryAfter'> = {},
): Failure => ({ class: kind, code, message, ...more })

const unusable = failure('auth', 'auth.refused', 'The sign-in did not answer with a token.')

/** The token may be shared with other calls, so only the waiting ends with the signal. */
async function untilEnd<T>(
  token: Promise<Result<T, Failure>>,
  signal: AbortSignal,
): Promise<Result<T, Failure>> {
  const ended = Promise.withResolvers<Result<T, Failure>>()
  const end = () => ended.resolve(err(notAnswered(signal.reason)))
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([token, ended.promise])
  } finally {
    signal.removeEventListener('abort', end)
  }
}
