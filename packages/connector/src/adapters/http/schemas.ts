import { Type } from 'typebox'

const Fields = Type.Record(Type.String(), Type.String({ maxLength: 16_384 }))

/** Credentials that are not saved yet, or the organisation whose saved ones to use. */
export const WayBody = Type.Object(
  {
    organizationId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    target: Type.Optional(Fields),
    secrets: Type.Optional(Fields),
  },
  { description: 'Give organizationId, or target and secrets.' },
)

export const CatalogueBody = Type.Object({
  ...WayBody.properties,
  kind: Type.Enum(['accounts', 'cost_centres', 'dimensions', 'vat_codes', 'suppliers']),
})
