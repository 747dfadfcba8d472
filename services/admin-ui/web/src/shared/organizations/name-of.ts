interface Named {
  readonly data?: { readonly name?: string | undefined } | undefined
  readonly isError: boolean
}

/** What an organisation is called: a blank line while that is read, and its id where nobody can tell. */
export const nameOf = ({ data, isError }: Named, organizationId: string): string =>
  data?.name ?? (isError ? organizationId : '\u00A0')
