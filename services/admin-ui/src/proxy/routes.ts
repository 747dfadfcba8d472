import { pipeline } from 'node:stream/promises'
import type { App } from '@bilagsbro/service-kit/http-app'
import { nothingHere, ProblemError } from '@bilagsbro/service-kit/problem'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AccessTokens } from '#session/access-tokens.ts'
import { documentedRoutes, type DocumentedRoute, type ServiceName } from './documented-routes.ts'
import { answerHeaders, requestHeaders } from './headers.ts'
import { upstreamPath } from './path.ts'
import type { Streams } from './streams.ts'
import type { Answered, Upstream } from './upstream.ts'

interface Deps {
  readonly urls: Readonly<Record<ServiceName, string>>
  readonly upstream: Upstream
  readonly accessTokens: AccessTokens
  readonly streams: Streams
}

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
    for (const route of routes)
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

async function pass(deps: Deps, target: Target, request: FastifyRequest, reply: FastifyReply) {
  const { route, service } = target
  const [, query = ''] = /\?(.*)$/s.exec(request.url) ?? []
  const path = upstreamPath(route.path, request.params as Record<string, string>, query)
  if (path === undefined) throw new ProblemError(nothingHere)
  const session = await deps.accessTokens(request.session)
  const leaving = deps.streams.begin(session.key)
  reply.raw.once('close', () => leaving.abort())
  const asked = {
    origin: deps.urls[service],
    path,
    method: route.method,
    headers: requestHeaders(request.headers, session.tokens.access),
    body: Buffer.isBuffer(request.body) ? request.body : undefined,
    signal: leaving.signal,
  }
  const ask = route.stream ? deps.upstream.stream : deps.upstream.call
  const answer = await ask(asked).catch((cause: unknown) => {
    throw new ProblemError({ status: 503, code: 'service.unavailable' }, cause)
  })
  return route.stream && answer.status === 200 ? stream(answer, reply) : send(answer, reply)
}

const send = ({ status, headers, body }: Answered, reply: FastifyReply) =>
  reply.code(status).headers(answerHeaders(headers)).send(body)

/** Written through as it comes: neither gathered nor compressed, and silence is no fault. */
async function stream({ headers, body }: Answered, reply: FastifyReply): Promise<void> {
  const told = reply.getHeaders()
  reply.hijack()
  const { raw } = reply
  raw.setTimeout(0, () => undefined)
  for (const [name, value] of Object.entries({ ...told, ...answerHeaders(headers) }))
    if (value !== undefined) raw.setHeader(name, value)
  raw.setHeader('cache-control', 'no-cache, no-transform')
  raw.setHeader('x-accel-buffering', 'no')
  raw.writeHead(200)
  raw.flushHeaders()
  // Whoever leaves first, both ends are let go of.
  await pipeline(body, raw).catch(() => undefined)
}
