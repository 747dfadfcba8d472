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
  const { access_token: token, expires_in: seconds } = (await response.body.json()) as {
    access_token: string
    expires_in?: number
  }
  const lifetime = (seconds ?? 300) * 1000
  return { token, renewAt: askedAt + lifetime - Math.min(60_000, lifetime / 2) }
}
