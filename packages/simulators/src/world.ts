import type { Clock } from '@bilagsbro/kernel/clock'
import { type Company, createCompany } from './business-central/company.ts'
import type { PostedVoucher } from './business-central/ledger.ts'
import type { OrganizationSeed } from './business-central/seed.ts'
import { createFaults, type Faults } from './faults.ts'
import type { LedgerFile } from './ledger-file.ts'
import { createTimers, type Timers } from './timers.ts'

/** An app registration, as one tenant knows it. */
export interface App {
  readonly clientId: string
  readonly secrets: readonly { readonly value: string; readonly expired: boolean }[]
  readonly certificates: NonNullable<OrganizationSeed['certificates']>
  /** Whether Business Central has its application card and permission sets. */
  readonly permitted: boolean
}
export interface Token {
  readonly tenantId: string
  readonly clientId: string
  readonly permitted: boolean
  /** Milliseconds. */
  readonly expiresAt: number
}
export interface Environment {
  readonly name: string
  readonly companies: Map<string, Company>
}
export interface Tenant {
  readonly id: string
  readonly apps: Map<string, App>
  /** By name in small letters. */
  readonly environments: Map<string, Environment>
}

/** Everything that Entra ID and Business Central remember. */
export interface World extends Pick<Timers, 'later' | 'hurry'> {
  readonly clock: Clock
  readonly faults: Faults
  readonly tenants: Map<string, Tenant>
  /** The tenants' ids. */
  readonly domains: Map<string, string>
  readonly tokens: Map<string, Token>
  readonly companies: Map<string, Company>
  readonly organizations: Map<string, OrganizationSeed>
  add(seed: OrganizationSeed): void
  /** Back to what was seeded. What was still going to happen later does not. */
  reset(): void
  keep(company: Company, vouchers: readonly PostedVoucher[]): void
  close(): void
}

/** By its id or its domain. */
export function tenantNamed(world: World, name: string): Tenant | undefined {
  const known = name.toLowerCase()
  return world.tenants.get(world.domains.get(known) ?? known)
}

export function createWorld(
  seeds: readonly OrganizationSeed[],
  clock: Clock,
  file: LedgerFile | undefined,
): World {
  const timers = createTimers()
  const world: World = {
    clock,
    faults: createFaults(clock),
    tenants: new Map(),
    domains: new Map(),
    tokens: new Map(),
    companies: new Map(),
    organizations: new Map(),
    add(seed) {
      addOrganization(world, seed)
      file?.restore(world.companies.get(seed.companyId)!)
    },
    reset() {
      timers.clear()
      file?.clear()
      const known = [...world.organizations.values()]
      for (const each of [world.tenants, world.tokens, world.companies, world.organizations])
        each.clear()
      world.faults.clear()
      for (const seed of known) world.add(seed)
    },
    later: timers.later,
    hurry: timers.hurry,
    keep: (company, vouchers) => file?.append(company, vouchers),
    close: timers.clear,
  }
  for (const seed of seeds) world.add(seed)
  return world
}

function addOrganization(world: World, seed: OrganizationSeed): void {
  const { clientId, clientSecret, expiredSecret, clientWithoutPermission: stranger } = seed
  const tenant: Tenant = world.tenants.get(seed.tenantId) ?? {
    id: seed.tenantId,
    apps: new Map(),
    environments: new Map(),
  }
  world.tenants.set(tenant.id, tenant)
  world.domains.set(seed.domain, tenant.id)
  tenant.apps.set(clientId, {
    clientId,
    secrets: [
      { value: clientSecret, expired: false },
      { value: expiredSecret, expired: true },
    ],
    certificates: seed.certificates ?? [],
    permitted: true,
  })
  tenant.apps.set(stranger.clientId, {
    clientId: stranger.clientId,
    secrets: [{ value: stranger.clientSecret, expired: false }],
    certificates: [],
    permitted: false,
  })
  const key = seed.environment.toLowerCase()
  const environment = tenant.environments.get(key) ?? {
    name: seed.environment,
    companies: new Map<string, Company>(),
  }
  tenant.environments.set(key, environment)
  const company = createCompany(seed)
  environment.companies.set(company.id, company)
  world.companies.set(company.id, company)
  world.organizations.set(seed.organizationId, seed)
}
