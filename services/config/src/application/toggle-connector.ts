import { disableConnector, enableConnector } from '#domain/toggle.ts'
import { changeOrganization, type ChangeDeps, type ChangeRequest } from './change-organization.ts'

export const createEnableConnector =
  (deps: ChangeDeps) =>
  (request: ChangeRequest, wish: { readonly sendFrom?: string | null | undefined }) =>
    changeOrganization(deps, request, (organization, stamp) =>
      enableConnector(organization, wish, stamp),
    )

export const createDisableConnector =
  (deps: ChangeDeps) => (request: ChangeRequest, wish: { readonly reason?: string | undefined }) =>
    changeOrganization(deps, request, (organization, stamp) =>
      disableConnector(organization, wish, stamp),
    )
