import type { Environment, Token, World } from '#world.ts'
import { BusinessCentralError, environmentNotFound, invalidCredentials } from './errors.ts'

export interface Target {
  readonly tenant: string
  readonly environment: string
  /** Up to and with `/api/v2.0`. */
  readonly root: string
  readonly rest: string
}

export function targetOf(url: string): Target | undefined {
  const mark = url.indexOf('/api/v2.0/')
  if (mark < 0) return undefined
  const root = url.slice(0, mark + '/api/v2.0'.length)
  const [, version, tenant, environment, ...more] = url.slice(0, mark).split('/')
  if (version !== 'v2.0' || !tenant || !environment || more.length > 0) return undefined
  const rest = url.slice(root.length + 1).replace(/^%24/, '$')
  return {
    tenant: tenant.toLowerCase(),
    environment: decodeURIComponent(environment),
    root,
    rest,
  }
}

export function authenticate(
  world: World,
  authorization: string | undefined,
  target: Target,
): { token: Token; environment: Environment } | BusinessCentralError {
  const text = authorization?.startsWith('Bearer ') ? authorization.slice(7) : ''
  const token = world.tokens.get(text)
  const now = world.clock.now().getTime()
  if (!token || token.expiresAt <= now || token.tenantId !== target.tenant)
    return invalidCredentials()
  const environment = world.tenants
    .get(token.tenantId)
    ?.environments.get(target.environment.toLowerCase())
  if (!environment) return environmentNotFound(target.environment)
  return token.permitted ? { token, environment } : invalidCredentials()
}
