import type { Unmapped } from '@bilagsbro/booking/coverage'
import { emptyMapping, type Mapping } from '@bilagsbro/booking/mapping'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { kindsToCheck } from '#domain/mapping-check.ts'
import { unmappedIn } from '#domain/incomplete-mapping.ts'
import { differences, type Difference } from '#domain/mapping-difference.ts'
import { mappingRows, type MappingRow } from '#domain/mapping-rows.ts'
import type { Organization } from '#domain/organization.ts'
import type { LedgerCatalogue } from './ledger-catalogue.ts'
import type { OrganizationStore } from './ports/organization-store.ts'
import type { SavedMapping, SettingsHistory } from './ports/settings-history.ts'
import { readCatalogues } from './save-mapping.ts'
import { usesToCover, type UsesDeps } from './uses-to-cover.ts'

/** A page waits no longer than this for the ledger. */
const waitMs = 5_000

export interface ShownMapping {
  readonly organization: Organization
  readonly mapping: Mapping
  readonly rows: readonly MappingRow[]
  readonly unmapped: Unmapped
  /** Whether the ledger's lists could be read. A row shows no problem of its accounts without the lists. */
  readonly checked: boolean
}

interface Deps extends UsesDeps {
  readonly organizations: OrganizationStore
  readonly catalogue: LedgerCatalogue
}

/** The newest mapping or an older version, line by line, each line with its problem. */
export const createReadMapping =
  (deps: Deps) =>
  async (organizationId: string, version?: number): Promise<Result<ShownMapping, Refusal>> => {
    const organization = await deps.organizations.find(organizationId)
    if (!organization) return err(unknownOrganization)
    const isOlder = version !== undefined && version !== organization.mapping.version
    const mapping = isOlder
      ? (await deps.history.mapping(organizationId, version))?.mapping
      : organization.mapping
    if (!mapping) return err(unknownVersion)
    const inUse = await usesToCover(deps, organization)
    const kinds = organization.connector ? kindsToCheck(mapping) : []
    const { found, missing } = await readCatalogues(deps.catalogue, organization, kinds, { waitMs })
    return ok({
      organization,
      mapping,
      rows: mappingRows(mapping, inUse, found),
      unmapped: unmappedIn(organization, inUse, deps.clock.now()),
      checked: organization.connector !== null && missing === undefined,
    })
  }

export const createCompareMappings =
  ({ history }: { readonly history: SettingsHistory }) =>
  async (
    organizationId: string,
    version: number,
    since: number,
  ): Promise<Result<Difference[], Refusal>> => {
    const rulesOf = async (one: number) =>
      one === 0 ? emptyMapping : (await history.mapping(organizationId, one))?.mapping
    const [before, after] = await Promise.all([rulesOf(since), rulesOf(version)])
    return before && after ? ok(differences(before, after)) : err(unknownVersion)
  }

export const createReadMappingVersion =
  ({ history }: { readonly history: SettingsHistory }) =>
  async (organizationId: string, version: number): Promise<Result<SavedMapping, Refusal>> => {
    const found = await history.mapping(organizationId, version)
    return found ? ok(found) : err(unknownVersion)
  }

const unknownVersion: Refusal = {
  kind: 'missing',
  code: 'mapping_version.not_found',
}
