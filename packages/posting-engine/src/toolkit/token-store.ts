import { createHash } from 'node:crypto'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'

export interface IssuedToken {
  readonly text: string
  readonly lifeMs: number
}

export interface SignIn<Principal> {
  /** A key that tells principals apart. It covers the secrets: new secrets want a new token. */
  identify(principal: Principal): unknown
  /** One request, with a deadline of its own. */
  ask(principal: Principal): Promise<Result<IssuedToken, Failure>>
  /** The failure of a wait that its signal ended. */
  readonly gaveUp: (reason: unknown) => Failure
  /** A token is renewed this long before it ends, though not within the first half of its life. */
  readonly renewMs: number
  readonly clock: Clock
}

export interface TokenStore<Principal> {
  /** `fresh` asks even where a token is at hand: only that proves that the secret still holds. */
  token(
    principal: Principal,
    signal: AbortSignal,
    fresh?: boolean,
  ): Promise<Result<string, Failure>>
  /** The token was refused: the next one is to be a new one. */
  forget(principal: Principal): void
}

/**
 * Tokens in memory, under hashes of their principals. One request per principal is in the air, and whoever asks
 * meanwhile gets its answer. A refused sign-in ends the token that is kept; one that cannot be reached does not.
 */
export function createTokenStore<Principal>(signIn: SignIn<Principal>): TokenStore<Principal> {
  const kept = new Map<string, { readonly text: string; readonly renewAt: number }>()
  const asked = new Map<string, Promise<Result<string, Failure>>>()
  const now = () => signIn.clock.now().getTime()
  const keyOf = (principal: Principal): string =>
    createHash('sha256')
      .update(JSON.stringify(signIn.identify(principal)))
      .digest('base64')

  async function renew(key: string, principal: Principal): Promise<Result<string, Failure>> {
    const answer = await signIn.ask(principal)
    for (const [other, { renewAt }] of kept) if (renewAt <= now()) kept.delete(other)
    if (!answer.ok) {
      if (answer.error.class === 'auth') kept.delete(key)
      return answer
    }
    const { text, lifeMs } = answer.value
    kept.set(key, { text, renewAt: now() + Math.max(lifeMs - signIn.renewMs, lifeMs / 2) })
    return ok(text)
  }

  return {
    async token(principal, signal, fresh = false) {
      const key = keyOf(principal)
      const known = kept.get(key)
      if (!fresh && known && known.renewAt > now()) return ok(known.text)
      const answer = asked.get(key) ?? renew(key, principal).finally(() => asked.delete(key))
      asked.set(key, answer)
      return await until(signal, answer, signIn.gaveUp)
    },
    forget: (principal) => void kept.delete(keyOf(principal)),
  }
}

/** Others may wait for the same answer, so only the waiting ends with the signal. */
async function until(
  signal: AbortSignal,
  answer: Promise<Result<string, Failure>>,
  gaveUp: (reason: unknown) => Failure,
): Promise<Result<string, Failure>> {
  const ended = Promise.withResolvers<Result<string, Failure>>()
  const end = () => ended.resolve(err(gaveUp(signal.reason)))
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([answer, ended.promise])
  } finally {
    signal.removeEventListener('abort', end)
  }
}
