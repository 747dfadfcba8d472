import { err } from '@bilagsbro/kernel/result'
import { removeConnector } from '#domain/removal.ts'
import { changeOrganization, type ChangeDeps, type ChangeRequest } from './change-organization.ts'
import { answerMs } from './draft-credentials.ts'
import { leaveTarget } from './leave-target.ts'
import type { Limiter } from './limiter.ts'
import type { LedgerAdapters } from './ports/ledger-adapters.ts'

/** Takes the connector away and destroys its secrets. */
export const createRemoveConnector =
  (deps: ChangeDeps & { readonly adapters: LedgerAdapters; readonly tests: Limiter }) =>
  (request: ChangeRequest) =>
    changeOrganization(deps, request, async (organization, stamp) => {
      const removed = removeConnector(organization, stamp)
      if (!removed.ok) return removed
      const signal = AbortSignal.timeout(answerMs)
      return deps.tests.within(organization.id, async () => {
        const refusal = await leaveTarget(deps.adapters, organization, undefined, signal)
        return refusal ? err(refusal) : removed
      })
    })
