import { err, ok, type Refusal } from '@bilagsbro/kernel/result'
import {
  changesNothing,
  refuseMove,
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
import { answerMs, choiceOf, planDraft, tryPlan } from './draft-credentials.ts'
import { leaveTarget } from './leave-target.ts'
import { refuseMode } from './posting-mode.ts'
import type { Limiter } from './limiter.ts'
import type { LedgerAdapters } from './ports/ledger-adapters.ts'
import type { Vault } from './ports/vault.ts'
import { placeOf, type OpenDeps } from './stored-secrets.ts'

export interface SaveDeps extends ChangeDeps, OpenDeps {
  readonly adapters: LedgerAdapters
  readonly tests: Limiter
  /** When a secret expires, where the secret itself names the moment. */
  readonly expiryOf: (secret: string) => Date | undefined
}

/** Saves a connector only when exactly its credentials have just led to a ledger. */
export const createSaveConnector =
  (deps: SaveDeps) => (request: ChangeRequest, draft: ConnectorDraft) => {
    const signal = AbortSignal.timeout(answerMs)
    const test = createTestOnce(deps, request.by, signal)
    return changeOrganization(deps, request, async (organization, stamp) => {
      const plan = await planDraft(deps.adapters, organization, draft, signal)
      if (!plan.ok) return plan
      const differing = await differingSecrets(deps.vault, organization, plan.value)
      if (changesNothing(organization, plan.value, differing)) return ok(organization)
      const move = refuseMove(organization, plan.value)
      if (move) return err(move)
      const { policies } = organization
      const wanted = { type: plan.value.type, policies, field: '/type' }
      const mode = await refuseMode(deps.adapters, wanted, signal)
      if (mode) return err(mode)
      const asked = await deps.tests.within(organization.id, async () => {
        const { targetFingerprint } = plan.value
        const refusal =
          (await leaveTarget(deps.adapters, organization, targetFingerprint, signal)) ??
          (await test(organization, plan.value))
        return refusal ? err(refusal) : ok(undefined)
      })
      if (!asked.ok) return asked
      const sealed = await seal(deps, organization, plan.value, differing, stamp)
      return ok(withConnector(organization, plan.value, sealed, stamp))
    })
  }

/** Tests credentials once: a change that begins again because somebody else was quicker asks the ledger no second time. */
function createTestOnce(deps: SaveDeps, by: string, signal: AbortSignal) {
  let passed: string | undefined
  return async (organization: Organization, plan: ConnectorPlan): Promise<Refusal | undefined> => {
    const choice = await choiceOf(deps, organization, plan, by)
    if (!choice.ok) return choice.error
    const credentials = JSON.stringify([plan.type, choice.value])
    if (credentials === passed) return undefined
    const tested = await tryPlan(deps.adapters, plan, choice.value, signal)
    if (!tested.ok) return tested.error
    passed = credentials
    return undefined
  }
}

/** The given secrets that differ from the stored ones. A stored secret that no longer opens counts as different. */
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
  { vault, expiryOf }: SaveDeps,
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
      expiresAt: expiryOf(value),
      sealed: await vault.seal(placeOf(organization.id, type, { field, version }), value),
    })),
  )
}
