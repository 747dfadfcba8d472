import { createHash } from 'node:crypto'
import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { request, type Dispatcher } from 'undici'
import type { Credentials } from './credentials.ts'
import { lost, retryTime } from './failures.ts'

const scopes = ['https://api.businesscentral.dynamics.com/.default']
const publicAuthority = 'https://login.microsoftonline.com'
const keptClients = 500

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

export function createTokens(dependencies: {
  authority: string
  dispatcher: Dispatcher
  clock: Clock
}): Tokens {
  const clients = new Map<string, Client>()
  return {
    async token(credentials, signal, fresh = false) {
      const key = keyOf(credentials)
      const client = clients.get(key) ?? createClient(credentials, dependencies)
      clients.delete(key)
      clients.set(key, client)
      for (const oldest of clients.keys()) if (clients.size > keptClients) clients.delete(oldest)
      return await within(client.acquire(fresh), signal)
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
  dependencies: { authority: string; dispatcher: Dispatcher; clock: Clock },
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

/**
 * A refusal is thrown, so that msal does not see it: after a 429 or 5xx it would refuse by itself for
 * a minute or more, and when to try again is not decided here.
 */
function networkClient(
  { authority, dispatcher, clock }: { authority: string; dispatcher: Dispatcher; clock: Clock },
  bySecret: boolean,
  refuse: (failure: Failure) => void,
): INetworkModule {
  async function send<T>(
    method: 'GET' | 'POST',
    url: string,
    options: NetworkRequestOptions | undefined,
  ): Promise<NetworkResponse<T>> {
    const address = authority.startsWith('http:') ? url.replace(publicAuthority, authority) : url
    try {
      const { statusCode, headers, body } = await request(address, {
        dispatcher,
        method,
        headers: options?.headers ?? {},
        body: options?.body ?? null,
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
      })
      const json = parse(await body.text())
      if (statusCode === 200 && json && (method === 'GET' || json['access_token']))
        return { status: statusCode, headers: {}, body: json as unknown as T }
      const retryAfter = retryTime(String(headers['retry-after'] ?? ''), clock.now())
      refuse(tokenFailure(statusCode, json, bySecret, retryAfter))
    } catch (error) {
      refuse(unreachable(lost(error).failure))
    }
    throw new Error('no token')
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  }
}

/** `error` decides; the numbers only tell apart what it lumps together (Microsoft's reference-error-codes). */
export function tokenFailure(
  status: number,
  body: Record<string, unknown> | undefined,
  bySecret: boolean,
  retryAfter?: string,
): Failure {
  const error = typeof body?.['error'] === 'string' ? body['error'] : ''
  const codes = Array.isArray(body?.['error_codes']) ? body['error_codes'] : []
  if (status === 429)
    return {
      class: 'rate_limited',
      code: 'auth.throttled',
      message: 'Microsoft Entra ID asks us to send less.',
      ...(retryAfter ? { retryAfter } : {}),
    }
  if (status >= 500 || error === 'temporarily_unavailable' || !error)
    return {
      class: 'unreachable',
      code: 'auth.unavailable',
      message: `Microsoft Entra ID could not answer (${status}).`,
      ...(retryAfter ? { retryAfter } : {}),
    }
  if (error === 'invalid_tenant' || codes.includes(90002) || codes.includes(900023))
    return failure('config', 'target.unknown_tenant', 'Microsoft Entra ID knows no such tenant.')
  if (error === 'unauthorized_client')
    return failure(
      'auth',
      'auth.unknown_client',
      'The tenant knows no application with this client ID.',
    )
  if (error === 'invalid_resource' || error === 'invalid_scope' || codes.includes(500011))
    return failure(
      'auth',
      'auth.missing_permission',
      'The tenant has not consented to the permission API.ReadWrite.All for Business Central.',
    )
  if (error !== 'invalid_client')
    return failure('auth', 'auth.refused', `Microsoft Entra ID refused the sign-in (${error}).`)
  if (codes.includes(7000222))
    return failure('auth', 'auth.expired_secret', 'The client secret has expired.')
  return bySecret ? failure('auth', 'auth.wrong_secret', 'The client secret is wrong.') : wrongKey
}

const failure = (cls: Failure['class'], code: string, message: string): Failure => ({
  class: cls,
  code,
  message,
})
const wrongKey = failure(
  'auth',
  'auth.wrong_certificate',
  'The certificate or its private key is wrong.',
)
const unusable = failure(
  'auth',
  'auth.refused',
  'No token could be made out of what Entra ID said.',
)

/** Nothing was sent to the ledger yet: whatever keeps a token away, the lane has to wait. */
const unreachable = (cause: Failure): Failure => ({
  ...cause,
  class: 'unreachable',
  ...(cause.class === 'transient'
    ? { code: 'auth.unavailable', message: 'No answer from Microsoft Entra ID.' }
    : {}),
})

/** A private key that cannot be read fails in node:crypto, before any request. */
const isKeyFault = (error: unknown): boolean =>
  error instanceof Error && /key|PEM|asymmetric|decoder|DECODER/i.test(error.message)

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

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
