/** As it stands in the address. */
export interface MappingSearch {
  /** The version whose differences are shown. */
  readonly versjon?: string
  /** The expense type that somebody came for: it stands first. */
  readonly rad?: string
}

export const readSearch = ({ versjon, rad }: Readonly<Record<string, unknown>>): MappingSearch => ({
  ...(/^[1-9]\d{0,6}$/.test(String(versjon)) && { versjon: String(versjon) }),
  ...(typeof rad === 'string' && rad !== '' && { rad: rad.slice(0, 200) }),
})
