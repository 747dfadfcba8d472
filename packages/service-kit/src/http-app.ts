import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Access } from './access.ts'
import type { Actor } from './actor.ts'
import type { Texts } from './texts.ts'

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
/** Adds routes by their whole addresses, in a scope of their own. */
export type AddRoutes = (app: App) => void

declare module 'fastify' {
  interface FastifyInstance {
    texts: Texts | undefined
  }
  interface FastifyRequest {
    /** The caller. Routes without access rules have none. */
    actor: Actor
  }
  interface FastifyContextConfig {
    access?: Access
  }
}
