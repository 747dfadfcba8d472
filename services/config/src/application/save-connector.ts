import { ok } from '@bilagsbro/kernel/result'
import {
  changesNothing,
  planConnector,
  withConnector,
  type ConnectorDraft,
  type ConnectorPlan,
} from '#domain/credentials.ts'
import {
  nextVersion,
  type Organization,
  type Stamp,
  type StoredSecret,
} from '#domain/organization.ts'
import { changeOrganization, type ChangeDeps, type ChangeRequest } from './change-organization.ts'
import type { Vault } from './ports/vault.ts'

export const createSaveConnector =
  (deps: ChangeDeps & { readonly vault: Vault }) =>
  (request: ChangeRequest, draft: ConnectorDraft) =>
    changeOrganization(deps, request, async (organization, stamp) => {
      const plan = planConnector(organization, draft)
      if (!plan.ok) return plan
      const differing = await differingSecrets(deps.vault, organization, plan.value)
      if (changesNothing(organization, plan.value, differing)) return ok(organization)
      const sealed = await seal(deps.vault, organization, plan.value, differing, stamp)
      return ok(withConnector(organization, plan.value, sealed, stamp))
    })

/** What was given and is not stored already. What cannot be opened any more counts as different. */
async function differingSecrets(
  vault: Vault,
  organization: Organization,
  { type, stored, given }: ConnectorPlan,
): Promise<ConnectorPlan['given']> {
  const same = await Promise.all(
    given.map(async ({ field, value }) => {
      const before = stored.find((secret) => secret.field === field)
      if (!before) return false
      const place = placeOf(organization.id, type, before)
      return (await vault.open(place, before.sealed)) === value
    }),
  )
  return given.filter((_, index) => !same[index])
}

function seal(
  vault: Vault,
  organization: Organization,
  { type }: ConnectorPlan,
  secrets: ConnectorPlan['given'],
  stamp: Stamp,
): Promise<StoredSecret[]> {
  const version = nextVersion(organization.version, stamp.at)
  return Promise.all(
    secrets.map(async ({ field, value }) => ({
      field,
      version,
      setAt: stamp.at,
      setBy: stamp.by,
      sealed: await vault.seal(placeOf(organization.id, type, { field, version }), value),
    })),
  )
}

export const placeOf = (
  organizationId: string,
  connector: string,
  { field, version }: Pick<StoredSecret, 'field' | 'version'>,
) => ({ organizationId, connector, field, version })
