import * as oidc from 'openid-client'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Person, Tokens } from '#session/store.ts'

interface Options {
  readonly issuer: string
  /** The origin that browsers reach the provider at, where it is another. */
  readonly browserUrl?: string | undefined
  readonly clientId: string
  readonly clientSecret: string
  readonly audience: string
  readonly redirectUri: string
  readonly signedOutUri: string
  readonly insecureHttp: boolean
  readonly clock: Clock
}

/** What has to be remembered from the way out to the way back. */
export interface SignInSecrets {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export type IdentityProvider = ReturnType<typeof createIdentityProvider>

/** The identity provider, by OpenID Connect: authorisation code with PKCE. Asked about itself when it is first needed. */
export function createIdentityProvider(options: Options) {
  const { redirectUri, signedOutUri, clock } = options
  const resource = `urn:${options.audience}`
  let known: Promise<oidc.Configuration> | undefined
  const configuration = () =>
    (known ??= discover(options).catch((error: unknown) => {
      known = undefined
      throw error
    }))
  const forBrowser = (url: URL) =>
    options.browserUrl ? new URL(url.pathname + url.search, options.browserUrl) : url
  const tokensOf = (answer: oidc.TokenEndpointResponse, before?: Tokens): Tokens => ({
    access: answer.access_token,
    accessExpiresAt: new Date(clock.now().getTime() + (answer.expires_in ?? 300) * 1000),
    refresh: answer.refresh_token ?? before?.refresh,
    id: answer.id_token ?? before?.id,
  })
  return {
    /** Where the browser goes. */
    async leave({ locale }: { readonly locale: string }) {
      const config = await configuration()
      const secrets: SignInSecrets = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      }
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        resource,
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        ui_locales: locale,
      })
      return { url: forBrowser(url).href, secrets }
    },
    /** Throws where the answer is not the one to this question. `query`: of the address that the browser came back to. */
    async comeBack(query: string, { state, nonce, verifier }: SignInSecrets) {
      // The address is ours, whatever the request says that it is.
      const address = new URL(redirectUri)
      address.search = query
      const answer = await oidc.authorizationCodeGrant(
        await configuration(),
        address,
        { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
        { resource },
      )
      const claims = answer.claims()
      if (!claims) throw new Error('The identity provider told of nobody.')
      const name = typeof claims['name'] === 'string' ? claims['name'].slice(0, 100) : undefined
      const person: Person = { userId: claims.sub, name }
      return { person, tokens: tokensOf(answer) }
    },
    async refresh(token: string, before: Tokens): Promise<Tokens | 'ended'> {
      const config = await configuration()
      try {
        return tokensOf(await oidc.refreshTokenGrant(config, token, { resource }), before)
      } catch (error) {
        if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant')
          return 'ended'
        throw error
      }
    },
    /** Ends what the provider keeps, as far as it can be reached; gives the address where the browser signs out there. */
    async signOut({ refresh, id }: Tokens): Promise<string> {
      const config = await configuration()
      if (refresh !== undefined && config.serverMetadata().revocation_endpoint)
        await oidc.tokenRevocation(config, refresh).catch(() => undefined)
      if (!config.serverMetadata().end_session_endpoint) return signedOutUri
      const url = oidc.buildEndSessionUrl(config, {
        post_logout_redirect_uri: signedOutUri,
        ...(id !== undefined && { id_token_hint: id }),
      })
      return forBrowser(url).href
    },
  }
}

async function discover({ issuer, clientId, clientSecret, insecureHttp }: Options) {
  return oidc.discovery(
    new URL(issuer),
    clientId,
    undefined,
    oidc.ClientSecretBasic(clientSecret),
    { timeout: 5, ...(insecureHttp && { execute: [oidc.allowInsecureRequests] }) },
  )
}
