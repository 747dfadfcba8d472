import { api, dataOf } from '../api/client.ts'
import type { Policies } from './policies.ts'
import { changeOf } from '../settings/queries.ts'

export const savePolicies = (organizationId: string, version: number, policies: Policies) =>
  dataOf(
    api.config.PUT('/organizations/{organizationId}/connector/policies', {
      params: changeOf(organizationId, version),
      body: policies,
    }),
  )
