import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { MappingRules, Policies } from '@bilagsbro/booking/mapping'
import { err, ok, type Refusal } from '@bilagsbro/kernel/result'
import { catalogueFaults, kindsToCheck, type Catalogue } from '#domain/mapping-check.ts'
import { placed, readTable, type TableLine } from '#domain/mapping-table.ts'
import { saveMapping, withPolicies, type MappingDraft } from '#domain/mapping.ts'
import type { Organization } from '#domain/organization.ts'
import { invalid, refusal } from '#domain/refusals.ts'
import type { TrialWish } from '#domain/trial.ts'
import { answerMs } from './draft-credentials.ts'
import { refuseMode } from './posting-mode.ts'
import type { LedgerAdapters } from './ports/ledger-adapters.ts'
import { changeOrganization, type ChangeDeps, type ChangeRequest } from './change-organization.ts'
import type { LedgerCatalogue } from './ledger-catalogue.ts'

export interface PolicyDeps extends ChangeDeps {
  readonly adapters: LedgerAdapters
}

export interface MappingDeps extends PolicyDeps {
  readonly catalogue: LedgerCatalogue
}

export interface SaveMode extends TrialWish {
  /** Codes are saved that the ledger has not vouched for. */
  readonly unchecked?: boolean | undefined
}

export const createSaveMapping =
  (deps: MappingDeps) =>
  (request: ChangeRequest, draft: MappingDraft, mode: SaveMode = {}) =>
    changeOrganization(deps, request, async (organization, stamp) => {
      const { policies } = draft
      const refused = await refusePolicies(deps, organization, policies, '/policies/postingMode')
      return refused
        ? err(refused)
        : await saveChecked(deps.catalogue, organization, draft, mode, stamp)
    })

/** A part of the mapping that has lines in the table replaces the stored part. A part without lines stays. */
export const createImportMapping =
  (deps: MappingDeps) =>
  (
    request: ChangeRequest,
    lines: readonly TableLine[],
    { effectiveFrom, ...mode }: SaveMode & { readonly effectiveFrom?: string | undefined },
  ) =>
    changeOrganization(deps, request, async (organization, stamp) => {
      const table = readTable(lines)
      if (!table.ok) return table
      const { places, ...parts } = table.value
      const { version: _, effectiveFrom: _before, ...rules } = organization.mapping
      const draft = { ...rules, ...parts, ...(effectiveFrom && { effectiveFrom }) }
      const saved = await saveChecked(deps.catalogue, organization, draft, mode, stamp)
      return saved.ok ? saved : err(placed(saved.error, places))
    })

export const createSavePolicies =
  (deps: PolicyDeps) => (request: ChangeRequest, policies: Policies) =>
    changeOrganization(deps, request, async (organization, stamp) => {
      const refused = await refusePolicies(deps, organization, policies, '/postingMode')
      return refused ? err(refused) : ok(withPolicies(organization, policies, stamp))
    })

const refusePolicies = (
  { adapters }: PolicyDeps,
  { connector }: Organization,
  policies: Policies | undefined,
  field: string,
) => refuseMode(adapters, { type: connector?.type, policies, field }, AbortSignal.timeout(answerMs))

async function saveChecked(
  catalogue: LedgerCatalogue,
  organization: Organization,
  draft: MappingDraft,
  { unchecked, ...wish }: SaveMode,
  stamp: Parameters<typeof saveMapping>[2],
): Promise<ReturnType<typeof saveMapping>> {
  const saved = saveMapping(organization, draft, stamp, wish)
  if (!saved.ok || saved.value === organization || unchecked || !organization.connector)
    return saved
  const refusal = await refuseUnknown(catalogue, organization, draft)
  return refusal ? err(refusal) : saved
}

/** A code that seems to be missing is looked for once more, in a list that was read just now, before the mapping is refused. */
async function refuseUnknown(
  catalogue: LedgerCatalogue,
  organization: Organization,
  rules: MappingRules,
): Promise<Refusal | undefined> {
  for (const fresh of [false, true]) {
    const read = await readCatalogues(catalogue, organization, kindsToCheck(rules), { fresh })
    if (read.missing) return unreadable(read.missing)
    const faults = catalogueFaults(rules, read.found)
    if (faults.length === 0) return undefined
    if (fresh) return invalid('mapping.not_in_ledger', faults)
  }
  return undefined
}

/** The lists that could be read, and the refusal of one that could not. */
export async function readCatalogues(
  catalogue: LedgerCatalogue,
  organization: Organization,
  kinds: readonly CatalogueKind[],
  options: Parameters<LedgerCatalogue['read']>[2],
): Promise<{ readonly found: Catalogue; readonly missing?: Refusal }> {
  const found = new Map<CatalogueKind, readonly CatalogueEntry[]>()
  const missing: Refusal[] = []
  await Promise.all(
    kinds.map(async (kind) => {
      const entries = await catalogue.read(organization, kind, options)
      if (entries.ok) found.set(kind, entries.value)
      else missing.push(entries.error)
    }),
  )
  return { found, ...(missing[0] && { missing: missing[0] }) }
}

/** With the ledger's own words, which hold the remedy. */
const unreadable = ({ code, message }: Refusal) =>
  refusal('unavailable', 'mapping.not_checked', {
    why: message === undefined ? code : `${code}: ${message}`,
  })
