import { disableConnector, enableConnector, type EnablingWish } from '#domain/toggle.ts'
import { changeOrganization, type ChangeDeps, type ChangeRequest } from './change-organization.ts'
import type { UsageStore } from './ports/usage-store.ts'

export const createEnableConnector =
  (deps: ChangeDeps & { readonly usages: UsageStore }) =>
  (request: ChangeRequest, wish: EnablingWish) =>
    changeOrganization(deps, request, async (organization, stamp) =>
      enableConnector(organization, wish, await deps.usages.of(organization.id), stamp),
    )

export const createDisableConnector =
  (deps: ChangeDeps) => (request: ChangeRequest, wish: { readonly reason?: string | undefined }) =>
    changeOrganization(deps, request, (organization, stamp) =>
      disableConnector(organization, wish, stamp),
    )
