import type { Refusal } from './result.ts'

/** Small letters a-z, digits and hyphens: nothing that a list, a pattern or an address reads as more than itself. */
export const organizationIdPattern = '^[a-z0-9-]{2,64}$'

const pattern = new RegExp(organizationIdPattern)

export const isOrganizationId = (id: unknown): id is string =>
  typeof id === 'string' && pattern.test(id)

export const unknownOrganization: Refusal = { kind: 'missing', code: 'organization.not_found' }
