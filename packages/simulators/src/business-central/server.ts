import type { Exchange, Reply } from '#exchange.ts'
import { serve } from '#fault-flow.ts'
import type { RequestCounts } from '#request-counts.ts'
import type { Environment, World } from '#world.ts'
import { authenticate, type Target, targetOf } from './access.ts'
import { type Batch, parseBatch, runBatch } from './batch.ts'
import { parseQuery } from './entity.ts'
import { BusinessCentralError, resourceNotFound } from './errors.ts'
import { errorAnswer, execute, operationName, type Place } from './execute.ts'
import { parseBody } from './input.ts'
import type { Gate, Limits } from './limits.ts'

interface Deps {
  readonly world: World
  readonly gate: Gate
  readonly limits: Limits
  readonly counts: RequestCounts
  readonly latencyMs: number
}

/** What a request is about, as far as can be told before it is carried out. */
interface Parsed {
  readonly operation: string
  /** With those of a `$batch`'s inner requests. */
  readonly operations: ReadonlySet<string>
  readonly batched: readonly string[]
  readonly organization: string | undefined
  readonly run: (place: Place) => Reply
}

/** Answers `/v2.0/{tenant}/{environment}/api/v2.0/...`. */
export function createBusinessCentral(deps: Deps) {
  const { world, gate, limits, counts, latencyMs } = deps
  return (exchange: Exchange, body: string): void => {
    const english = exchange.header('accept-language')?.toLowerCase().startsWith('en') ?? false
    const refuse = (error: BusinessCentralError) => {
      counts.countStatus(error.status)
      exchange.answer(errorAnswer(error, english))
    }
    const target = targetOf(exchange.url)
    if (!target) return refuse(resourceNotFound(exchange.url.split('/')[1] ?? ''))
    const caller = authenticate(world, exchange.header('authorization'), target)
    const environment = caller instanceof BusinessCentralError ? undefined : caller.environment
    const parsed = parse({ exchange, target, body, world, environment })
    counts.count(parsed.operation)
    for (const operation of parsed.batched) counts.countInner(operation)
    if (caller instanceof BusinessCentralError) return refuse(caller)
    const user = `${caller.token.tenantId}/${caller.token.clientId}`
    const answering: Exchange = {
      ...exchange,
      answer(reply) {
        counts.countStatus(reply.status)
        exchange.answer(reply)
      },
    }
    const run = () => {
      const place = (): Place => ({
        world,
        environment: caller.environment,
        address: `http://${exchange.header('host') ?? 'localhost'}${target.root}`,
        english,
        now: world.clock.now().toISOString(),
        undo: undefined,
      })
      serve(
        {
          world,
          exchange: answering,
          execute: () => parsed.run(place()),
          errorReply,
          done: () => gate.leave(user),
        },
        world.faults.active
          ? world.faults.request(parsed.operations, parsed.organization)
          : undefined,
      )
    }
    const start = latencyMs > 0 ? () => world.later(latencyMs, run) : run
    gate.enter(user, start, (status) =>
      answering.answer(
        errorReply(
          status,
          limits.retryAfterSeconds === undefined
            ? {}
            : { 'retry-after': String(limits.retryAfterSeconds) },
        ),
      ),
    )
  }
}

interface Request {
  readonly exchange: Exchange
  readonly target: Target
  readonly body: string
  readonly world: World
  readonly environment: Environment | undefined
}

function parse(request: Request): Parsed {
  const { exchange, target, body } = request
  const { method } = exchange
  const isBatch = target.rest === '$batch' || target.rest.startsWith('$batch?')
  if (method === 'POST' && isBatch) return parseOuter(request)
  const operation = operationName(method, target.rest)
  return {
    operation,
    operations: new Set([operation]),
    batched: [],
    organization: organizationOf(request, target.rest),
    run(place) {
      const parsedBody = bodyFor(exchange, body)
      if (parsedBody instanceof BusinessCentralError) return errorAnswer(parsedBody, place.english)
      return execute(place, {
        method,
        address: target.rest,
        body: parsedBody,
        header: exchange.header,
      })
    },
  }
}

function bodyFor(exchange: Exchange, body: string): unknown {
  if (body === '') return undefined
  try {
    checkContentType(exchange)
    return parseBody(body)
  } catch (error) {
    if (error instanceof BusinessCentralError) return error
    throw error
  }
}

function checkContentType(exchange: Exchange): void {
  const type = exchange.header('content-type')
  if (type?.split(';')[0]?.trim().toLowerCase() === 'application/json') return
  throw new BusinessCentralError(
    415,
    'BadRequest',
    `A supported MIME type could not be found that matches the content type of the request. None of the supported type(s) 'application/json' matches the content type '${type ?? ''}'.`,
  )
}

/** `$batch?company=` names the company of what is in it. */
function parseOuter(request: Request): Parsed {
  const { exchange, target, body } = request
  let batch: Batch | undefined
  let refusal: unknown
  let company: string | undefined
  try {
    checkContentType(exchange)
    company = parseQuery(target.rest.split('?')[1] ?? '').company
    batch = parseBatch(parseBody(body), `${target.root}/`)
  } catch (error) {
    refusal = error
  }
  const names = (batch?.requests ?? []).map(({ method, address }) => operationName(method, address))
  return {
    operation: 'batch',
    operations: new Set(['batch', ...names]),
    batched: names,
    organization: organizationOf(request, batch?.requests[0]?.address ?? ''),
    run(place) {
      const outer = (name: string) =>
        (name === 'company' ? company : undefined) ?? exchange.header(name)
      return batch ? runBatch(place, batch, outer) : errorAnswer(refusal, place.english)
    },
  }
}

/** By the company in the address, or the tenant's only one. */
function organizationOf({ world, environment }: Request, address: string): string | undefined {
  if (!world.faults.active) return undefined
  const open = address.startsWith('companies(') ? address.indexOf(')') : -1
  const named = open < 0 ? undefined : world.companies.get(address.slice(10, open).toLowerCase())
  if (named) return named.organizationId
  const companies = [...(environment?.companies.values() ?? [])]
  return companies.length === 1 ? companies[0]!.organizationId : undefined
}

const texts: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['Authentication_InvalidCredentials', 'The server has rejected the client credentials.'],
  408: ['RequestTimeout', 'The operation has timed out.'],
  429: ['TooManyRequests', 'Too many requests. Try again later.'],
  502: ['BadGateway', 'The gateway received an invalid response from the service.'],
  503: ['Internal_TenantUnavailable', 'The service is temporarily unavailable.'],
  504: ['GatewayTimeout', 'The gateway did not receive a response from the service in time.'],
}

function errorReply(status: number, headers: Record<string, string> = {}): Reply {
  const [code, message] = texts[status] ?? ['Internal_ServerError', 'An internal error occurred.']
  const answer = errorAnswer(new BusinessCentralError(status, code, message), true)
  return { ...answer, headers }
}
