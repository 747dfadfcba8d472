import type { Failure } from '@bilagsbro/booking/failure'
import { createTokenStore, type IssuedToken } from '@bilagsbro/posting-engine/toolkit/token-store'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { ClientCredentials } from 'simple-oauth2'
import type { Credentials } from './credentials.ts'
import { lost } from './failures.ts'

/** A token request may take this long, whoever waits for it. */
const requestMs = 5_000

export interface Tokens {
  /** The `Authorization` header. `fresh` asks anew even where a token is at hand: only that proves that the credentials still hold. */
  authorization(
    credentials: Credentials,
    signal: AbortSignal,
    fresh?: boolean,
  ): Promise<Result<string, Failure>>
  /** The token was refused: the next one is to be a new one. */
  forget(credentials: Credentials): void
}

interface Client {
  readonly tokenHost: string
  readonly clientId: string
  readonly clientSecret: string
}

export function createTokens(
  tokenHostOf: (credentials: Credentials) => string,
  clock: Clock,
): Tokens {
  const store = createTokenStore<Client>({
    identify: ({ tokenHost, clientId, clientSecret }) => [tokenHost, clientId, clientSecret],
    ask,
    gaveUp: () => unavailable,
    renewMs: 60_000,
    clock,
  })
  return {
    async authorization(credentials, signal, fresh) {
      const { proof } = credentials
      if ('apiToken' in proof) return ok(`token ${proof.apiToken}`)
      const client = { tokenHost: tokenHostOf(credentials), ...proof }
      const token = await store.token(client, signal, fresh)
      return token.ok ? ok(`Bearer ${token.value}`) : token
    },
    forget(credentials) {
      const { proof } = credentials
      if ('clientId' in proof) store.forget({ tokenHost: tokenHostOf(credentials), ...proof })
    },
  }
}

async function ask({
  tokenHost,
  clientId: id,
  clientSecret: secret,
}: Client): Promise<Result<IssuedToken, Failure>> {
  const client = new ClientCredentials({
    client: { id, secret },
    auth: { tokenHost, tokenPath: '/oauth/token' },
    http: { timeout: requestMs, maxBytes: 65_536 },
  })
  try {
    const { token } = await client.getToken({})
    const { access_token: text, expires_in: seconds = 300 } = token
    return typeof text === 'string' && text !== ''
      ? ok({ text, lifeMs: Number(seconds) * 1000 || 300_000 })
      : err(unusable)
  } catch (error) {
    return err(tokenFailure(error))
  }
}

/** The library throws what its HTTP client does: an error that carries the answer, if there was one. */
function tokenFailure(error: unknown): Failure {
  const { output, data } = error as {
    output?: { statusCode?: number }
    data?: { isResponseError?: boolean; payload?: { error?: unknown; error_description?: unknown } }
  }
  if (!data?.isResponseError) return away(lost(error).failure)
  const status = output?.statusCode ?? 0
  if (status === 429 || status >= 500)
    return { ...unavailable, message: `${unavailable.message.slice(0, -1)} (${status}).` }
  const said = `${textOf(data.payload?.error)} ${textOf(data.payload?.error_description)}`
  if (/expired/i.test(said))
    return { class: 'auth', code: 'auth.expired_secret', message: 'The client secret has expired.' }
  if (/unknown client|unauthorized_client/i.test(said))
    return {
      class: 'auth',
      code: 'auth.unknown_client',
      message: 'Xledger knows no client with this client ID.',
    }
  if (/invalid_client|invalid_grant/.test(said))
    return { class: 'auth', code: 'auth.wrong_secret', message: 'The client secret is wrong.' }
  return {
    class: 'auth',
    code: 'auth.refused',
    message: `Xledger refused the sign-in (${status}).`,
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

const unavailable: Failure = {
  class: 'unreachable',
  code: 'auth.unavailable',
  message: "No answer from Xledger's sign-in.",
}
const unusable: Failure = {
  class: 'auth',
  code: 'auth.refused',
  message: "No token could be made out of what Xledger's sign-in said.",
}
/** Nothing was sent to the ledger yet: whatever keeps a token away, the lane has to wait. */
const away = (cause: Failure): Failure => (cause.class === 'unreachable' ? cause : unavailable)
