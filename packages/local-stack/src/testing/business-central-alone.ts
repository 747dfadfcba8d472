import { demoOrganizations as demoCompanies } from '@bilagsbro/simulators/business-central/seed'
import { inBusinessCentral } from '../demo-organizations.ts'
import type { StackOptions } from '../stack-options.ts'

/** Most tests are about the road, whatever ledger it leads to: one kind of them starts sooner than three. */
export const withBusinessCentralAlone: Pick<StackOptions, 'services' | 'organizations'> = {
  services: [
    'identity-provider',
    'dynamics-simulator',
    'config',
    'orchestrator',
    'dynamics-adapter',
    'status-query',
  ],
  organizations: () => demoCompanies.map(inBusinessCentral),
}
