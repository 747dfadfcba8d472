import { randomBytes, randomUUID } from 'node:crypto'
import type { Exchange, Reply } from '#exchange.ts'
import { serve } from '#fault-flow.ts'
import type { RequestCounts } from '#request-counts.ts'
import { type App, type Tenant, tenantNamed, type World } from '#world.ts'
import { aadError, type AadError, isAadError } from './aad-error.ts'
import { authenticate, checkScope, resource } from './credentials.ts'

interface Deps {
  readonly world: World
  readonly counts: RequestCounts
  /** The origin that the vendor's documents name, whatever address the stand-in listens on. */
  readonly origin: string
  readonly tokenLifetimeSeconds: number
}

/** Answers `/{tenant}/oauth2/v2.0/token` and `/{tenant}/v2.0/.well-known/openid-configuration`. */
export function createEntra(deps: Deps) {
  const { world, counts } = deps
  return (exchange: Exchange, body: string): void => {
    const [, tenantName = '', ...rest] = exchange.url.split('?')[0]!.split('/')
    const path = rest.join('/')
    const operation = operations[`${exchange.method} ${path}`]
    counts.count(`entra.${operation ?? 'unknown'}`)
    const tenant = tenantNamed(world, tenantName)
    const organization = [...world.organizations.values()].find(
      (seed) => seed.tenantId === tenant?.id,
    )?.organizationId
    const execute = (): Reply => {
      if (operation === undefined) return { status: 404 }
      if (!tenant) return toReply(tenantNotFound(tenantName, operation))
      if (operation === 'discovery') return json(200, discovery(deps.origin, tenant.id))
      return issue(deps, tenant, exchange, new URLSearchParams(body))
    }
    const fault = world.faults.request([`entra.${operation ?? 'unknown'}`], organization)
    serve({ world, exchange, execute, errorReply, done: () => {} }, fault)
  }
}

const operations: Readonly<Record<string, 'token' | 'discovery'>> = {
  'POST oauth2/v2.0/token': 'token',
  'GET v2.0/.well-known/openid-configuration': 'discovery',
}

const json = (status: number, body: unknown, headers?: Record<string, string>): Reply => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
})

const toReply = (error: AadError): Reply => json(error.status, error.body)

const errorReply = (status: number, headers?: Record<string, string>): Reply =>
  json(
    status,
    aadError(
      status,
      'temporarily_unavailable',
      90033,
      'A transient error has occurred. Please try again.',
    ).body,
    headers,
  )

const tenantNotFound = (name: string, operation: 'token' | 'discovery') =>
  aadError(
    400,
    operation === 'discovery' ? 'invalid_tenant' : 'invalid_request',
    90002,
    `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  )

function discovery(origin: string, tenant: string) {
  const base = `${origin}/${tenant}`
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'private_key_jwt',
      'client_secret_basic',
    ],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
  }
}

function issue(deps: Deps, tenant: Tenant, exchange: Exchange, form: URLSearchParams): Reply {
  const { world, origin, tokenLifetimeSeconds } = deps
  const now = world.clock.now().getTime()
  const audience = `${origin}/${tenant.id}/`
  const app = authenticate({ tenant, exchange, form, audience, now: now / 1_000 })
  if (isAadError(app)) return toReply(app)
  const refusal = checkScope(form.get('scope') ?? '')
  if (refusal) return toReply(refusal)
  const token = writeToken(deps, tenant, app, now)
  forgetExpired(world, now)
  world.tokens.set(token, {
    tenantId: tenant.id,
    clientId: app.clientId,
    permitted: app.permitted,
    expiresAt: now + tokenLifetimeSeconds * 1_000,
  })
  return json(200, {
    token_type: 'Bearer',
    expires_in: tokenLifetimeSeconds,
    ext_expires_in: tokenLifetimeSeconds,
    access_token: token,
  })
}

/** Has the form of Entra's tokens; nobody but Business Central may look inside, and the stand-in remembers them. */
function writeToken(deps: Deps, tenant: Tenant, app: App, now: number): string {
  const seconds = Math.floor(now / 1_000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const header = part({ typ: 'JWT', alg: 'RS256', kid: 'simulator' })
  const payload = part({
    aud: resource,
    iss: `https://sts.windows.net/${tenant.id}/`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + deps.tokenLifetimeSeconds,
    appid: app.clientId,
    tid: tenant.id,
    ...(app.permitted && { roles: ['app_access', 'API.ReadWrite.All'] }),
    uti: randomUUID(),
  })
  return `${header}.${payload}.${randomBytes(64).toString('base64url')}`
}

function forgetExpired(world: World, now: number): void {
  if (world.tokens.size < 1_000) return
  for (const [text, token] of world.tokens) if (token.expiresAt <= now) world.tokens.delete(text)
}
