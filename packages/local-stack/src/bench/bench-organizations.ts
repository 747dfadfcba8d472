import { seedOrganizations } from '@bilagsbro/simulators/business-central/seed'
import { seedRestOrganizations } from '@bilagsbro/simulators/rest-ledger/seed'
import { seedOwners } from '@bilagsbro/simulators/xledger/seed'
import {
  inBusinessCentral,
  inRestLedger,
  inXledger,
  waiving,
  type OrganizationEntry,
} from '../demo-organizations.ts'

/** Organisations of each accounting system; the simulators are told with ORGANIZATIONS. */
export const perAccountingSystem = 2

export const benchCompanies = seedOrganizations(perAccountingSystem)

const measured = (entries: readonly OrganizationEntry[]) =>
  entries.map(waiving('What is measured is the sending of many.'))

/** The organisations that are measured, by type of connector. */
export const benchOrganizations = (restLedgerUrl: string) => ({
  dynamics: measured(benchCompanies.map(inBusinessCentral)),
  xledger: measured(seedOwners(perAccountingSystem).map(inXledger)),
  rest: measured(
    seedRestOrganizations(perAccountingSystem).map((seed) => inRestLedger(seed, restLedgerUrl)),
  ),
})

export type ConnectorType = keyof ReturnType<typeof benchOrganizations>
