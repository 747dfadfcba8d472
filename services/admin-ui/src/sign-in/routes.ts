import { seal, unseal, type Sealed } from '@bilagsbro/service-kit/keys/envelope'
import type { KeyEncryptionKeys } from '@bilagsbro/service-kit/keys/key-encryption-keys'
import type { App } from '@bilagsbro/service-kit/http-app'
import { ProblemError } from '@bilagsbro/service-kit/problem'
import { languageOf } from '@bilagsbro/service-kit/texts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { CookieNames } from '#session/cookies.ts'
import type { SessionStore } from '#session/store.ts'
import { addressOf, type SignInLimit } from './limit.ts'
import type { IdentityProvider, SignInSecrets } from './provider.ts'
import { returnPath } from './return-path.ts'

interface Deps {
  readonly provider: IdentityProvider
  readonly sessions: SessionStore
  readonly keys: KeyEncryptionKeys
  readonly cookies: CookieNames
  readonly publicUrl: string
  /** Of the way out, and of the way back. */
  readonly limits: { readonly out: SignInLimit; readonly back: SignInLimit }
  /** How many stand in front of us. */
  readonly proxies: number
}

/** What the browser keeps for us, encrypted, from the way out to the way back. */
interface Pending extends SignInSecrets {
  readonly to: string
}

const tenMinutes = 600
const mostPending = 4

/** The way to the identity provider and back. People come here by links, so what fails is told by a page. */
export const signInRoutes = (deps: Deps) => (app: App) => {
  const { provider, publicUrl } = deps
  const config = { for: 'anyone' } as const

  app.get(
    '/auth/sign-in',
    {
      config,
      exposeHeadRoute: false,
      schema: {
        operationId: 'signIn',
        summary: 'Leads to the sign-in page of the identity provider, and then back to our page.',
        querystring: Type.Object({
          to: Type.Optional(Type.String({ description: 'The path of our page.' })),
        }),
        security: [],
        response: {
          303: Type.Null({
            description:
              'To the identity provider, or to our page that says why not: too many sign-ins, or the provider is away.',
          }),
        },
      },
    },
    async (request, reply) => {
      const to = returnPath(request.query.to, publicUrl)
      if (isTooMany(deps, 'out', request, reply)) return failed(reply, 'too_many', to)
      try {
        const { url, secrets } = await provider.leave({ locale: languageOf(request) })
        forgetOldest(deps, request, reply)
        await remember(deps, reply, { ...secrets, to })
        return reply.redirect(url, 303)
      } catch (err) {
        request.log.warn({ event: 'sign_in.failed', err }, 'the identity provider is away')
        return failed(reply, 'unavailable', to)
      }
    },
  )

  // The provider may add parameters of its own.
  app.get(
    '/auth/callback',
    { config, exposeHeadRoute: false, schema: { hide: true } },
    async (request, reply) => {
      if (isTooMany(deps, 'back', request, reply)) return failed(reply, 'too_many', '/')
      const query = request.url.split('?')[1] ?? ''
      const pending = await recall(deps, request, reply, new URLSearchParams(query).get('state'))
      if (!pending) return failed(reply, 'expired', '/')
      try {
        const { person, tokens } = await provider.comeBack(query, pending)
        const before = request.cookies[deps.cookies.session]
        const earlier = before === undefined ? undefined : await deps.sessions.find(before)
        if (earlier) await deps.sessions.end(earlier.key)
        const id = await deps.sessions.begin(person, tokens)
        request.log.info({ event: 'sign_in.succeeded', actor: person.userId }, 'signed in')
        reply.setCookie(deps.cookies.session, id, deps.cookies.options)
        return reply.redirect(pending.to, 303)
      } catch (err) {
        request.log.warn({ event: 'sign_in.refused', err }, 'not signed in')
        const isAway = err instanceof ProblemError && err.problem.status === 503
        return failed(reply, isAway ? 'unavailable' : 'refused', pending.to)
      }
    },
  )
}

/** A person is told by a page, and a program by a problem. */
function isTooMany(
  { limits, proxies }: Deps,
  way: keyof Deps['limits'],
  request: FastifyRequest,
  reply: FastifyReply,
): boolean {
  const seconds = limits[way](addressOf(request, proxies))
  if (seconds === undefined) return false
  request.log.warn({ event: 'sign_in.too_many', way }, 'too many sign-ins from one address')
  if (!request.headers.accept?.includes('text/html'))
    throw new ProblemError({
      status: 429,
      code: 'sign_in.too_many',
      params: { seconds },
      retryAfterSeconds: seconds,
    })
  reply.header('retry-after', String(seconds))
  return true
}

const failed = (reply: FastifyReply, reason: string, to: string) =>
  reply.redirect(`/logg-inn?${new URLSearchParams({ feil: reason, til: to }).toString()}`, 303)

/** Windows that go to sign in together each need theirs; without an end to them, no request would be short enough. */
function forgetOldest({ cookies }: Deps, request: FastifyRequest, reply: FastifyReply): void {
  const prefix = cookies.signIn('')
  // Browsers send the oldest first.
  const pending = Object.keys(request.cookies).filter((name) => name.startsWith(prefix))
  for (const name of pending.slice(0, 1 - mostPending)) reply.clearCookie(name, cookies.options)
}

async function remember({ keys, cookies }: Deps, reply: FastifyReply, pending: Pending) {
  const name = cookies.signIn(pending.state)
  const sealed = await seal(keys, name, JSON.stringify(pending))
  const value = Buffer.from(JSON.stringify(sealed)).toString('base64url')
  reply.setCookie(name, value, { ...cookies.options, maxAge: tenMinutes })
}

/** Good for one way back: the browser forgets it. */
async function recall(
  { keys, cookies }: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  state: string | null,
): Promise<Pending | undefined> {
  if (state === null) return undefined
  const name = cookies.signIn(state)
  const value = request.cookies[name]
  if (value === undefined) return undefined
  reply.clearCookie(name, cookies.options)
  try {
    const sealed = JSON.parse(Buffer.from(value, 'base64url').toString()) as Sealed
    const opened = await unseal(keys, name, sealed)
    return opened === undefined ? undefined : (JSON.parse(opened) as Pending)
  } catch {
    return undefined
  }
}
