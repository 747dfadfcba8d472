import { seedOrganizations } from '@bilagsbro/simulators/business-central/seed'
import { seedOwners } from '@bilagsbro/simulators/xledger/seed'
import { inBusinessCentral, inXledger, type OrganizationEntry } from '../demo-organizations.ts'

/** So many of each; the simulators are told with ORGANIZATIONS. */
export const perConnector = 2

export const benchCompanies = seedOrganizations(perConnector)

/** What is measured, by connector. */
export const benchOrganizations = {
  dynamics: benchCompanies.map(inBusinessCentral),
  xledger: seedOwners(perConnector).map(inXledger),
} satisfies Record<string, readonly OrganizationEntry[]>

export type Connector = keyof typeof benchOrganizations
