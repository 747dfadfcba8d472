import type { Clock } from '@bilagsbro/kernel/clock'
import { findSchema } from './application/draft-credentials.ts'
import { createFindExpiringSecrets } from './application/find-expiring-secrets.ts'
import { createFindMissingKeys } from './application/find-missing-keys.ts'
import { createLedgerCatalogue } from './application/ledger-catalogue.ts'
import { createLimiter, usualLimits, type Limits } from './application/limiter.ts'
import { createReadSettings } from './application/read-settings.ts'
import type { LedgerAdapters } from './application/ports/ledger-adapters.ts'
import type { OrganizationStore } from './application/ports/organization-store.ts'
import type { SecretReads } from './application/ports/secret-reads.ts'
import type { SecretStore } from './application/ports/secret-store.ts'
import type { SettingsHistory } from './application/ports/settings-history.ts'
import type { Timetable } from './application/ports/timetable.ts'
import type { UnsentUses } from './application/ports/unsent-uses.ts'
import type { Usage, UsageStore } from './application/ports/usage-store.ts'
import type { Vault } from './application/ports/vault.ts'
import {
  createCompareMappings,
  createReadMapping,
  createReadMappingVersion,
} from './application/read-mapping.ts'
import { createRegisterOrganization } from './application/register-organization.ts'
import { createRemoveConnector } from './application/remove-connector.ts'
import { createResolveConnection } from './application/resolve-connection.ts'
import { createSaveConnector } from './application/save-connector.ts'
import {
  createImportMapping,
  createSaveMapping,
  createSavePolicies,
} from './application/save-mapping.ts'
import { createNextRuns, createSetSchedule, createTryNextRuns } from './application/set-schedule.ts'
import { createTestConnection } from './application/test-connection.ts'
import { createDisableConnector, createEnableConnector } from './application/toggle-connector.ts'

interface Ports {
  readonly organizations: OrganizationStore
  readonly usages: UsageStore
  readonly unsentUses: UnsentUses
  readonly history: SettingsHistory
  readonly secrets: SecretStore
  readonly reads: SecretReads
  readonly vault: Vault
  readonly expiryOf: (secret: string) => Date | undefined
  readonly adapters: LedgerAdapters
  readonly timetable: Timetable
  readonly limits?: Limits | undefined
  readonly clock: Clock
}
export type UseCases = ReturnType<typeof createApp>

export const createApp = (given: Ports) => {
  const { adapters, clock, history, limits = usualLimits, organizations, usages } = given
  const limiterOf = (limit: Limits['tests']) => createLimiter(limit, () => performance.now())
  const ports = {
    ...given,
    tests: limiterOf(limits.tests),
    catalogue: createLedgerCatalogue(adapters, limiterOf(limits.catalogues), clock),
  }
  return {
    connectorTypes: adapters.types,
    readSchema: (type: string) => findSchema(adapters, type, AbortSignal.timeout(5_000)),
    findOrganization: (id: string) => organizations.find(id),
    readSettings: createReadSettings(ports),
    listOrganizations: (ids?: readonly string[]) => organizations.list(ids),
    registerOrganization: createRegisterOrganization(ports),
    testConnection: createTestConnection(ports),
    saveConnector: createSaveConnector(ports),
    removeConnector: createRemoveConnector(ports),
    catalogue: ports.catalogue,
    readMapping: createReadMapping(ports),
    readMappingVersion: createReadMappingVersion(ports),
    compareMappings: createCompareMappings(ports),
    saveMapping: createSaveMapping(ports),
    importMapping: createImportMapping(ports),
    savePolicies: createSavePolicies(ports),
    setSchedule: createSetSchedule(ports),
    nextRuns: createNextRuns(ports),
    tryNextRuns: createTryNextRuns(ports),
    enableConnector: createEnableConnector(ports),
    disableConnector: createDisableConnector(ports),
    history,
    secretReads: given.reads,
    noteUsages: (found: readonly Usage[]) => usages.note(found),
    resolveConnection: createResolveConnection(ports),
    findExpiringSecrets: createFindExpiringSecrets(ports),
    findMissingKeys: createFindMissingKeys(ports),
    republish: () => organizations.republish(),
  }
}
