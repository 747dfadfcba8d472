import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import { ledgerAnswer } from '@bilagsbro/posting-engine/toolkit/ledger-answer'
import { readText } from '@bilagsbro/posting-engine/toolkit/read-body'
import type { Lost } from '@bilagsbro/posting-engine/toolkit/lost-call'
import type { Clock } from '@bilagsbro/kernel/clock'
import { Agent, DecoratorHandler, type Dispatcher } from 'undici'
import { guardedLookup, isPrivate, type Policy } from './addresses.ts'
import { answeredFailure, lost } from './failures.ts'
import { codeIn } from './said.ts'

interface Answered {
  readonly kind: 'answered'
  readonly status: number
  readonly text: string
  readonly retryAfter?: string | undefined
  readonly location?: string | undefined
  /** Set for everything but 2xx. */
  readonly failure?: Failure
  readonly answer?: LedgerAnswer
}
export type Reply = Answered | ({ readonly kind: 'lost' } & Lost)

interface Request {
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Of the answer, once it is unpacked. */
  readonly mostBytes: number
  readonly signal: AbortSignal
  /** The header of the answer that names the request; left out, the usual ones. */
  readonly correlationHeader?: string | undefined
}

/** Makes one request to an address that was checked. Follows nothing, repeats nothing, and reads no more than it may. */
export type Send = (url: URL, request: Request) => Promise<Reply>

interface Dependencies {
  readonly policy: Policy
  readonly clock: Clock
  readonly timeoutMs: number
  readonly lookup?: ReturnType<typeof guardedLookup>
}

/** Requests to one address; more than that no connection asks for. */
const mostAtOnce = 64

export function createSend({ policy, clock, timeoutMs, lookup }: Dependencies): Send {
  const agentWith = (connect: object) =>
    // HTTP/1.1 and no pipelining: a request is on the wire alone, and none is ever repeated.
    new Agent({
      allowH2: false,
      pipelining: 1,
      connections: mostAtOnce,
      connect: { timeout: 5_000, ...connect },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxResponseSize: 4 * 1024 * 1024,
    }).compose(watched)
  const guarded = agentWith({ lookup: lookup ?? guardedLookup() })
  const open = agentWith({})
  return async (url, request) => {
    let begun = false
    try {
      const dispatcher = isPrivate(url, policy) ? open : guarded
      const response = await dispatcher.request({
        ...optionsOf(url, request),
        onBegun: () => void (begun = true),
      } as Dispatcher.RequestOptions)
      return await answerIn(response, request, clock)
    } catch (error) {
      const what = lost(error)
      return { kind: 'lost', ...(begun ? what : neverBegun(what)) }
    }
  }
}

/** Says when the first byte of a request is about to be written: what fails before it has not arrived. */
const watched: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch(options, new Watch(handler, (options as { onBegun?: () => void }).onBegun))

class Watch extends DecoratorHandler {
  readonly #begun: (() => void) | undefined
  readonly #inner: Dispatcher.DispatchHandler

  constructor(inner: Dispatcher.DispatchHandler, begun: (() => void) | undefined) {
    super(inner)
    this.#inner = inner
    this.#begun = begun
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown) {
    this.#begun?.()
    return this.#inner.onRequestStart?.(controller, context)
  }
}

const neverBegun = ({ failure }: Lost): Lost => ({
  arrived: 'no',
  failure:
    failure.code === 'vendor.lost_answer'
      ? { ...failure, class: 'unreachable', code: 'network.unreachable' }
      : failure,
})

const optionsOf = (url: URL, { method, headers, body, signal }: Request) => ({
  origin: url.origin,
  path: url.pathname + url.search,
  method,
  headers,
  body: body ?? null,
  signal,
})

async function answerIn(
  response: Dispatcher.ResponseData,
  { mostBytes, correlationHeader }: Request,
  clock: Clock,
): Promise<Answered> {
  const status = response.statusCode
  const text = await readText(response, mostBytes)
  if (text.length > mostBytes) throw new Error('an answer that is too large')
  const [retryAfter, location] = ['retry-after', 'location'].map((name) => {
    const value = response.headers[name]
    return Array.isArray(value) ? value[0] : value
  })
  const isGood = status >= 200 && status < 300
  const { headers } = response
  const code = isGood ? undefined : codeIn(text)
  const answer = ledgerAnswer({ status, headers, code }, correlationHeader)
  const answered: Answered = { kind: 'answered', status, text, retryAfter, location, answer }
  if (isGood) return answered
  const failure = answeredFailure({ status, text, retryAfter }, clock.now())
  return { ...answered, failure: { ...failure, answer } }
}
