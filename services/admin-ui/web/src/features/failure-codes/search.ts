const organization = /^[a-z0-9-]{1,64}$/

export interface CodesSearch {
  /** Whose records are counted. */
  readonly organisasjon?: string
  readonly q?: string
}

/** Whatever else stands in the address counts for nothing. */
export const readSearch = (given: Readonly<Record<string, unknown>>): CodesSearch => {
  const { organisasjon, q } = given
  return {
    ...(typeof organisasjon === 'string' && organization.test(organisasjon) && { organisasjon }),
    ...(typeof q === 'string' && q.trim() !== '' && { q: q.trim().slice(0, 100) }),
  }
}
