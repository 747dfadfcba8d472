import type { Clock } from '@bilagsbro/kernel/clock'
import { encoders, type Exchange, type Reply } from './exchange.ts'
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
    case 'gateway':
      exchange.answer(ofGateway(params))
      break
    case 'compressed':
      exchange.answer(compressed(params, execute()))
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
  if (params.retryAfterSeconds === undefined || params.retryAfterSeconds === null) return {}
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
    ...page('Service under maintenance', 'We will be back soon'),
  }
}

const page = (title: string, text: string) => ({
  body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${text}</h1></body></html>`,
  headers: { 'content-type': 'text/html; charset=utf-8' },
})

/** What stands before the ledger answers in its place, and knows no such address. */
function ofGateway({ status: given = 404, body = 'html' }: Params): Reply {
  const status = Number(given)
  if (body === 'empty') return { status }
  if (body === 'json')
    return {
      status,
      body: JSON.stringify({ statusCode: status, message: 'Resource not found' }),
      headers: { 'content-type': 'application/json' },
    }
  return { status, ...page(String(status), 'The page cannot be found') }
}

/** `bytes`: what it becomes at the least when it is unpacked; JSON may end in blanks. */
function compressed({ encoding = 'gzip', bytes = 0 }: Params, reply: Reply): Reply {
  if (reply.body === undefined) return reply
  return {
    ...reply,
    body: reply.body.padEnd(Number(bytes)),
    encoding: encoding as keyof typeof encoders,
  }
}
