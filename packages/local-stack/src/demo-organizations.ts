import {
  demoOrganizations as demoCompanies,
  type OrganizationSeed,
} from '@bilagsbro/simulators/business-central/seed'
import { connectionOf } from '@bilagsbro/simulators/rest-ledger/connection'
import {
  demoRestOrganizations,
  type RestOrganizationSeed,
} from '@bilagsbro/simulators/rest-ledger/seed'
import { demoOwners, type XledgerSeed } from '@bilagsbro/simulators/xledger/seed'

/** What an administrator enters for an organisation. */
export interface OrganizationEntry {
  readonly organizationId: string
  readonly name: string
  readonly connector: object
  readonly mapping: object
  /** Why its records go at once, without a voucher that goes first and is read back; left out, one does. */
  readonly waiver?: string
}

/** Without a trial. */
export const waiving =
  (waiver: string) =>
  (entry: OrganizationEntry): OrganizationEntry => ({ ...entry, waiver })

/** How the demo organisations book, for the chart of the simulators; in Business Central, as it stands. */
export const demoMapping = {
  categories: {
    mileage: { account: '7100' },
    transport: { account: '7140' },
    taxi: { account: '7140' },
    toll: { account: '7140' },
    diet: { account: '7150' },
    meals: { account: '7160' },
    catering: { account: '7350' },
    course: { account: '6860' },
    office: { account: '6800' },
    honorarium: { account: '5390', costCenter: '400' },
    fee: { account: '7770' },
  },
  credits: { employee: '2910', volunteer: '2990', external: '2990' },
  dimensions: { costCenter: 'AVDELING', project: 'PROSJEKT' },
  policies: { postingDate: 'approval', freeText: false },
} as const

/** The same, by the names that Xledger has for what a line may carry. */
export const demoMappingInXledger = {
  ...demoMapping,
  dimensions: { costCenter: 'glObject1', project: 'project' },
} as const

export const inBusinessCentral = (seed: OrganizationSeed): OrganizationEntry => ({
  organizationId: seed.organizationId,
  name: seed.name,
  connector: {
    type: 'dynamics',
    target: {
      tenantId: seed.tenantId,
      environment: seed.environment,
      companyId: seed.companyId,
      clientId: seed.clientId,
      balanceDimensions: 'yes',
    },
    secrets: { clientSecret: seed.clientSecret },
  },
  mapping: demoMapping,
})

export const inXledger = (seed: XledgerSeed): OrganizationEntry => ({
  organizationId: seed.organizationId,
  name: seed.name,
  connector: {
    type: 'xledger',
    target: { environment: 'demo', owner: seed.ownerDbId, balanceDimensions: 'yes' },
    secrets: { apiToken: seed.apiToken },
  },
  mapping: demoMappingInXledger,
})

/** `url`: of what stands in for such ledgers, as their adapter reaches it. */
export const inRestLedger = (seed: RestOrganizationSeed, url: string): OrganizationEntry => ({
  organizationId: seed.organizationId,
  name: seed.name,
  connector: { type: 'rest', ...connectionOf(seed, url) },
  mapping: demoMapping,
})

/** The organisations of the demonstration, each in the accounting system that it keeps its books in. */
export const demoOrganizations = (restLedgerUrl: string): OrganizationEntry[] => [
  ...demoOwners.map(inXledger),
  ...demoCompanies.map(inBusinessCentral),
  ...demoRestOrganizations.map((seed) => inRestLedger(seed, restLedgerUrl)),
]

export const demoOrganizationIds = demoOrganizations('').map(({ organizationId }) => organizationId)
