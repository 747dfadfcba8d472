import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Exchange, Reply } from './exchange.ts'
import { FaultError, type FaultRequest, type Faults } from './faults.ts'

/** One posting act under one document number: the same reference booked twice is two of these. */
export interface OracleVoucher {
  readonly organization: string
  readonly company: string
  readonly reference: string
  /** Set where posting gave the voucher another number than its lines had. */
  readonly enteredReference?: string
  readonly postingDate: string
  /** Of its first line. */
  readonly entryNumber: number
  readonly lines: readonly {
    readonly account: string
    /** Debit positive. */
    readonly amount: string
    readonly dimensions: Readonly<Record<string, string>>
  }[]
  readonly postedAt: string
  /** Set where the ledger holds it and has not booked it yet. */
  readonly staged?: true
}

/** What `?summary=1` says of each reference. */
export interface OracleSummary {
  readonly organization: string
  readonly reference: string
  readonly count: number
  readonly debit: string
}

/** What a stand-in lets tests look into. */
export interface OracleSource {
  readonly faults: Faults
  vouchers(query: URLSearchParams): Iterable<OracleVoucher>
  summaries(query: URLSearchParams): Iterable<OracleSummary>
  requests(): unknown
  /** Forgets everything but the organisations. */
  reset(): void
  /** Routes of its own, by `METHOD /path`. */
  readonly routes: Readonly<Record<string, (url: URL, body: string) => Reply>>
}

export const reply = (status: number, body: unknown): Reply => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json; charset=utf-8' },
})

/** Answers `/_sim/...`: for tests and measurements, never for the product. */
export function createOracle(source: OracleSource) {
  return (exchange: Exchange, body: string, response: ServerResponse): void => {
    const url = new URL(exchange.url, 'http://simulators')
    if (exchange.method === 'GET' && url.pathname === '/_sim/vouchers') {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      Readable.from(jsonOf(source, url.searchParams), { objectMode: false }).pipe(response)
      return
    }
    exchange.answer(answerTo(source, `${exchange.method} ${url.pathname}`, url, body))
  }
}

function answerTo(source: OracleSource, route: string, url: URL, body: string): Reply {
  const { faults } = source
  switch (route) {
    case 'GET /_sim/health':
      return reply(200, { status: 'ok' })
    case 'GET /_sim/requests':
      return reply(200, source.requests())
    case 'GET /_sim/faults':
      return reply(200, faults.list())
    case 'POST /_sim/faults':
      return addFaults(faults, body)
    case 'DELETE /_sim/faults': {
      const id = url.searchParams.get('id')
      faults.clear(id === null ? undefined : Number(id))
      return { status: 204 }
    }
    case 'POST /_sim/reset':
      source.reset()
      return { status: 204 }
    default:
      return source.routes[route]?.(url, body) ?? reply(404, { error: `There is no ${route}.` })
  }
}

function addFaults(faults: Faults, body: string): Reply {
  try {
    const given = JSON.parse(body) as FaultRequest | FaultRequest[]
    const added = [given].flat().map((request) => faults.add(request))
    return reply(201, added)
  } catch (error) {
    if (error instanceof FaultError || error instanceof SyntaxError)
      return reply(400, { error: error.message })
    throw error
  }
}

/** In chunks, so that a hundred thousand vouchers are never one text. */
function* jsonOf(source: OracleSource, query: URLSearchParams): Iterable<string> {
  const rows = query.get('summary') === '1' ? source.summaries(query) : source.vouchers(query)
  let left = Number(query.get('limit') ?? Infinity)
  let skip = Number(query.get('offset') ?? 0)
  let chunk = ''
  let first = true
  yield '['
  for (const row of rows) {
    if (skip-- > 0) continue
    if (left-- <= 0) break
    chunk += first ? JSON.stringify(row) : `,${JSON.stringify(row)}`
    first = false
    if (chunk.length < 65_536) continue
    yield chunk
    chunk = ''
  }
  yield `${chunk}]`
}
