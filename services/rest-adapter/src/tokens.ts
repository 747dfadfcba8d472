import type { LookupFunction } from 'node:net'
import type { Failure } from '@bilagsbro/booking/failure'
import { retryTime } from '@bilagsbro/posting-engine/toolkit/retry-time'
import {
  createTokenStore,
  type IssuedToken,
  type TokenStore,
} from '@bilagsbro/posting-engine/toolkit/token-store'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { ClientCredentials } from 'simple-oauth2'
import { guardedLookup, isPrivate, type Policy } from './addresses.ts'
import type { Proof } from './credentials.ts'
import { lost } from './failures.ts'

type Client = Extract<Proof, { kind: 'oauth2' }>
export type Tokens = TokenStore<Client>

interface Dependencies {
  readonly policy: Policy
  readonly clock: Clock
  readonly lookup?: LookupFunction
}

const askMs = 5_000
/** Of a token that does not say how long it lives. */
const usualLifeMs = 120_000

export const createTokens = (dependencies: Dependencies): Tokens =>
  createTokenStore({
    identify: ({ tokenUrl, clientId, clientSecret, scope, audience, shownIn }) => [
      tokenUrl.href,
      clientId,
      clientSecret,
      scope,
      audience,
      shownIn,
    ],
    ask: (client) => ask(client, dependencies),
    gaveUp: notAnswered,
    renewMs: 60_000,
    clock: dependencies.clock,
  })

async function ask(
  { tokenUrl, clientId, clientSecret, scope, audience, shownIn = 'header' }: Client,
  { policy, clock, lookup = guardedLookup() }: Dependencies,
): Promise<Result<IssuedToken, Failure>> {
  const client = new ClientCredentials({
    client: { id: clientId, secret: clientSecret },
    auth: { tokenHost: tokenUrl.origin, tokenPath: tokenUrl.pathname + tokenUrl.search },
    options: { authorizationMethod: shownIn },
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
    const { token } = await client.getToken({
      ...(scope !== undefined && { scope }),
      ...(audience !== undefined && { audience }),
    })
    const { access_token: text, expires_in: seconds } = token
    if (typeof text !== 'string' || !/^[\x21-\x7e]{1,8000}$/.test(text)) return err(unusable)
    const lifeMs = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : usualLifeMs
    return ok({ text, lifeMs })
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
