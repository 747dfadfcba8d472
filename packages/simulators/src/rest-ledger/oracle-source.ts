import { formatAmount } from '@bilagsbro/kernel/money'
import type { Gate } from '#business-central/limits.ts'
import type { Reply } from '#exchange.ts'
import { reply, type OracleSource, type OracleSummary, type OracleVoucher } from '#oracle.ts'
import type { RequestCounts } from '#request-counts.ts'
import { runJob } from './posting.ts'
import { type RestOrganizationSeed, seedRestOrganizations } from './seed.ts'
import type { RestJob, RestLedger, RestLine, RestVoucher, RestWorld } from './rest-world.ts'

interface Deps {
  readonly world: RestWorld
  readonly gate: Gate
  readonly counts: RequestCounts
}

export const createRestOracle = ({ world, gate, counts }: Deps): OracleSource => ({
  faults: world.faults,
  vouchers: (query) => vouchers(world, query),
  summaries: (query) => summaries(world, query),
  requests() {
    const { total, operations, statuses } = counts.read()
    return { total, operations, statuses }
  },
  reset() {
    world.reset()
    gate.reset()
    counts.reset()
  },
  routes: {
    'GET /_sim/organizations': () =>
      reply(
        200,
        [...world.ledgers.values()].map(({ seed }) => seed),
      ),
    'POST /_sim/organizations': (_, body) => addOrganizations(world, body),
    'PATCH /_sim/secret': (url, body) => {
      for (const ledger of chosen(world, url.searchParams)) replaceKey(ledger, body)
      return { status: 204 }
    },
    'POST /_sim/book': (url) => {
      for (const ledger of chosen(world, url.searchParams))
        for (const job of ledger.jobs.values()) runJob(world, ledger, job)
      return { status: 204 }
    },
    'POST /_sim/remove': (url) => {
      const reference = url.searchParams.get('reference') ?? ''
      const jobs = [...chosen(world, url.searchParams)].flatMap((ledger) =>
        waiting(ledger, reference),
      )
      for (const job of jobs) job.state = 'removed'
      return reply(200, { vouchers: jobs.length })
    },
  },
})

/** `{count, prefix}`, or seeds of one's own: what was added, with its credentials. */
function addOrganizations(world: RestWorld, body: string): Reply {
  const given = JSON.parse(body) as
    | RestOrganizationSeed[]
    | { readonly count: number; readonly prefix?: string }
  const seeds = Array.isArray(given) ? given : seedRestOrganizations(given.count, given.prefix)
  for (const seed of seeds) if (!world.ledgers.has(seed.organizationId)) world.add(seed)
  return reply(201, seeds)
}

/** `{apiKey}`: somebody made a new one there, and the one before is worth nothing. */
function replaceKey(ledger: RestLedger, body: string): void {
  const { authentication } = ledger.seed
  if (authentication.kind !== 'api_key') return
  const { apiKey } = JSON.parse(body) as { readonly apiKey: string }
  ledger.seed = { ...ledger.seed, authentication: { ...authentication, apiKey } }
}

function* chosen(world: RestWorld, query: URLSearchParams): Iterable<RestLedger> {
  const organization = query.get('organization')
  for (const ledger of world.ledgers.values())
    if (organization === null || ledger.seed.organizationId === organization) yield ledger
}

function* vouchers(world: RestWorld, query: URLSearchParams): Iterable<OracleVoucher> {
  const reference = query.get('reference')
  for (const ledger of chosen(world, query)) {
    const found = reference === null ? ledger.vouchers : (ledger.byReference.get(reference) ?? [])
    for (const voucher of found) yield toOracle(ledger, voucher)
    for (const { id, draft, acceptedAt } of waiting(ledger, reference))
      yield { ...toOracle(ledger, { ...draft, id, postedAt: acceptedAt }), staged: true }
  }
}

/** What was accepted and is not booked yet. */
const waiting = ({ jobs }: RestLedger, reference: string | null): RestJob[] =>
  [...jobs.values()].filter(
    ({ state, draft }) =>
      state === 'queued' && (reference === null || draft.reference === reference),
  )

const toOracle = (
  { seed }: RestLedger,
  { id, reference, date, lines, postedAt }: Omit<RestVoucher, 'visibleAt'>,
): OracleVoucher => ({
  organization: seed.organizationId,
  company: seed.name,
  reference,
  postingDate: date,
  entryNumber: Number(id.slice(2)),
  lines: lines.map(({ account, amount, costCentre, project }) => ({
    account,
    amount: formatAmount(amount),
    dimensions: {
      ...(costCentre && { AVDELING: costCentre }),
      ...(project && { PROSJEKT: project }),
    },
  })),
  postedAt,
})

function* summaries(world: RestWorld, query: URLSearchParams): Iterable<OracleSummary> {
  for (const { seed, byReference } of chosen(world, query))
    for (const [reference, found] of byReference)
      yield {
        organization: seed.organizationId,
        reference,
        count: found.length,
        debit: formatAmount(found.flatMap(({ lines }) => lines).reduce(debit, 0)),
      }
}

const debit = (sum: number, { amount }: RestLine) => sum + Math.max(amount, 0)
