import type { Clock } from '@bilagsbro/kernel/clock'
import { ProblemError } from '@bilagsbro/service-kit/problem'
import type { IdentityProvider } from '#sign-in/provider.ts'
import type { Session, SessionStore, Tokens } from './store.ts'

/** What is left of a token when it is renewed: longer than a call lasts. */
const margin = 40_000

export const sessionEnded = () => new ProblemError({ status: 401, code: 'session.ended' })

/**
 * Gives the session with an access token that holds. A refresh token is spent once: by one caller at a time, in this
 * process and in all others. Only the identity provider's word ends a session, never its absence.
 */
export function createAccessTokens({ sessions, provider, clock }: Deps) {
  const renewing = new Map<string, Promise<Session | undefined>>()
  const isFresh = ({ accessExpiresAt }: Tokens) =>
    accessExpiresAt.getTime() - clock.now().getTime() > margin
  const holds = ({ accessExpiresAt }: Tokens) => accessExpiresAt > clock.now()

  const renew = (key: string) =>
    sessions.change(key, async ({ tokens }) => {
      // Whoever had the lock before has done it.
      if (isFresh(tokens)) return tokens
      if (tokens.refresh === undefined) return holds(tokens) ? tokens : 'ended'
      return provider.refresh(tokens.refresh, tokens)
    })

  return async (session: Session): Promise<Session> => {
    if (isFresh(session.tokens)) return session
    const { key } = session
    const asked = renewing.get(key) ?? renew(key).finally(() => renewing.delete(key))
    renewing.set(key, asked)
    const renewed = await asked.catch((cause: unknown) => {
      if (holds(session.tokens)) return session
      throw new ProblemError({ status: 503, code: 'identity.unavailable' }, cause)
    })
    if (!renewed) throw sessionEnded()
    return renewed
  }
}
export type AccessTokens = ReturnType<typeof createAccessTokens>

interface Deps {
  readonly sessions: SessionStore
  readonly provider: IdentityProvider
  readonly clock: Clock
}
