import { createHash } from 'node:crypto'
import { err, ok, type Result, type Refusal } from '@bilagsbro/kernel/result'
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { createDiscovery } from './identity.ts'

export const roles = ['global_admin', 'org_admin', 'org_support', 'auditor'] as const
export type Role = (typeof roles)[number]

export interface Actor {
  readonly userId: string
  /** `global_admin` holds everywhere; every other role in the organisation it names. */
  readonly roles: readonly { readonly role: Role; readonly organizationId?: string }[]
  /** The client that the token was given to. */
  readonly client: string
  readonly service: boolean
}

export interface Authenticator {
  /** Throws when the identity provider cannot be asked. */
  authenticate(bearer: string): Promise<Result<Actor, Refusal>>
}

interface Cached {
  readonly actor: Actor
  readonly expiresAt: number
}

/** Verifies access tokens (RFC 9068) against the issuer's keys. A good token is checked once until it expires. */
export function createAuthenticator(settings: {
  readonly issuer: string
  readonly audience: string
  readonly now?: () => number
  readonly cacheSize?: number
}): Authenticator {
  const { issuer, audience, now = Date.now, cacheSize = 10_000 } = settings
  const cache = new Map<string, Cached>()
  const keys = createKeys(issuer)
  return {
    async authenticate(bearer) {
      const key = createHash('sha256').update(bearer).digest('base64')
      const known = cache.get(key)
      if (known && known.expiresAt > now()) return ok(known.actor)
      cache.delete(key)
      const verified = await verify(bearer, await keys(), { issuer, audience, now })
      if (!verified.ok) return verified
      // The oldest goes first: insertion order is close enough to expiry order.
      if (cache.size >= cacheSize) cache.delete(cache.keys().next().value!)
      cache.set(key, verified.value)
      return ok(verified.value.actor)
    },
  }
}

function createKeys(issuer: string): () => Promise<JWTVerifyGetKey> {
  const discover = createDiscovery(issuer)
  let keys: JWTVerifyGetKey | undefined
  return async () =>
    (keys ??= createRemoteJWKSet(new URL((await discover()).jwks_uri), {
      timeoutDuration: 5_000,
      cooldownDuration: 5_000,
    }))
}

async function verify(
  bearer: string,
  keys: JWTVerifyGetKey,
  { issuer, audience, now }: { issuer: string; audience: string; now: () => number },
): Promise<Result<Cached, Refusal>> {
  try {
    const { payload } = await jwtVerify(bearer, keys, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ['ES256', 'RS256'],
      requiredClaims: ['sub', 'exp', 'client_id'],
      clockTolerance: 5,
      currentDate: new Date(now()),
    })
    if (!isId(payload.sub!)) return err(unusableSubject)
    return ok({ actor: actorOf(payload), expiresAt: payload.exp! * 1000 })
  } catch (error) {
    if (!(error instanceof errors.JOSEError) || unreachable(error)) throw error
    return err(refused(error))
  }
}

/** What everybody is told of who did something, in events with a limit of their own. */
const isId = (subject: string) => /^[^\p{Cc}]{1,64}$/u.test(subject) && subject.isWellFormed()

const unusableSubject: Refusal = {
  kind: 'forbidden',
  code: 'token.subject_unusable',
  message:
    'The access token names its user in a way that cannot be kept: its sub needs 1 to 64 characters that print. Let the identity provider issue a shorter one.',
}

const unreachable = (error: errors.JOSEError) =>
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  error.constructor === errors.JOSEError

const refused = (error: errors.JOSEError): Refusal =>
  error instanceof errors.JWTExpired
    ? {
        kind: 'forbidden',
        code: 'token.expired',
        message: 'The access token has expired: get a new one.',
      }
    : { kind: 'forbidden', code: 'token.invalid', message: 'The access token is not valid here.' }

/** Fails closed: roles that are not known, and roles that lack the organisation they need, do not count. */
function actorOf(payload: JWTPayload): Actor {
  const claimed = payload['bilagsbro_roles']
  return {
    userId: payload.sub!,
    roles: Array.isArray(claimed) ? claimed.flatMap(roleOf) : [],
    client: String(payload['client_id']),
    service: payload['bilagsbro_service'] === true,
  }
}

function roleOf(claim: unknown): Actor['roles'] {
  const { role, organization } = (claim ?? {}) as { role?: unknown; organization?: unknown }
  if (role === 'global_admin') return [{ role }]
  const known = roles.find((name) => name === role)
  if (!known || typeof organization !== 'string' || organization === '') return []
  return [{ role: known, organizationId: organization }]
}
