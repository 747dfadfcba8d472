import type { Access } from '@bilagsbro/service-kit/http'
import { Type } from 'typebox'

export const readers: { readonly access: Access } = {
  access: {
    roles: ['global_admin', 'org_admin', 'org_support', 'auditor'],
    organization: 'organizationId',
  },
}

export const OrganizationParams = Type.Object({ organizationId: Type.String({ maxLength: 64 }) })
