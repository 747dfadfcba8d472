import type { ConnectionChoice, ConnectionReport } from '@bilagsbro/adapter-api/calls'
import type { CatalogueEntry } from '@bilagsbro/adapter-api/catalogue'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { ConnectorDraft, ConnectorPlan } from '#domain/credentials.ts'
import { notConfigured, type Organization } from '#domain/organization.ts'
import { answerMs, choiceOf, planDraft, tryPlan } from './draft-credentials.ts'
import type { Limiter } from './limiter.ts'
import type { LedgerAdapters } from './ports/ledger-adapters.ts'
import type { OrganizationStore } from './ports/organization-store.ts'
import type { OpenDeps } from './stored-secrets.ts'

/** The findings of a test: how many accounts and cost centres there are, and the first of them. A list that took too long is left out. */
export interface FoundLedger extends ConnectionReport {
  readonly firstAccounts?: readonly CatalogueEntry[]
  readonly firstCostCentres?: readonly CatalogueEntry[]
}

const shown = 50

interface Deps extends OpenDeps {
  readonly organizations: OrganizationStore
  readonly adapters: LedgerAdapters
  readonly tests: Limiter
}

/** Tries a draft, or the stored connector where no draft is given. Saves nothing. */
export const createTestConnection =
  (deps: Deps) =>
  async (
    organizationId: string,
    draft: ConnectorDraft | undefined,
    by: string,
  ): Promise<Result<FoundLedger, Refusal>> => {
    const signal = AbortSignal.timeout(answerMs)
    const organization = await deps.organizations.find(organizationId)
    if (!organization) return err(unknownOrganization)
    return deps.tests.within(organizationId, () => tryOut(deps, organization, draft, by, signal))
  }

async function tryOut(
  deps: Deps,
  organization: Organization,
  draft: ConnectorDraft | undefined,
  by: string,
  signal: AbortSignal,
): Promise<Result<FoundLedger, Refusal>> {
  const asked = draft
    ? await draftWay(deps, organization, draft, by, signal)
    : storedWay(organization)
  if (!asked.ok) return asked
  const { type, choice, plan } = asked.value
  const report = plan
    ? await tryPlan(deps.adapters, plan, choice, signal)
    : await deps.adapters.testConnection(type, choice, signal)
  if (!report.ok) return report
  const [accounts, costCentres] = await Promise.all([
    deps.adapters.catalogue(type, choice, 'accounts', signal),
    deps.adapters.catalogue(type, choice, 'cost_centres', signal),
  ])
  return ok({
    ...report.value,
    ...(accounts.ok && { firstAccounts: accounts.value.slice(0, shown) }),
    ...(costCentres.ok && { firstCostCentres: costCentres.value.slice(0, shown) }),
  })
}

interface Asked {
  readonly type: ConnectorType
  readonly choice: ConnectionChoice
  /** Of a draft: its fields are those of the request. */
  readonly plan?: ConnectorPlan
}

async function draftWay(
  deps: Deps,
  organization: Organization,
  draft: ConnectorDraft,
  by: string,
  signal: AbortSignal,
): Promise<Result<Asked, Refusal>> {
  const plan = await planDraft(deps.adapters, organization, draft, signal)
  if (!plan.ok) return plan
  const choice = await choiceOf(deps, organization, plan.value, by)
  return choice.ok ? ok({ type: plan.value.type, choice: choice.value, plan: plan.value }) : choice
}

const storedWay = ({ id, connector }: Organization): Result<Asked, Refusal> =>
  connector ? ok({ type: connector.type, choice: { organizationId: id } }) : err(notConfigured)
