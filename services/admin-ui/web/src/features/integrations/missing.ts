import type { Settings } from '../../shared/settings/queries.ts'

/** What the mapping lacks before anything can be sent, by name. */
export const missingOf = ({ unmapped }: Pick<Settings, 'unmapped'>): readonly Missing[] => [
  ...unmapped.categories.map((name) => ({ kind: 'category', name }) as const),
  ...unmapped.payeeKinds.map((name) => ({ kind: 'payee', name }) as const),
  ...unmapped.dimensions.map((name) => ({ kind: 'dimension', name }) as const),
]

export interface Missing {
  readonly kind: 'category' | 'payee' | 'dimension'
  readonly name: string
}
