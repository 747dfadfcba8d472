import { api, dataOf } from '../../shared/api/client.ts'
import type { Policies } from '../../shared/policies/policies.ts'
import { changeOf } from '../../shared/settings/queries.ts'

export const savePolicies = (organizationId: string, version: number, policies: Policies) =>
  dataOf(
    api.config.PUT('/organizations/{organizationId}/connector/policies', {
      params: changeOf(organizationId, version),
      body: policies,
    }),
  )
