import type { Gate } from '#business-central/limits.ts'
import type { Exchange, Reply } from '#exchange.ts'
import { serve } from '#fault-flow.ts'
import type { RequestCounts } from '#request-counts.ts'
import { authorize, issueToken } from './access.ts'
import { postBatch } from './batches.ts'
import { keyOf } from './idempotency.ts'
import { toldInside } from './inside.ts'
import { postVoucher } from './posting.ts'
import { errorReply, Problem } from './problem.ts'
import { reads } from './reads.ts'
import type { RestLedger, RestWorld } from './rest-world.ts'

interface Deps {
  readonly world: RestWorld
  readonly gate: Gate
  readonly counts: RequestCounts
  readonly latencyMs: number
  readonly tokenLifetimeSeconds: number
}

interface Asked {
  readonly ledger: RestLedger | undefined
  readonly operation: string
  readonly id: string
  readonly url: URL
}

/** Answers `/{organization}/...`. */
export function createRestLedger(deps: Deps) {
  const { world, gate, counts, latencyMs } = deps
  return (exchange: Exchange, body: string): void => {
    const asked = read(world, exchange)
    const { ledger, operation } = asked
    counts.count(operation)
    const answering: Exchange = {
      ...exchange,
      answer(reply) {
        counts.countStatus(reply.status)
        exchange.answer(reply)
      },
    }
    if (!ledger) return answering.answer(errorReply(404))
    const user = ledger.seed.organizationId
    const start = () => run(deps, answering, { ...asked, ledger }, body, () => gate.leave(user))
    gate.enter(user, latencyMs > 0 ? () => world.later(latencyMs, start) : start, (status) =>
      answering.answer(errorReply(status, retryAfter(world, ledger))),
    )
  }
}

function run(
  deps: Deps,
  exchange: Exchange,
  asked: Asked & { readonly ledger: RestLedger },
  body: string,
  leave: () => void,
): void {
  const { world } = deps
  const { ledger, operation } = asked
  let key: string | undefined
  try {
    if (operation !== 'oauth.token') authorize(world, ledger, exchange, books.has(operation))
    if (operation === 'vouchers.post') key = keyOf(ledger, exchange.header('idempotency-key'))
  } catch (error) {
    exchange.answer(problemOf(error))
    return leave()
  }
  if (key !== undefined) ledger.outstanding.add(key)
  const done = () => {
    if (key !== undefined) ledger.outstanding.delete(key)
    leave()
  }
  const execute = () => {
    try {
      return carryOut(deps, exchange, asked, body, key)
    } catch (error) {
      return refusalOf(error, ledger, operation)
    }
  }
  const fault = world.faults.request([operation], ledger.seed.organizationId)
  serve({ world, exchange, execute, errorReply, done }, fault)
}

function carryOut(
  { world, tokenLifetimeSeconds }: Deps,
  exchange: Exchange,
  { ledger, operation, id, url }: Asked & { readonly ledger: RestLedger },
  body: string,
  key: string | undefined,
): Reply {
  if (operation === 'oauth.token')
    return issueToken(world, ledger, exchange, body, tokenLifetimeSeconds)
  if (operation === 'vouchers.post') {
    const base = `${url.origin}/${ledger.seed.organizationId}`
    return postVoucher(world, ledger, { base, body, ...(key !== undefined && { key }) })
  }
  if (operation === 'vouchers.batch')
    return postBatch(world, ledger, { body, isWhole: url.pathname.endsWith('/whole-batches') })
  const reader = reads[operation]
  if (!reader) throw new Problem(404, 'Not Found', `There is no ${operation}.`)
  return reader(ledger, url.searchParams, id, world.clock.now().getTime())
}

/** What is wrong with a voucher is told as the ledger's habit is; all else has a status of its own. */
function refusalOf(error: unknown, { seed }: RestLedger, operation: string): Reply {
  const { refusals } = seed
  const inside =
    refusals !== 'problem' &&
    operation === 'vouchers.post' &&
    error instanceof Problem &&
    !error.more['title']?.toString().startsWith('Idempotency-Key')
  return inside ? toldInside(error, refusals) : problemOf(error)
}

const problemOf = (error: unknown): Reply => {
  if (error instanceof Problem) return error.reply()
  throw error
}

const books = new Set(['vouchers.post', 'vouchers.batch'])

const operations: Readonly<Record<string, string>> = {
  'POST vouchers': 'vouchers.post',
  'POST batches': 'vouchers.batch',
  'POST whole-batches': 'vouchers.batch',
  'GET vouchers': 'vouchers.list',
  'HEAD vouchers': 'vouchers.list',
  'GET vouchers/': 'vouchers.get',
  'GET references/': 'references.get',
  'GET jobs/': 'jobs.get',
  'GET accounts': 'accounts.list',
  'GET cost-centres': 'costCentres.list',
  'POST oauth/': 'oauth.token',
}

function read(world: RestWorld, { method, url: path, header }: Exchange): Asked {
  const url = new URL(path, `http://${header('host') ?? 'localhost'}`)
  const [, organization = '', what = '', id] = url.pathname.split('/').map(decodeURIComponent)
  const route = `${method} ${what}${id === undefined ? '' : '/'}`
  return {
    ledger: world.ledgers.get(organization),
    operation: operations[route] ?? 'unknown',
    id: id ?? '',
    url,
  }
}

function retryAfter(world: RestWorld, { seed }: RestLedger): Record<string, string> {
  const inASecond = new Date(world.clock.now().getTime() + 1_000)
  return { 'retry-after': seed.retryAfter === 'date' ? inASecond.toUTCString() : '1' }
}
