import type { App } from '@bilagsbro/service-kit/http-app'
import { createUnanswered } from '@bilagsbro/service-kit/http-methods'
import { ProblemError } from '@bilagsbro/service-kit/problem'
import type { FastifyRequest } from 'fastify'
import type { CookieNames } from './cookies.ts'
import type { Session, SessionStore } from './store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a route that needs one. */
    session: Session
  }
  interface FastifyContextConfig {
    /** `anyone`: the answer says nothing about organisations, records or people. */
    for?: 'session' | 'anyone'
  }
}

/** Served by every service. */
const open = new Set(['/health/live', '/health/ready', '/metrics', '/openapi.json'])
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])
/** A form of another site cannot send it, and a script of another site not without being allowed to. */
export const pageHeader = 'x-bilagsbro-page'

interface Options {
  readonly sessions: SessionStore
  readonly cookies: CookieNames
  readonly publicUrl: string
}

/** Lets nobody in by default: the server does not start with a route that does not say whom it is for. */
export const guardSessions =
  ({ sessions, cookies, publicUrl }: Options) =>
  (app: App): void => {
    app.decorateRequest('actor')
    app.decorateRequest('session')
    const unanswered = createUnanswered(app)
    app.addHook('onRoute', ({ url, method, config }) => {
      if (!open.has(url) && !config?.for)
        throw new Error(`The route ${String(method)} ${url} does not say whom it is for.`)
    })
    app.addHook('onRequest', async (request, reply) => {
      if (request.is404 || isNoPage(request)) throw new ProblemError(unanswered(request.url, reply))
      if (!safe.has(request.method)) refuseForeign(request, publicUrl)
      if (request.routeOptions.config.for !== 'session') return
      const id = request.cookies[cookies.session]
      const session = id === undefined ? undefined : await sessions.find(id)
      if (!session) throw new ProblemError({ status: 401, code: 'session.ended' })
      request.session = session
      // Only a person changes something; what pages read by themselves is no sign of life.
      if (!safe.has(request.method)) await sessions.use(session)
    })
  }

/** Whoever asks for data that is not there gets no page instead. */
const isNoPage = ({ url, routeOptions }: FastifyRequest) =>
  routeOptions.url === '/*' && /^\/(?:api|auth|assets)\//.test(url)

/** A change is asked for by our own pages alone. */
function refuseForeign({ headers }: FastifyRequest, publicUrl: string): void {
  const site = headers['sec-fetch-site']
  const isOurs = site === undefined ? headers.origin === publicUrl : site === 'same-origin'
  if (!isOurs || headers[pageHeader] === undefined)
    throw new ProblemError({ status: 403, code: 'request.foreign' })
}
