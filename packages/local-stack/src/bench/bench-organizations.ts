import { seedOrganizations } from '@bilagsbro/simulators/business-central/seed'
import { seedRestOrganizations } from '@bilagsbro/simulators/rest-ledger/seed'
import { seedOwners } from '@bilagsbro/simulators/xledger/seed'
import { inBusinessCentral, inRestLedger, inXledger } from '../demo-organizations.ts'

/** So many of each; the simulators are told with ORGANIZATIONS. */
export const perConnector = 2

export const benchCompanies = seedOrganizations(perConnector)

/** What is measured, by connector. */
export const benchOrganizations = (restLedgerUrl: string) => ({
  dynamics: benchCompanies.map(inBusinessCentral),
  xledger: seedOwners(perConnector).map(inXledger),
  rest: seedRestOrganizations(perConnector).map((seed) => inRestLedger(seed, restLedgerUrl)),
})

export type Connector = keyof ReturnType<typeof benchOrganizations>
