/** A category, or a kind of payee, that an organisation's records use and its mapping has to cover. */
export interface Use {
  readonly organizationId: string
  readonly use: 'category' | 'payee_kind'
  readonly value: string
}
