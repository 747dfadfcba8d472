import { createHash } from 'node:crypto'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { ClientCredentials } from 'simple-oauth2'
import type { Credentials } from './credentials.ts'
import { lost } from './failures.ts'

/** A token request may take this long, whoever waits for it. */
const requestMs = 5_000
/** Renewed this long before it ends. */
const renewMs = 60_000
/** A token is kept while it is used, and not for long after. */
const keptMs = 600_000

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

interface Kept {
  token?: { readonly text: string; readonly renewAt: number }
  asked?: Promise<Result<string, Failure>> | undefined
  usedAt: number
}

export function createTokens(
  tokenHostOf: (credentials: Credentials) => string,
  clock: Clock,
): Tokens {
  const kept = new Map<string, Kept>()
  const now = () => clock.now().getTime()

  function entryOf(key: string): Kept {
    const entry = kept.get(key) ?? { usedAt: 0 }
    entry.usedAt = now()
    kept.delete(key)
    for (const [other, { usedAt }] of kept) {
      if (now() - usedAt < keptMs) break
      kept.delete(other)
    }
    kept.set(key, entry)
    return entry
  }

  return {
    async authorization(credentials, signal, fresh = false) {
      const { proof } = credentials
      if ('apiToken' in proof) return ok(`token ${proof.apiToken}`)
      const entry = entryOf(keyOf(credentials))
      if (fresh) await entry.asked
      if (!fresh && entry.token && entry.token.renewAt > now()) return ok(bearer(entry.token.text))
      entry.asked ??= ask(tokenHostOf(credentials), proof).then((answer) => {
        entry.asked = undefined
        if (!answer.ok) return answer
        const { text, expiresInMs } = answer.value
        entry.token = { text, renewAt: now() + Math.max(expiresInMs - renewMs, expiresInMs / 2) }
        return ok(bearer(text))
      })
      return await within(entry.asked, signal)
    },
    forget: (credentials) => void kept.delete(keyOf(credentials)),
  }
}

const bearer = (token: string) => `Bearer ${token}`

/** New secrets make a new key. */
const keyOf = ({ environment, proof }: Credentials): string =>
  createHash('sha256')
    .update(JSON.stringify([environment, proof]))
    .digest('base64')

interface Issued {
  readonly text: string
  readonly expiresInMs: number
}

async function ask(
  tokenHost: string,
  { clientId: id, clientSecret: secret }: { clientId: string; clientSecret: string },
): Promise<Result<Issued, Failure>> {
  const client = new ClientCredentials({
    client: { id, secret },
    auth: { tokenHost, tokenPath: '/oauth/token' },
    http: { timeout: requestMs, maxBytes: 65_536 },
  })
  try {
    const { token } = await client.getToken({})
    const { access_token: text, expires_in: seconds = 300 } = token
    return typeof text === 'string' && text !== ''
      ? ok({ text, expiresInMs: Number(seconds) * 1000 || 300_000 })
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

/** The token may be shared with other calls, so only the waiting ends with the signal. */
async function within<T>(
  token: Promise<Result<T, Failure>>,
  signal: AbortSignal,
): Promise<Result<T, Failure>> {
  const ended = Promise.withResolvers<Result<T, Failure>>()
  const end = () => ended.resolve(err(unavailable))
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([token, ended.promise])
  } finally {
    signal.removeEventListener('abort', end)
  }
}
