import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import type { Reply } from '#exchange.ts'
import { reply, type OracleSource, type OracleSummary, type OracleVoucher } from '#oracle.ts'
import type { RequestCounts } from '#request-counts.ts'
import type { Books, Line, LineIndex } from './books.ts'
import type { Meter } from './limits.ts'
import { seedOwners } from './seed.ts'
import type { XledgerConduct, XledgerWorld } from './xledger-world.ts'

interface Deps {
  readonly world: XledgerWorld
  readonly meter: Meter
  readonly counts: RequestCounts
}

export const createXledgerOracle = ({ world, meter, counts }: Deps): OracleSource => ({
  faults: world.faults,
  vouchers: (query) => vouchers(world, query),
  summaries: (query) => summaries(world, query),
  requests() {
    const { total, operations, statuses } = counts.read()
    return { total, operations, statuses }
  },
  reset() {
    world.reset()
    meter.reset()
    counts.reset()
  },
  routes: {
    'GET /_sim/organizations': () =>
      reply(
        200,
        [...world.owners.values()].map(({ seed }) => seed),
      ),
    'POST /_sim/organizations': (_, body) => addOwners(world, body),
    'POST /_sim/import': (url) => {
      for (const books of chosen(world, url.searchParams)) world.importNow(books)
      return { status: 204 }
    },
    'POST /_sim/reject': (url) => {
      const reference = url.searchParams.get('reference') ?? ''
      const rejected = [...chosen(world, url.searchParams)].map((books) =>
        world.reject(books, reference),
      )
      return reply(200, { lines: rejected.reduce((sum, lines) => sum + lines, 0) })
    },
    'GET /_sim/conduct': () => reply(200, world.conduct),
    'PATCH /_sim/conduct': (_, body) => {
      Object.assign(world.conduct, JSON.parse(body) as Partial<XledgerConduct>)
      return reply(200, world.conduct)
    },
  },
})

function addOwners(world: XledgerWorld, body: string): Reply {
  const { count, prefix } = JSON.parse(body) as { count: number; prefix?: string }
  const seeds = seedOwners(count, prefix)
  for (const seed of seeds) if (!world.owners.has(seed.ownerDbId)) world.add(seed)
  return reply(201, seeds)
}

function* chosen(world: XledgerWorld, query: URLSearchParams): Iterable<Books> {
  const organization = query.get('organization')
  for (const books of world.owners.values())
    if (organization === null || books.seed.organizationId === organization) yield books
}

interface Found {
  readonly reference: string
  readonly lines: readonly Line[]
  readonly staged: boolean
}

function* found(books: Books, reference: string | null): Iterable<Found> {
  for (const [index, staged] of [
    [books.booked, false],
    [books.staged, true],
  ] as const)
    for (const [key, lines] of referencesOf(index, reference))
      for (const ofAct of Map.groupBy(lines, ({ act }) => act).values())
        yield { reference: key, lines: ofAct, staged }
}

/** The same reference from two mutations is two vouchers, though they may be booked as one. */
const referencesOf = ({ byReference }: LineIndex, reference: string | null) =>
  reference === null
    ? byReference
    : [[reference, byReference.get(reference) ?? new Set<Line>()] as const]

function* vouchers(world: XledgerWorld, query: URLSearchParams): Iterable<OracleVoucher> {
  for (const books of chosen(world, query))
    for (const { reference, lines, staged } of found(books, query.get('reference')))
      yield {
        organization: books.seed.organizationId,
        company: books.seed.name,
        reference,
        postingDate: lines[0]!.postedDate,
        entryNumber: Number(lines[0]!.dbId),
        lines: lines.map((line) => ({
          account: line.account.code,
          amount: line.amount,
          dimensions: dimensionsOf(line),
        })),
        postedAt: lines[0]!.createdAt,
        ...(staged && { staged: true as const }),
      }
}

const dimensionsOf = (line: Line) =>
  Object.fromEntries(
    (['glObject1', 'glObject2', 'project', 'subledger'] as const).flatMap((name) =>
      line[name] ? [[name, line[name].code]] : [],
    ),
  )

function* summaries(world: XledgerWorld, query: URLSearchParams): Iterable<OracleSummary> {
  for (const books of chosen(world, query)) {
    const all = [...found(books, query.get('reference'))]
    for (const [reference, same] of Map.groupBy(all, (each) => each.reference))
      yield {
        organization: books.seed.organizationId,
        reference,
        count: same.length,
        debit: formatAmount(same.flatMap(({ lines }) => lines).reduce(debit, 0)),
      }
  }
}

const debit = (sum: number, { amount }: Line) => sum + Math.max(oreOf(amount), 0)
