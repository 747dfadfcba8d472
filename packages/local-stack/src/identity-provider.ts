import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'
import type { Client } from './demo-users.ts'
import type { IdentitySecrets } from './identity-secrets.ts'
import { createSignInPages, signInPath, signOutPage } from './sign-in-pages.ts'

export const resourceIndicator = 'urn:bilagsbro'
export const audience = 'bilagsbro'
const minute = 60
const hour = 60 * minute
/** The client that people sign in through. */
const pagesClient = 'admin-ui'

export interface IdentityProviderOptions {
  readonly host: string
  readonly port: number
  /** How tokens name the provider; the address it listens on when left out. */
  readonly issuer?: string | undefined
  /** Where the pages are, whose users sign in here; nobody does when left out. */
  readonly pagesUrl?: string | undefined
  readonly clients: readonly Client[]
  readonly secrets: IdentitySecrets
  /** How long the tokens of people hold; 10 minutes when left out. */
  readonly accessTokenSeconds?: number
}

export interface IdentityProvider extends AsyncDisposable {
  readonly issuer: string
}

/**
 * Gives access tokens (JWT, ES256) to the demo users and the services by the client credentials grant, and to people in a
 * browser by the authorisation code grant with PKCE: they choose on a page who they are.
 */
export async function startIdentityProvider(
  options: IdentityProviderOptions,
): Promise<IdentityProvider> {
  const server = createServer()
  const port = await listen(server, options)
  const issuer = options.issuer ?? `http://${options.host}:${port}`
  const provider = new Provider(issuer, configuration(options))
  provider.proxy = true
  const answer = provider.callback()
  const pages = createSignInPages(
    provider,
    options.clients.filter(({ service }) => !service),
  )
  server.on('request', (request, response) => {
    if (request.url?.startsWith(signInPath)) void pages(request, response)
    else void answer(request, response)
  })
  return {
    issuer,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function configuration(options: IdentityProviderOptions): Configuration {
  const { clients, secrets, accessTokenSeconds = 10 * minute } = options
  const byId = new Map(clients.map((client) => [client.id, client]))
  return {
    clients: clients.map(({ id }) => ({
      client_id: id,
      client_secret: secretOf(id, secrets),
      ...(id === pagesClient && options.pagesUrl ? forPeople(options.pagesUrl) : forPrograms),
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: 'ES256',
    })),
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    jwks: { keys: [{ ...secrets.signingKey, alg: 'ES256', use: 'sig' }] },
    cookies: { keys: [secrets.cookieKey] },
    scopes: ['openid'],
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    ttl: {
      ClientCredentials: hour,
      Grant: 9 * hour,
      IdToken: 9 * hour,
      Interaction: hour,
      RefreshToken: 9 * hour,
      Session: 9 * hour,
    },
    pkce: { required: () => true },
    findAccount: (_context, id) => {
      const user = byId.get(id)
      if (!user || user.service) return undefined
      return { accountId: id, claims: async () => ({ sub: id, name: user.name ?? id }) }
    },
    interactions: { url: (_context, { uid }) => `${signInPath}${uid}` },
    // Whoever signs in here has agreed to it.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider } = oidc
      const known = session!.grantIdFor(client!.clientId)
      if (known) return provider.Grant.find(known)
      const { clientId } = client!
      const grant = new provider.Grant({ clientId, accountId: session!.accountId! })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (context, form) => void (context.body = signOutPage(form)),
      },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, _resource, { clientId }) => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: clientId === pagesClient ? accessTokenSeconds : hour,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    extraTokenClaims: (_context, token) =>
      claims(byId.get('accountId' in token ? token.accountId : (token.clientId ?? ''))),
  }
}

const forPrograms = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }

const forPeople = (pagesUrl: string) => ({
  grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
  redirect_uris: [`${pagesUrl}/auth/callback`],
  post_logout_redirect_uris: [`${pagesUrl}/logget-ut`],
  response_types: ['code' as const],
})

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
