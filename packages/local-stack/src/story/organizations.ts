import { storyOrganizations } from '@bilagsbro/simulators/business-central/seed'
import { storyRestOrganizations } from '@bilagsbro/simulators/rest-ledger/seed'
import { storyOwners } from '@bilagsbro/simulators/xledger/seed'
import {
  demoMapping,
  inBusinessCentral,
  inRestLedger,
  inXledger,
  waiving,
  type OrganizationEntry,
} from '../demo-organizations.ts'

const habits: Readonly<Record<string, (entry: OrganizationEntry) => OrganizationEntry>> = {
  /** Its accountant posts the drafts in the ledger. */
  innlandet: (entry) => ({
    ...entry,
    mapping: {
      ...demoMapping,
      policies: { ...demoMapping.policies, postingMode: 'draft' },
    },
  }),
  /** On an account that takes nothing without a cost centre. */
  nord: (entry) => ({
    ...entry,
    mapping: {
      ...demoMapping,
      categories: { ...demoMapping.categories, opplæring: { account: '7165' } },
    },
  }),
}

/** What is entered for the member organisations of the story. */
export const storyEntries = (restLedgerUrl: string): OrganizationEntry[] =>
  [
    ...storyOrganizations.map(inBusinessCentral),
    ...storyOwners.map(inXledger),
    ...storyRestOrganizations.map((seed) => inRestLedger(seed, restLedgerUrl)),
  ]
    .map(waiving('Prøvebilaget ble sett over da regnskapet ble satt opp.'))
    .map((entry) => habits[entry.organizationId]?.(entry) ?? entry)
