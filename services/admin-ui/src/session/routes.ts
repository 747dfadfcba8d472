import type { Clock } from '@bilagsbro/kernel/clock'
import type { Authenticator } from '@bilagsbro/service-kit/auth'
import { roles } from '@bilagsbro/service-kit/actor'
import type { App } from '@bilagsbro/service-kit/http-app'
import { ProblemError } from '@bilagsbro/service-kit/problem'
import { Type, type Static } from 'typebox'
import type { IdentityProvider } from '#sign-in/provider.ts'
import { sessionEnded, type AccessTokens } from './access-tokens.ts'
import type { CookieNames } from './cookies.ts'
import { pageHeader } from './guard.ts'
import type { Session, SessionStore } from './store.ts'
import { endOf } from './times.ts'

interface Deps {
  readonly sessions: SessionStore
  readonly accessTokens: AccessTokens
  readonly authenticator: Authenticator
  readonly provider: IdentityProvider
  readonly cookies: CookieNames
  readonly clock: Clock
  /** Ends what is open for a session. */
  readonly onEnd: (key: string) => void
}

const SessionLeft = Type.Object(
  {
    secondsLeft: Type.Integer({ description: 'Until the session ends if nobody does anything.' }),
    extendable: Type.Boolean({ description: 'false where eight hours are over then.' }),
  },
  { title: 'SessionLeft' },
)

const ShownSession = Type.Object(
  {
    userId: Type.String(),
    name: Type.Optional(Type.String()),
    roles: Type.Array(
      Type.Object(
        {
          role: Type.Enum([...roles], { title: 'Role' }),
          organizationId: Type.Optional(Type.String()),
        },
        { title: 'HeldRole' },
      ),
    ),
    ...SessionLeft.properties,
  },
  { title: 'Session' },
)
type ShownSession = Static<typeof ShownSession>

const asked = `Refused with 403 without the header ${pageHeader}, or from another site.`

/** Who is signed in, and for how long. No answer holds a token; the address that signs out holds the id token, as the provider asks. */
export const sessionRoutes = (deps: Deps) => (app: App) => {
  const { sessions, cookies, clock } = deps
  const config = { for: 'session' } as const
  const left = (session: Session) => {
    const { at, extendable } = endOf(session)
    const ms = at.getTime() - clock.now().getTime()
    return { secondsLeft: Math.max(0, Math.floor(ms / 1000)), extendable }
  }
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'))

  app.get(
    '/auth/session',
    {
      config,
      schema: {
        operationId: 'readSession',
        summary: 'Who is signed in, with which roles, and until when. Reading it extends nothing.',
        response: { 200: ShownSession },
      },
    },
    async ({ session }): Promise<ShownSession> => {
      const { tokens } = await deps.accessTokens(session)
      const actor = await deps.authenticator.authenticate(tokens.access).catch((cause: unknown) => {
        throw new ProblemError({ status: 503, code: 'identity.unavailable' }, cause)
      })
      if (!actor.ok) throw sessionEnded()
      const { userId, name } = session
      return { userId, ...(name && { name }), roles: [...actor.value.roles], ...left(session) }
    },
  )
  app.post(
    '/auth/session/extension',
    {
      config,
      schema: {
        operationId: 'extendSession',
        summary: 'Says that the person is there: the hour without use begins anew.',
        description: asked,
        response: { 200: SessionLeft },
      },
    },
    // Whoever asks for a change has been seen by the guard already.
    async ({ session }) => left((await sessions.again(session)) ?? session),
  )
  app.post(
    '/auth/sign-out',
    {
      config,
      schema: {
        operationId: 'signOut',
        summary: 'Ends the session here; the address that is answered ends it at the provider.',
        description: asked,
        response: { 200: Type.Object({ location: Type.String() }, { title: 'SignedOut' }) },
      },
    },
    async ({ session, log }, reply) => {
      await sessions.end(session.key)
      deps.onEnd(session.key)
      reply.clearCookie(cookies.session, cookies.options)
      const location = await deps.provider.signOut(session.tokens).catch((err: unknown) => {
        log.warn({ event: 'sign_out.failed', err }, 'the identity provider is away')
        return '/logget-ut'
      })
      return { location }
    },
  )
}
