/** Small letters a-z, digits and hyphens: nothing that a list, a pattern or an address reads as more than itself. */
export const isOrganizationId = (id: unknown): id is string =>
  typeof id === 'string' && /^[a-z0-9-]{2,64}$/.test(id)
