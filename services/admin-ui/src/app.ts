import { isAbsolute, join } from 'node:path'
import cookie from '@fastify/cookie'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Authenticator } from '@bilagsbro/service-kit/auth'
import type { App } from '@bilagsbro/service-kit/http-app'
import type { KeyEncryptionKeys } from '@bilagsbro/service-kit/keys/key-encryption-keys'
import type { Logger } from '@bilagsbro/service-kit/logger'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { Static } from 'typebox'
import { createLive } from './live/live.ts'
import { pageRoutes } from './pages/routes.ts'
import { addSecurityHeaders } from './pages/security-headers.ts'
import { proxyRoutes } from './proxy/routes.ts'
import { createStreams } from './proxy/streams.ts'
import { createUpstream } from './proxy/upstream.ts'
import { createAccessTokens } from './session/access-tokens.ts'
import { cookiesOf } from './session/cookies.ts'
import { guardSessions } from './session/guard.ts'
import { sessionRoutes } from './session/routes.ts'
import { createSessionStore } from './session/store.ts'
import type { tables } from './session/table.ts'
import type { settings } from './settings.ts'
import { createSignInLimit } from './sign-in/limit.ts'
import { createIdentityProvider } from './sign-in/provider.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { texts } from './texts.ts'

interface Parts {
  readonly env: Static<typeof settings> & {
    readonly OIDC_ISSUER: string
    readonly OIDC_AUDIENCE: string
  }
  readonly orm: MikroORM<EntityManager, [...typeof tables]>
  readonly authenticator: Authenticator
  readonly keys: KeyEncryptionKeys
  readonly clock: Clock
  readonly logger: Logger
  readonly resources: AsyncDisposableStack
}

/** Everything between a browser and the services. */
export function createApp({ env, orm, authenticator, keys, clock, logger, resources }: Parts) {
  const publicUrl = env.PUBLIC_URL
  refuseInsecure(env)
  const cookies = cookiesOf(publicUrl)
  const sessions = createSessionStore(orm, keys, clock)
  const provider = createIdentityProvider({
    issuer: env.OIDC_ISSUER,
    browserUrl: env.OIDC_BROWSER_URL,
    clientId: env.SERVICE_CLIENT_ID,
    clientSecret: env.SERVICE_CLIENT_SECRET,
    audience: env.OIDC_AUDIENCE,
    redirectUri: `${publicUrl}/auth/callback`,
    signedOutUri: `${publicUrl}/logget-ut`,
    insecureHttp: env.INSECURE_HTTP,
    clock,
  })
  const accessTokens = createAccessTokens({ sessions, provider, clock })
  const upstream = resources.use(createUpstream())
  const streams = resources.use(createStreams({ sessions, logger }))
  const tokens = createServiceTokens({
    issuer: env.OIDC_ISSUER,
    clientId: env.SERVICE_CLIENT_ID,
    clientSecret: env.SERVICE_CLIENT_SECRET,
    audience: env.OIDC_AUDIENCE,
  })
  const live = resources.use(
    createLive({
      origin: env.STATUS_QUERY_URL,
      upstream,
      tokens,
      accessTokens,
      authenticator,
      streams,
      clock,
      logger,
    }),
  )
  const guard = async (app: App) => {
    await app.register(cookie)
    await addSecurityHeaders(app, publicUrl)
    guardSessions({ sessions, cookies, publicUrl })(app)
    // Streams would keep the server from closing; who looks hears first where to go.
    app.addHook('preClose', async () => {
      live.stop()
      await streams[Symbol.asyncDispose]()
    })
  }
  const urls = {
    config: env.CONFIG_URL,
    orchestrator: env.ORCHESTRATOR_URL,
    'status-query': env.STATUS_QUERY_URL,
    alerting: env.ALERTING_URL,
  }
  return {
    guard,
    sessionCookie: cookies.session,
    texts,
    routes: [
      signInRoutes({
        provider,
        sessions,
        keys,
        cookies,
        publicUrl,
        limits: { out: signInLimit(env), back: signInLimit(env) },
        proxies: env.PROXIES,
      }),
      sessionRoutes({
        sessions,
        accessTokens,
        authenticator,
        provider,
        cookies,
        clock,
        onEnd: streams.end,
      }),
      live.routes,
      proxyRoutes({ urls, upstream, accessTokens, streams }),
      pageRoutes(
        isAbsolute(env.PAGES_DIR) ? env.PAGES_DIR : join(import.meta.dirname, '..', env.PAGES_DIR),
      ),
    ],
  }
}

const signInLimit = ({ SIGN_INS_PER_MINUTE }: Parts['env']) =>
  createSignInLimit(SIGN_INS_PER_MINUTE, () => performance.now())

function refuseInsecure({ PUBLIC_URL, OIDC_ISSUER, INSECURE_HTTP }: Parts['env']): void {
  const insecure = Object.entries({ PUBLIC_URL, OIDC_ISSUER }).filter(([, url]) =>
    url.startsWith('http:'),
  )
  if (INSECURE_HTTP || insecure.length === 0) return
  const names = insecure.map(([name]) => name).join(' and ')
  throw new Error(`${names}: is not https. INSECURE_HTTP=true allows it, in development.`)
}
