import { createHash } from 'node:crypto'
import { err, ok, type Result, type Refusal } from '@bilagsbro/kernel/result'
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { actorOf, type Actor } from './actor.ts'
import { createDiscovery } from './identity.ts'

/** A stolen token is good for this long at most, and so is one whose holder has lost a role. */
const longestSeconds = 2 * 60 * 60
/** How far two clocks may be apart. */
const toleranceSeconds = 30

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
      requiredClaims: ['sub', 'exp', 'iat', 'client_id'],
      clockTolerance: toleranceSeconds,
      currentDate: new Date(now()),
    })
    if (payload.iat! * 1000 > now() + toleranceSeconds * 1000) return err(invalid('iat'))
    if (payload.exp! - payload.iat! > longestSeconds) return err(lastsTooLong)
    const actor = actorOf(payload)
    return actor.ok ? ok({ actor: actor.value, expiresAt: payload.exp! * 1000 }) : actor
  } catch (error) {
    if (!(error instanceof errors.JOSEError) || unreachable(error)) throw error
    return err(refused(error))
  }
}

const lastsTooLong: Refusal = {
  kind: 'forbidden',
  code: 'token.lasts_too_long',
  params: { hours: longestSeconds / 3600 },
}

const unreachable = (error: errors.JOSEError) =>
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  error.constructor === errors.JOSEError

/** `claim`: what is missing or wrong in it. */
const invalid = (claim = 'signature'): Refusal => ({
  kind: 'forbidden',
  code: 'token.invalid',
  params: { claim },
})

const expired: Refusal = { kind: 'forbidden', code: 'token.expired' }

const refused = (error: errors.JOSEError): Refusal => {
  if (error instanceof errors.JWTExpired) return expired
  return invalid(error instanceof errors.JWTClaimValidationFailed ? error.claim : undefined)
}
