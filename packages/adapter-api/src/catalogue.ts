import type { Immutable } from '@bilagsbro/kernel/immutable'
import { Type, type Static } from 'typebox'

export const catalogueKinds = [
  'accounts',
  'cost_centres',
  'dimensions',
  'vat_codes',
  'suppliers',
  'employees',
] as const
export type CatalogueKind = (typeof catalogueKinds)[number]

/** Something of a ledger that can be mapped to. */
export const CatalogueEntry = Type.Object(
  {
    code: Type.String({ examples: ['7140'] }),
    name: Type.String({ examples: ['Reisekostnad'] }),
    blocked: Type.Optional(Type.String({ description: 'Why it cannot be posted to.' })),
    dimension: Type.Optional(Type.String({ description: 'Of a dimension value: the dimension.' })),
  },
  { title: 'CatalogueEntry' },
)
export type CatalogueEntry = Immutable<Static<typeof CatalogueEntry>>
