import type { Access } from '@bilagsbro/service-kit/http'

/** Everybody who has a role in the organisation. */
export const readers: { readonly access: Access } = {
  access: {
    roles: ['global_admin', 'org_admin', 'org_support', 'auditor'],
    organization: 'organizationId',
  },
}
