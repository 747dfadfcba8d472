import type { FastifyReply, FastifyRequest } from 'fastify'
import { accessFault, authorize } from './access.ts'
import type { Authenticator } from './auth.ts'
import type { App } from './http-app.ts'
import { createUnanswered } from './http-methods.ts'
import { ProblemError, problemOf } from './problem.ts'
import { scopeOf, withinScope } from './scope.ts'

/** Addresses that are open to anyone who reaches the port. Their answers say nothing about organisations or records. */
const open = new Set(['/health/live', '/health/ready', '/metrics', '/openapi.json'])

/** Identifies the caller, and refuses a caller whom the route does not let in, before the rest of the request is read. */
export function guardRoutes(app: App, authenticator: Authenticator): void {
  app.decorateRequest('actor')
  const unanswered = createUnanswered(app)
  app.addHook('onRoute', (route) => {
    if (open.has(route.url)) return
    const fault = accessFault(route.url, route.config?.access)
    if (fault) throw new Error(`The route ${String(route.method)} ${route.url} ${fault}.`)
  })
  app.addHook('onRequest', async (request, reply) => {
    // Refused before the body is read: the body of a method that nobody uses may fail in ways of its own.
    if (request.is404) throw new ProblemError(unanswered(request.url, reply))
    if (open.has(request.routeOptions.url ?? '')) return
    const access = request.routeOptions.config.access
    if (!access) throw new Error(`${request.routeOptions.url} has no access rule.`)
    const actor = await identify(request, reply, authenticator)
    const allowed = authorize(access, actor, request.params as Record<string, string>)
    if (!allowed.ok) throw new ProblemError(problemOf(allowed.error))
    request.actor = actor
  })
  // The scope begins after the body is read: the reader of the body would lose it.
  app.addHook('preHandler', (request, _reply, done) => {
    if (request.actor) withinScope(scopeOf(request.actor), done)
    else done()
  })
}

async function identify(
  request: FastifyRequest,
  reply: FastifyReply,
  authenticator: Authenticator,
) {
  const [, bearer] = /^Bearer ([\w~+/.=-]+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (!bearer) {
    reply.header('www-authenticate', 'Bearer realm="bilagsbro"')
    throw new ProblemError({ status: 401, code: 'token.missing' })
  }
  const authenticated = await authenticator.authenticate(bearer).catch((cause: unknown) => {
    throw new ProblemError({ status: 503, code: 'identity.unavailable' }, cause)
  })
  if (authenticated.ok) return authenticated.value
  reply.header('www-authenticate', 'Bearer realm="bilagsbro", error="invalid_token"')
  throw new ProblemError({ ...problemOf(authenticated.error), status: 401 })
}
