import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Refusal, Result } from '@bilagsbro/kernel/result'
import fastify, { LogController, type FastifyBaseLogger, type FastifyReply } from 'fastify'
import type { Authenticator } from './auth.ts'
import type { Health } from './health.ts'
import type { AddRoutes, App } from './http-app.ts'
import { answerClientError, answerErrors, sendProblem } from './http-errors.ts'
import { guardRoutes } from './http-guard.ts'
import { observeRequests } from './http-observe.ts'
import { addSystemRoutes, openApi } from './http-system.ts'
import { compileValidators } from './http-validation.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'
import { nothingHere, problemOf } from './problem.ts'
import type { Texts } from './texts.ts'

/** Lets callers in by their bearer token; or as the service itself decides, which then guards every route. */
type Guarded =
  | { readonly authenticator: Authenticator; readonly guard?: never }
  | { readonly guard: (app: App) => void | Promise<void>; readonly authenticator?: never }

export type HttpOptions = Guarded & Common

interface Common {
  readonly logger: Logger
  readonly health: Health
  readonly metrics: Metrics
  readonly routes?: readonly AddRoutes[]
  readonly title: string
  /** The cookie that callers are known by, where it is no bearer token. */
  readonly sessionCookie?: string
  /** The words of this service's own refusals and faults, by code. */
  readonly texts?: Texts
}

/**
 * An HTTP server that lets nobody in by default: the server does not start with a route that declares no
 * `config.access`. Every error is answered as problem+json (RFC 9457).
 */
export async function createHttp(options: HttpOptions): Promise<App> {
  const app: App = fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    routerOptions: { ignoreTrailingSlash: true },
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 65_000,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerClientError,
    frameworkErrors: (_error, _request, reply) => void sendProblem(reply, nothingHere),
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.decorate('texts', options.texts)
  // A body of plain text would be checked against a schema that is meant for JSON.
  app.removeContentTypeParser('text/plain')
  compileValidators(app)
  // Rows outlive schemas: a word that this version does not know must not cost the caller the others.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
  answerErrors(app)
  observeRequests(app, options.metrics)
  if (options.guard) await options.guard(app)
  else guardRoutes(app, options.authenticator)
  closeInTime(app)
  await app.register(swagger, openApi(options.title, options.sessionCookie))
  addSystemRoutes(app, options)
  for (const addRoutes of options.routes ?? [])
    await app.register(async (scope) => addRoutes(scope as App))
  await app.ready()
  return app
}

/** Listens on the given address only; gives back the URL. */
export async function listen(
  app: App,
  { HOST, PORT }: { readonly HOST: string; readonly PORT: number },
): Promise<string> {
  return app.listen({ host: HOST, port: PORT })
}

/** Answers with the result of a use case: the value as JSON, or the refusal as problem+json. */
export function send<T>(
  reply: FastifyReply,
  status: number,
  result: Result<T, Refusal>,
): FastifyReply {
  return result.ok
    ? reply.code(status).send(result.value)
    : sendProblem(reply, problemOf(result.error))
}

/** Streams and slow callers are given five seconds when the service stops. */
function closeInTime(app: App): void {
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), 5_000).unref()
  })
}
