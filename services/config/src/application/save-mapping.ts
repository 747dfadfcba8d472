import { saveMapping, type MappingDraft } from '#domain/mapping.ts'
import { changeOrganization, type ChangeDeps, type ChangeRequest } from './change-organization.ts'

export const createSaveMapping =
  (deps: ChangeDeps) => (request: ChangeRequest, draft: MappingDraft) =>
    changeOrganization(deps, request, (organization, stamp) =>
      saveMapping(organization, draft, stamp),
    )
