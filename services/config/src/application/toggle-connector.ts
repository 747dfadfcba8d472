import { disableConnector, enableConnector, type EnablingWish } from '#domain/toggle.ts'
import { changeOrganization, type ChangeDeps, type ChangeRequest } from './change-organization.ts'
import { usesToCover, type UsesDeps } from './uses-to-cover.ts'

export const createEnableConnector =
  (deps: ChangeDeps & UsesDeps) => (request: ChangeRequest, wish: EnablingWish) =>
    changeOrganization(deps, request, async (organization, stamp) =>
      enableConnector(organization, wish, await usesToCover(deps, organization), stamp),
    )

export const createDisableConnector =
  (deps: ChangeDeps) => (request: ChangeRequest, wish: { readonly reason?: string | undefined }) =>
    changeOrganization(deps, request, (organization, stamp) =>
      disableConnector(organization, wish, stamp),
    )
