import { connectorTypes } from '@bilagsbro/booking/connector-type'
import { Type } from 'typebox'

const Words = Type.Object({ nb: Type.String(), nn: Type.String(), en: Type.String() })

export const SchemaAnswer = Type.Object({
  type: Type.Enum([...connectorTypes]),
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.Union([Type.Literal('target'), Type.Literal('secret')]),
      required: Type.Boolean(),
      identifying: Type.Optional(Type.Boolean()),
      pattern: Type.Optional(Type.String()),
      label: Words,
      help: Words,
    }),
  ),
  secretSets: Type.Array(Type.Array(Type.String())),
  mappingOptions: Type.Array(Type.String()),
})

export const ReportAnswer = Type.Object({
  name: Type.String(),
  accounts: Type.Integer(),
  costCentres: Type.Integer(),
})

export const CatalogueAnswer = Type.Array(
  Type.Object({
    code: Type.String(),
    name: Type.String(),
    blocked: Type.Optional(Type.String()),
    dimension: Type.Optional(Type.String()),
  }),
  { maxItems: 20_000 },
)

export const OpenAnswer = Type.Object({
  open: Type.Object({
    queued: Type.Integer(),
    sending: Type.Integer(),
    inDoubt: Type.Integer(),
    delivered: Type.Integer(),
  }),
})

export const ProblemAnswer = Type.Object({ code: Type.String(), detail: Type.String() })
