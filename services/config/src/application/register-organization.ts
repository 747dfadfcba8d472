import { registerOrganization, type OrganizationDetails } from '#domain/registration.ts'
import { changeOrCreate, type ChangeDeps, type ChangeRequest } from './change-organization.ts'

export const createRegisterOrganization =
  (deps: ChangeDeps) => (request: ChangeRequest, details: OrganizationDetails) =>
    changeOrCreate(deps, request, (current, stamp) =>
      registerOrganization(current, request.organizationId, details, stamp),
    )
