import { formatAmount } from '@bilagsbro/kernel/money'
import type { Reply } from '#exchange.ts'
import { reply, type OracleSource, type OracleSummary, type OracleVoucher } from '#oracle.ts'
import type { RequestCounts } from '#request-counts.ts'
import type { World } from '#world.ts'
import type { Company } from './company.ts'
import type { PostedVoucher } from './ledger.ts'
import type { Gate } from './limits.ts'
import { type CompanySetup, type OrganizationSeed, seedOrganizations } from './seed.ts'

interface Deps {
  readonly world: World
  readonly gate: Gate
  readonly counts: RequestCounts
}

export const createOracleSource = ({ world, gate, counts }: Deps): OracleSource => ({
  faults: world.faults,
  vouchers: (query) => vouchers(world, query),
  summaries: (query) => summaries(world, query),
  requests: () => counts.read(),
  reset() {
    world.reset()
    gate.reset()
    counts.reset()
  },
  routes: {
    'GET /_sim/organizations': () => reply(200, [...world.organizations.values()]),
    'POST /_sim/organizations': (_, body) => addOrganizations(world, body),
    'PATCH /_sim/setup': (url, body) => changeSetup(world, url.searchParams, body),
  },
})

/** Of one organisation or all; a reset keeps it. */
function changeSetup(world: World, query: URLSearchParams, body: string): Reply {
  const changes = JSON.parse(body) as Partial<CompanySetup>
  for (const company of chosen(world, query)) {
    company.setup = { ...company.setup, ...changes }
    const seed = world.organizations.get(company.organizationId)!
    world.organizations.set(company.organizationId, { ...seed, setup: company.setup })
  }
  return reply(
    200,
    [...chosen(world, query)].map(({ setup }) => setup),
  )
}

/** `{count, principal, prefix, setup}`: what was added, with its credentials. */
function addOrganizations(world: World, body: string): Reply {
  const { count, principal, prefix, setup } = JSON.parse(body) as {
    count: number
    principal?: 'own' | 'shared'
    prefix?: string
    setup?: Partial<CompanySetup>
  }
  const seeds: OrganizationSeed[] = seedOrganizations(count, principal, prefix, setup)
  for (const seed of seeds) if (!world.organizations.has(seed.organizationId)) world.add(seed)
  return reply(201, seeds)
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
    for (const [reference, all] of company.ledger.vouchersByReference) {
      // What was numbered anew is known by both numbers, and counts under the one that was asked for.
      const found = all.filter(({ enteredNumber }) => enteredNumber === reference)
      if (found.length === 0) continue
      yield {
        organization: company.organizationId,
        reference,
        count: found.length,
        debit: formatAmount(found.reduce((total, voucher) => total + debitOf(voucher), 0)),
      }
    }
}

const debitOf = ({ entries }: PostedVoucher) =>
  entries.reduce((total, { amount }) => total + Math.max(amount, 0), 0)
