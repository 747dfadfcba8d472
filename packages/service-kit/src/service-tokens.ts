import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { request } from 'undici'
import { createDiscovery } from './identity.ts'

export interface ServiceTokens {
  /** An access token that holds for another half minute at least. */
  token(): Promise<string>
  /** To be called when a token was answered with 401: the next one is a new one. */
  forget(): void
}

interface Granted {
  readonly token: string
  readonly renewAt: number
}

/** Gets access tokens for calls to other services (client credentials grant), and keeps them while they hold. */
export function createServiceTokens(settings: {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly audience: string
  readonly now?: () => number
}): ServiceTokens {
  const { now = Date.now } = settings
  const discover = createDiscovery(settings.issuer)
  let granted: Granted | undefined
  let asking: Promise<Granted> | undefined
  const ask = async () => grant((await discover()).token_endpoint, settings, now())
  return {
    async token() {
      if (granted && granted.renewAt > now()) return granted.token
      asking ??= ask().finally(() => (asking = undefined))
      granted = await asking
      return granted.token
    },
    forget() {
      granted = undefined
    },
  }
}

async function grant(
  endpoint: string,
  {
    clientId,
    clientSecret,
    audience,
  }: { clientId: string; clientSecret: string; audience: string },
  askedAt: number,
): Promise<Granted> {
  const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`
  const response = await request(endpoint, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: `urn:${audience}`,
    }).toString(),
    signal: AbortSignal.timeout(5_000),
  })
  if (response.statusCode !== 200) {
    await response.body.dump()
    throw new Error(`${endpoint} answered ${response.statusCode} to client ${clientId}`)
  }
  const answer = await response.body.json()
  // The answer holds a token: nothing of it may get into an error.
  if (!Value.Check(Grant, answer)) throw new Error(`${endpoint} answered in another form`)
  const lifetime = (answer.expires_in ?? 300) * 1000
  return {
    token: answer.access_token,
    renewAt: askedAt + lifetime - Math.min(60_000, lifetime / 2),
  }
}

/** RFC 6749, as far as it is used. */
const Grant = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  expires_in: Type.Optional(Type.Number({ minimum: 0 })),
})
