import type { App } from '@bilagsbro/service-kit/http-app'
import { allowLongAnswer } from '@bilagsbro/service-kit/long-answer'
import { nothingHere, ProblemError } from '@bilagsbro/service-kit/problem'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AccessTokens } from '#session/access-tokens.ts'
import { documentedRoutes, type DocumentedRoute, type ServiceName } from './documented-routes.ts'
import { answerHeaders, requestHeaders } from './headers.ts'
import { upstreamPath } from './path.ts'
import type { Streams } from './streams.ts'
import type { Upstream } from './upstream.ts'

interface Deps {
  readonly urls: Readonly<Record<ServiceName, string>>
  readonly upstream: Upstream
  readonly accessTokens: AccessTokens
  readonly streams: Streams
}

/** Answers when it is through with a whole log; the page says that it goes on. */
const slow: ReadonlySet<string> = new Set(['/organizations/{organizationId}/log/verify'])

interface Target {
  readonly service: ServiceName
  readonly route: DocumentedRoute
}

/** The routes that the services document for people, with the caller's token; nothing else of theirs is reached. */
export const proxyRoutes = (deps: Deps) => (app: App) => {
  // Bodies are the services' affair: they are passed on as they came.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  for (const [service, routes] of Object.entries(documentedRoutes))
    for (const route of routes) {
      // Streams end here, and are told on by ourselves.
      if ('stream' in route) continue
      app.route({
        method: route.method,
        url: `/api/${service}${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
        config: { for: 'session' },
        exposeHeadRoute: false,
        schema: { hide: true },
        handler: (request, reply) =>
          pass(deps, { service: service as ServiceName, route }, request, reply),
      })
    }
}

async function pass(deps: Deps, target: Target, request: FastifyRequest, reply: FastifyReply) {
  const { route, service } = target
  const [, query = ''] = /\?(.*)$/s.exec(request.url) ?? []
  const path = upstreamPath(route.path, request.params as Record<string, string>, query)
  if (path === undefined) throw new ProblemError(nothingHere)
  const session = await deps.accessTokens(request.session)
  const leaving = deps.streams.begin(session.key)
  reply.raw.once('close', () => leaving.abort())
  const isSlow = slow.has(route.path)
  if (isSlow) allowLongAnswer(request)
  const asked = {
    origin: deps.urls[service],
    path,
    method: route.method,
    headers: requestHeaders(request.headers, session.tokens.access),
    body: Buffer.isBuffer(request.body) ? request.body : undefined,
    signal: leaving.signal,
    isSlow,
  }
  const { status, headers, body } = await deps.upstream.call(asked).catch((cause: unknown) => {
    throw new ProblemError({ status: 503, code: 'service.unavailable' }, cause)
  })
  return reply.code(status).headers(answerHeaders(headers)).send(body)
}
