import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'
import type { Client } from './demo-users.ts'
import type { IdentitySecrets } from './identity-secrets.ts'

export const resourceIndicator = 'urn:bilagsbro'
export const audience = 'bilagsbro'
const hour = 60 * 60

export interface IdentityProviderOptions {
  readonly host: string
  readonly port: number
  /** How tokens name the provider; the address it listens on when left out. */
  readonly issuer?: string | undefined
  readonly clients: readonly Client[]
  readonly secrets: IdentitySecrets
}

export interface IdentityProvider extends AsyncDisposable {
  readonly issuer: string
}

/** Gives access tokens (client credentials grant, JWT, ES256) to the demo users and the services. */
export async function startIdentityProvider(
  options: IdentityProviderOptions,
): Promise<IdentityProvider> {
  const server = createServer()
  const port = await listen(server, options)
  const issuer = options.issuer ?? `http://${options.host}:${port}`
  const provider = new Provider(issuer, configuration(options))
  provider.proxy = true
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  return {
    issuer,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function configuration({ clients, secrets }: IdentityProviderOptions): Configuration {
  const byId = new Map(clients.map((client) => [client.id, client]))
  return {
    clients: clients.map(({ id }) => ({
      client_id: id,
      client_secret: secretOf(id, secrets),
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: 'ES256',
    })),
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    jwks: { keys: [{ ...secrets.signingKey, alg: 'ES256', use: 'sig' }] },
    cookies: { keys: [secrets.cookieKey] },
    scopes: [],
    ttl: { ClientCredentials: hour },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: hour,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    extraTokenClaims: (_context, token) => claims(byId.get(token.clientId ?? '')),
  }
}

function claims(client: Client | undefined): Record<string, object | boolean> {
  if (!client) return {}
  return client.service ? { bilagsbro_service: true } : { bilagsbro_roles: client.roles }
}

function secretOf(id: string, { clientSecrets }: IdentitySecrets): string {
  const secret = clientSecrets[id]
  if (!secret) throw new Error(`There is no client secret for ${id}.`)
  return secret
}

function listen(server: Server, { host, port }: IdentityProviderOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
