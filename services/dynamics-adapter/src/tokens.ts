import type { Failure } from '@bilagsbro/booking/failure'
import { ConfidentialClientApplication } from '@azure/msal-node'
import {
  createTokenStore,
  type IssuedToken,
  type TokenStore,
} from '@bilagsbro/posting-engine/toolkit/token-store'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { Dispatcher } from 'undici'
import type { Credentials } from './credentials.ts'
import { lost } from './failures.ts'
import { unreachable, unusable, wrongKey } from './token-failures.ts'
import { networkClient, publicAuthority } from './token-requests.ts'

const scopes = ['https://api.businesscentral.dynamics.com/.default']

export type Tokens = TokenStore<Credentials>

interface Dependencies {
  readonly authority: string
  readonly dispatcher: Dispatcher
  readonly clock: Clock
}

export const createTokens = (dependencies: Dependencies): Tokens =>
  createTokenStore({
    // Organisations that share an application share its token.
    identify: ({ tenantId, clientId, proof }) => [tenantId, clientId, proof],
    ask: (credentials) => ask(credentials, dependencies),
    gaveUp: (reason) => unreachable(lost(reason).failure),
    // A call may take long, and goes on with the token that it began with.
    renewMs: 300_000,
    clock: dependencies.clock,
  })

async function ask(
  { tenantId, clientId, proof }: Credentials,
  { authority, dispatcher, clock }: Dependencies,
): Promise<Result<IssuedToken, Failure>> {
  // msal tells neither the status nor the headers of a refusal, so they are kept as they pass by.
  let refusal: Failure | undefined
  const refuse = (failure: Failure) => {
    refusal = failure
  }
  try {
    const application = new ConfidentialClientApplication({
      auth: {
        clientId,
        ...authorityOf(authority, tenantId),
        ...('clientSecret' in proof
          ? { clientSecret: proof.clientSecret }
          : {
              clientCertificate: {
                thumbprintSha256: proof.thumbprint,
                privateKey: proof.privateKey,
              },
            }),
      },
      system: {
        networkClient: networkClient(
          { authority, dispatcher, clock },
          'clientSecret' in proof,
          refuse,
        ),
        disableInternalRetries: true,
      },
    })
    const answer = await application.acquireTokenByClientCredential({ scopes })
    return answer?.expiresOn
      ? ok({
          text: answer.accessToken,
          lifeMs: answer.expiresOn.getTime() - clock.now().getTime(),
        })
      : err(unusable)
  } catch (error) {
    return err(refusal ?? (isKeyFault(error) ? wrongKey : unusable))
  }
}

/**
 * msal refuses an authority without TLS, which only a stand-in on this machine has. It is given the
 * public one then, and the network client goes to the stand-in instead.
 */
function authorityOf(authority: string, tenantId: string) {
  if (authority.startsWith('http:') || authority === publicAuthority)
    return { authority: `${publicAuthority}/${tenantId}` }
  return { authority: `${authority}/${tenantId}`, knownAuthorities: [new URL(authority).host] }
}

/** A private key that cannot be read fails in node:crypto, before any request. */
const isKeyFault = (error: unknown): boolean =>
  error instanceof Error && /key|PEM|asymmetric|decoder|DECODER/i.test(error.message)
