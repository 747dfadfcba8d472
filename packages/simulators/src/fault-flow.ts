import type { Clock } from '@bilagsbro/kernel/clock'
import type { Exchange, Reply } from './exchange.ts'
import type { Params, RequestFault } from './faults.ts'
import type { Timers } from './timers.ts'

/** What a service says when the machinery, not the request, is at fault. */
type ErrorReply = (status: number, headers?: Record<string, string>) => Reply

interface Flow {
  readonly world: { readonly clock: Clock } & Pick<Timers, 'later'>
  readonly exchange: Exchange
  readonly execute: () => Reply
  readonly errorReply: ErrorReply
  /** After the last thing that happens to the exchange. */
  readonly done: () => void
}

/** Carries a request out, and answers it, as a fault says. */
export function serve(flow: Flow, fault: { kind: RequestFault; params: Params } | undefined): void {
  const { exchange, execute, done } = flow
  if (fault) serveFaulty(flow, fault.kind, fault.params)
  else {
    exchange.answer(execute())
    done()
  }
}

function serveFaulty(flow: Flow, kind: RequestFault, params: Params): void {
  const { world, exchange, execute, errorReply, done } = flow
  const delay = Number(params.delayMs ?? 1_000)
  const status = Number(params.status ?? 500)
  switch (kind) {
    case 'slow':
      if (params.when === 'after') {
        const reply = execute()
        world.later(delay, () => (exchange.answer(reply), done()))
      } else world.later(delay, () => (exchange.answer(execute()), done()))
      return
    case 'late':
      world.later(delay, execute)
      if (params.answer === 'hold') return world.later(delay, done)
      if (params.answer === 'drop') exchange.drop()
      else exchange.answer(errorReply(Number(params.answer ?? 504)))
      break
    case 'drop_before_commit':
      exchange.drop()
      break
    case 'drop_after_commit':
      execute()
      exchange.drop()
      break
    case 'cut_answer':
      exchange.cut(execute())
      break
    case 'error_before_commit':
      exchange.answer(errorReply(status))
      break
    case 'error_after_commit':
      execute()
      exchange.answer(errorReply(status))
      break
    case 'throttled':
      exchange.answer(errorReply(429, retryAfter(params, world.clock.now())))
      break
    case 'unavailable':
      exchange.answer(
        errorReply(
          Number(params.status ?? 503),
          retryAfter({ retryAfterSeconds: 1, ...params }, world.clock.now()),
        ),
      )
      break
    case 'unauthorized':
      exchange.answer(errorReply(401))
      break
    case 'redirect':
      exchange.answer({
        status: Number(params.status ?? 307),
        headers: { location: typeof params.location === 'string' ? params.location : '/' },
      })
      break
    case 'malformed':
      exchange.answer(malformed(params, params.when === 'before' ? undefined : execute()))
  }
  done()
}

/** In seconds, or as an HTTP-date. */
function retryAfter(params: Params, now: Date): Record<string, string> {
  if (params.retryAfterSeconds === undefined) return {}
  const seconds = Number(params.retryAfterSeconds)
  const date = new Date(now.getTime() + seconds * 1_000).toUTCString()
  return { 'retry-after': params.retryAfterDate ? date : String(seconds) }
}

function malformed(params: Params, reply: Reply | undefined): Reply {
  const status = Number(params.status ?? reply?.status ?? 200)
  if (params.body === 'empty') return { status: status === 204 ? 200 : status }
  if (params.body === 'truncated') {
    const body = reply?.body ?? '{"value":[]}'
    return { status, body: body.slice(0, Math.floor(body.length / 2)) }
  }
  return {
    status: status === 204 ? 200 : status,
    body: '<!DOCTYPE html><html><head><title>Service under maintenance</title></head><body><h1>We will be back soon</h1></body></html>',
    headers: { 'content-type': 'text/html; charset=utf-8' },
  }
}
