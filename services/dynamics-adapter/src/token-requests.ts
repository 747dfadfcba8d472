import type { Failure } from '@bilagsbro/booking/failure'
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import { readText } from '@bilagsbro/posting-engine/toolkit/read-body'
import { retryTime } from '@bilagsbro/posting-engine/toolkit/retry-time'
import type { Clock } from '@bilagsbro/kernel/clock'
import { request, type Dispatcher } from 'undici'
import { lost } from './failures.ts'
import { tokenFailure, unreachable } from './token-failures.ts'

export const publicAuthority = 'https://login.microsoftonline.com'

const mostBytes = 1024 * 1024

/**
 * A refusal is thrown, so that msal does not see it: after a 429 or 5xx it would refuse by itself for
 * a minute or more, and when to try again is not decided here.
 */
export function networkClient(
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
      const answer = await request(address, {
        dispatcher,
        method,
        headers: options?.headers ?? {},
        body: options?.body ?? null,
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
      })
      const { statusCode, headers } = answer
      const json = parse(await readText(answer, mostBytes))
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

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
