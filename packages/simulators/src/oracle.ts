import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { formatAmount } from '@bilagsbro/kernel/money'
import type { Company } from './business-central/company.ts'
import type { PostedVoucher } from './business-central/ledger.ts'
import { type OrganizationSeed, seedOrganizations } from './business-central/seed.ts'
import type { Gate } from './business-central/limits.ts'
import type { Exchange, Reply } from './exchange.ts'
import { FaultError, type FaultRequest } from './faults.ts'
import type { RequestCounts } from './request-counts.ts'
import type { World } from './world.ts'

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
}

/** What `?summary=1` says of each reference. */
interface OracleSummary {
  readonly organization: string
  readonly reference: string
  readonly count: number
  readonly debit: string
}

interface Deps {
  readonly world: World
  readonly gate: Gate
  readonly counts: RequestCounts
}

const reply = (status: number, body: unknown): Reply => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json; charset=utf-8' },
})

/** Answers `/_sim/...`: for tests and measurements, never for the product. */
export function createOracle(deps: Deps) {
  return (exchange: Exchange, body: string, response: ServerResponse): void => {
    const url = new URL(exchange.url, 'http://simulators')
    if (exchange.method === 'GET' && url.pathname === '/_sim/vouchers') {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      Readable.from(jsonOf(deps.world, url.searchParams), { objectMode: false }).pipe(response)
      return
    }
    exchange.answer(answerTo(deps, `${exchange.method} ${url.pathname}`, url, body))
  }
}

function answerTo({ world, gate, counts }: Deps, route: string, url: URL, body: string): Reply {
  switch (route) {
    case 'GET /_sim/health':
      return reply(200, { status: 'ok' })
    case 'GET /_sim/requests':
      return reply(200, counts.read())
    case 'GET /_sim/faults':
      return reply(200, world.faults.list())
    case 'POST /_sim/faults':
      return addFaults(world, body)
    case 'DELETE /_sim/faults': {
      const id = url.searchParams.get('id')
      world.faults.clear(id === null ? undefined : Number(id))
      return { status: 204 }
    }
    case 'POST /_sim/reset':
      world.reset()
      gate.reset()
      counts.reset()
      return { status: 204 }
    case 'GET /_sim/organizations':
      return reply(200, [...world.organizations.values()])
    case 'POST /_sim/organizations':
      return addOrganizations(world, body)
    default:
      return reply(404, { error: `There is no ${route}.` })
  }
}

function addFaults(world: World, body: string): Reply {
  try {
    const given = JSON.parse(body) as FaultRequest | FaultRequest[]
    const added = [given].flat().map((request) => world.faults.add(request))
    return reply(201, added)
  } catch (error) {
    if (error instanceof FaultError || error instanceof SyntaxError)
      return reply(400, { error: error.message })
    throw error
  }
}

/** `{count, principal, prefix}`: what was added, with its credentials. */
function addOrganizations(world: World, body: string): Reply {
  const { count, principal, prefix } = JSON.parse(body) as {
    count: number
    principal?: 'own' | 'shared'
    prefix?: string
  }
  const seeds: OrganizationSeed[] = seedOrganizations(count, principal, prefix)
  for (const seed of seeds) if (!world.organizations.has(seed.organizationId)) world.add(seed)
  return reply(201, seeds)
}

/** In chunks, so that a hundred thousand vouchers are never one text. */
function* jsonOf(world: World, query: URLSearchParams): Iterable<string> {
  const rows = query.get('summary') === '1' ? summaries(world, query) : vouchers(world, query)
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

function* chosen(world: World, query: URLSearchParams): Iterable<Company> {
  const organization = query.get('organization')
  for (const company of world.companies.values())
    if (organization === null || company.organizationId === organization) yield company
}

function* vouchers(world: World, query: URLSearchParams): Iterable<OracleVoucher> {
  const reference = query.get('reference')
  for (const company of chosen(world, query)) {
    const { ledger } = company
    const found =
      reference === null ? ledger.vouchers : (ledger.vouchersByReference.get(reference) ?? [])
    for (const voucher of found) yield toVoucher(company, voucher)
  }
}

function toVoucher(company: Company, voucher: PostedVoucher): OracleVoucher {
  const { documentNumber, enteredNumber, postingDate, postedAt, entries } = voucher
  return {
    organization: company.organizationId,
    company: company.name,
    reference: documentNumber,
    ...(enteredNumber !== documentNumber && { enteredReference: enteredNumber }),
    postingDate,
    entryNumber: entries[0]?.number ?? 0,
    lines: entries.map(({ account, amount, dimensions }) => ({
      account: account.number,
      amount: formatAmount(amount),
      dimensions: Object.fromEntries(dimensions.map((value) => [value.dimension.code, value.code])),
    })),
    postedAt,
  }
}

function* summaries(world: World, query: URLSearchParams): Iterable<OracleSummary> {
  for (const company of chosen(world, query))
    for (const [reference, found] of company.ledger.vouchersByReference)
      yield {
        organization: company.organizationId,
        reference,
        count: found.length,
        debit: formatAmount(found.reduce((total, voucher) => total + debitOf(voucher), 0)),
      }
}

const debitOf = ({ entries }: PostedVoucher) =>
  entries.reduce((total, { amount }) => total + Math.max(amount, 0), 0)
