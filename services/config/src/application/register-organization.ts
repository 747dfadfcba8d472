import { ok } from '@bilagsbro/kernel/result'
import { registerOrganization, type OrganizationDetails } from '#domain/registration.ts'
import { changeOrCreate, type ChangeDeps, type ChangeRequest } from './change-organization.ts'

export const createRegisterOrganization =
  (deps: ChangeDeps) => async (request: ChangeRequest, details: OrganizationDetails) => {
    let created = false
    const registered = await changeOrCreate(deps, request, (current, stamp) => {
      created = current === undefined
      return registerOrganization(current, request.organizationId, details, stamp)
    })
    return registered.ok ? ok({ organization: registered.value, created }) : registered
  }
