import { type Environment, tenantNamed, type Token, type World } from '#world.ts'
import { BusinessCentralError, environmentNotFound, invalidCredentials } from './errors.ts'

export interface Target {
  /** By id or domain; without it, the one that the token is of. */
  readonly tenant: string | undefined
  readonly environment: string
  /** Up to and with `/api/v2.0`. */
  readonly root: string
  readonly rest: string
}

export function targetOf(url: string): Target | undefined {
  const mark = url.indexOf('/api/v2.0/')
  if (mark < 0) return undefined
  const root = url.slice(0, mark + '/api/v2.0'.length)
  const [, version, ...names] = url.slice(0, mark).split('/')
  if (version !== 'v2.0' || names.length > 2 || names.includes('')) return undefined
  const environment = names.pop()
  if (environment === undefined) return undefined
  const tenant = names[0]
  const rest = url.slice(root.length + 1).replace(/^%24/, '$')
  return {
    tenant,
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
  if (!token || token.expiresAt <= now) return invalidCredentials()
  if (target.tenant !== undefined && tenantNamed(world, target.tenant)?.id !== token.tenantId)
    return invalidCredentials()
  const environment = world.tenants
    .get(token.tenantId)
    ?.environments.get(target.environment.toLowerCase())
  if (!environment) return environmentNotFound(target.environment)
  return token.permitted ? { token, environment } : invalidCredentials()
}
