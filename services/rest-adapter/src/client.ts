import type { Failure } from '@bilagsbro/connector/domain/voucher'
import type { Lost } from '@bilagsbro/connector/vendor/lost-call'
import type { Clock } from '@bilagsbro/kernel/clock'
import { Agent, type Dispatcher } from 'undici'
import { guardedLookup, isPrivate, type Policy } from './addresses.ts'
import { answeredFailure, lost } from './failures.ts'

export interface Answered {
  readonly kind: 'answered'
  readonly status: number
  readonly text: string
  readonly retryAfter?: string | undefined
  readonly location?: string | undefined
  /** Set for everything but 2xx. */
  readonly failure?: Failure
}
export type Reply = Answered | ({ readonly kind: 'lost' } & Lost)

interface Request {
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

/** Makes one request to an address that was checked. Follows nothing, repeats nothing, and reads no more than it may. */
export type Send = (url: URL, request: Request) => Promise<Reply>

interface Dependencies {
  readonly policy: Policy
  readonly clock: Clock
  readonly timeoutMs: number
  readonly lookup?: ReturnType<typeof guardedLookup>
}

export function createSend({ policy, clock, timeoutMs, lookup }: Dependencies): Send {
  const agentWith = (connect: object) =>
    // HTTP/1.1 and no pipelining: a request is on the wire alone, and none is ever repeated.
    new Agent({
      allowH2: false,
      pipelining: 1,
      connections: 16,
      connect: { timeout: 5_000, ...connect },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxResponseSize: 4 * 1024 * 1024,
    })
  const guarded = agentWith({ lookup: lookup ?? guardedLookup() })
  const open = agentWith({})
  return async (url, request) => {
    try {
      const dispatcher = isPrivate(url, policy) ? open : guarded
      return await answerTo(dispatcher, url, request, clock)
    } catch (error) {
      return { kind: 'lost', ...lost(error) }
    }
  }
}

async function answerTo(
  dispatcher: Dispatcher,
  url: URL,
  { method, headers, body, signal }: Request,
  clock: Clock,
): Promise<Answered> {
  const response = await dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers,
    body: body ?? null,
    signal,
  })
  const status = response.statusCode
  const text = await response.body.text()
  const [retryAfter, location] = ['retry-after', 'location'].map((name) => {
    const value = response.headers[name]
    return Array.isArray(value) ? value[0] : value
  })
  const answer: Answered = { kind: 'answered', status, text, retryAfter, location }
  if (status >= 200 && status < 300) return answer
  return { ...answer, failure: answeredFailure({ status, text, retryAfter }, clock.now()) }
}
