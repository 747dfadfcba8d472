import { createHash } from 'node:crypto'
import { ConfidentialClientApplication } from '@azure/msal-node'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { Dispatcher } from 'undici'
import type { Credentials } from './credentials.ts'
import { lost } from './failures.ts'
import { unreachable, unusable, wrongKey } from './token-failures.ts'
import { networkClient, publicAuthority } from './token-requests.ts'

const scopes = ['https://api.businesscentral.dynamics.com/.default']
/** A client holds the secret: it is kept while it is used, and not for long after. */
const keptMs = 600_000

interface Client {
  acquire(fresh: boolean): Promise<Result<string, Failure>>
}

export interface Tokens {
  /** `fresh` asks Entra ID even where a token is at hand: only that proves that the credentials still hold. */
  token(
    credentials: Credentials,
    signal: AbortSignal,
    fresh?: boolean,
  ): Promise<Result<string, Failure>>
  /** The token was refused: the next one is to be a new one. */
  forget(credentials: Credentials): void
}

interface Dependencies {
  readonly authority: string
  readonly dispatcher: Dispatcher
  readonly clock: Clock
}

export function createTokens(dependencies: Dependencies): Tokens {
  const clients = new Map<string, { client: Client; usedAt: number }>()
  return {
    async token(credentials, signal, fresh = false) {
      const now = dependencies.clock.now().getTime()
      const key = keyOf(credentials)
      const client = clients.get(key)?.client ?? createClient(credentials, dependencies)
      clients.delete(key)
      for (const [other, { usedAt }] of clients) {
        if (now - usedAt < keptMs) break
        clients.delete(other)
      }
      clients.set(key, { client, usedAt: now })
      const token = await within(client.acquire(fresh), signal)
      if (!token.ok && token.error.class === 'auth') clients.delete(key)
      return token
    },
    forget: (credentials) => void clients.delete(keyOf(credentials)),
  }
}

/** New secrets make a new key, and organisations that share an application share its token. */
const keyOf = ({ tenantId, clientId, proof }: Credentials): string =>
  createHash('sha256')
    .update(JSON.stringify([tenantId, clientId, proof]))
    .digest('base64')

function createClient(
  { tenantId, clientId, proof }: Credentials,
  dependencies: Dependencies,
): Client {
  // msal tells neither the status nor the headers of a refusal, so they are kept as they pass by.
  let refusal: Failure | undefined
  const application = () =>
    new ConfidentialClientApplication({
      auth: {
        clientId,
        ...authorityOf(dependencies.authority, tenantId),
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
        networkClient: networkClient(dependencies, 'clientSecret' in proof, (failure) => {
          refusal = failure
        }),
        disableInternalRetries: true,
      },
    })
  let msal: ConfidentialClientApplication | undefined
  let asked: Promise<Result<string, Failure>> | undefined

  const ask = async (skipCache: boolean): Promise<Result<string, Failure>> => {
    refusal = undefined
    try {
      msal ??= application()
      const answer = await msal.acquireTokenByClientCredential({ scopes, skipCache })
      return answer ? ok(answer.accessToken) : err(unusable)
    } catch (error) {
      return err(refusal ?? (isKeyFault(error) ? wrongKey : unusable))
    }
  }
  return {
    async acquire(fresh) {
      if (fresh) await asked
      asked ??= ask(fresh).finally(() => {
        asked = undefined
      })
      return await asked
    },
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

/** The token may be shared with other calls, so only the waiting ends with the signal. */
async function within(
  token: Promise<Result<string, Failure>>,
  signal: AbortSignal,
): Promise<Result<string, Failure>> {
  const ended = Promise.withResolvers<Result<string, Failure>>()
  const end = () => ended.resolve(err(unreachable(lost(signal.reason).failure)))
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([token, ended.promise])
  } finally {
    signal.removeEventListener('abort', end)
  }
}
