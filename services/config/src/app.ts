import type { Clock } from '@bilagsbro/kernel/clock'
import { createFindMissingKeys } from './application/find-missing-keys.ts'
import type { OrganizationStore } from './application/ports/organization-store.ts'
import type { Vault } from './application/ports/vault.ts'
import { createRegisterOrganization } from './application/register-organization.ts'
import { createResolveConnection } from './application/resolve-connection.ts'
import { createSaveConnector } from './application/save-connector.ts'
import { createSaveMapping } from './application/save-mapping.ts'
import { createDisableConnector, createEnableConnector } from './application/toggle-connector.ts'

interface Ports {
  readonly organizations: OrganizationStore
  readonly vault: Vault
  readonly clock: Clock
}
export type UseCases = ReturnType<typeof createApp>

export const createApp = (ports: Ports) => ({
  findOrganization: (id: string) => ports.organizations.find(id),
  listOrganizations: (ids?: readonly string[]) => ports.organizations.list(ids),
  registerOrganization: createRegisterOrganization(ports),
  saveConnector: createSaveConnector(ports),
  saveMapping: createSaveMapping(ports),
  enableConnector: createEnableConnector(ports),
  disableConnector: createDisableConnector(ports),
  resolveConnection: createResolveConnection(ports),
  findMissingKeys: createFindMissingKeys(ports),
  republish: () => ports.organizations.republish(),
})
