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
import { inFlight as loopInFlight } from './strong-loop.ts'
import { connectedBy, restWays, type RestWay } from '../rest-ways.ts'

/** Organisations of each accounting system; the simulators are told with ORGANIZATIONS. */
export const perAccountingSystem = 2

/** Of one organisation: together, those of a way have as many as the loop has. */
const requestsAtOnce = loopInFlight / perAccountingSystem

/** As many of the ledgers with a REST API are connected in each way. */
export const restLedgers = perAccountingSystem * restWays.length

export const benchLedgers = seedRestOrganizations(restLedgers)

const measured = (entries: readonly OrganizationEntry[]) =>
  entries.map(waiving('What is measured is the sending of many.'))

/** The organisations that are measured, by type of connector. */
export const benchOrganizations = (restLedgerUrl: string) => ({
  dynamics: measured(seedOrganizations(perAccountingSystem).map(inBusinessCentral)),
  xledger: measured(seedOwners(perAccountingSystem).map(inXledger)),
  rest: measured(
    benchLedgers.map((seed, at) =>
      connectedBy(wayAt(at), requestsAtOnce)(inRestLedger(seed, restLedgerUrl)),
    ),
  ),
})

const wayAt = (at: number): RestWay => restWays[Math.floor(at / perAccountingSystem)]!

/** The organisations whose ledgers are connected in one way. */
export const connectedIn = (way: RestWay) =>
  benchLedgers.filter((_, at) => wayAt(at) === way).map(({ organizationId }) => organizationId)

export type ConnectorType = keyof ReturnType<typeof benchOrganizations>

export const idsOf = (connector: ConnectorType) =>
  benchOrganizations('')[connector].map(({ organizationId }) => organizationId)
