import { organizationIdPattern } from '@bilagsbro/kernel/organization-id'
import { Type } from 'typebox'

const OrganizationId = Type.String({
  pattern: organizationIdPattern,
  description: 'Small letters a-z, digits and hyphens.',
})
const Fields = Type.Record(Type.String(), Type.String({ maxLength: 16_384 }))

/** The organisation whose saved credentials to use, or those that it has not saved yet. */
export const WayBody = Type.Object(
  {
    organizationId: Type.Optional(OrganizationId),
    draftOf: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    target: Type.Optional(Fields),
    secrets: Type.Optional(Fields),
  },
  { description: 'Give organizationId; or target and secrets, and whose draft they are.' },
)

export const CatalogueBody = Type.Object({
  ...WayBody.properties,
  kind: Type.Enum([
    'accounts',
    'cost_centres',
    'dimensions',
    'vat_codes',
    'suppliers',
    'employees',
  ]),
})

const Words = Type.Object({ nb: Type.String(), nn: Type.String(), en: Type.String() })

export const CredentialSchema = Type.Object({
  type: Type.String({ description: 'The kind of accounting system.' }),
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.Enum(['target', 'secret']),
      required: Type.Boolean(),
      identifying: Type.Optional(Type.Boolean()),
      pattern: Type.Optional(Type.String()),
      label: Words,
      help: Words,
    }),
  ),
  secretSets: Type.Array(Type.Array(Type.String()), {
    description: 'Each is a complete set of secrets; exactly one of them is saved.',
  }),
  mappingOptions: Type.Array(Type.Enum(['vatCode', 'costCenter', 'project', 'subledger']), {
    description: 'What, beside the account, the ledger has a place for.',
  }),
})

export const OpenPostingsBody = Type.Object({
  organizationId: OrganizationId,
})

export const OpenPostingsAnswer = Type.Object({
  open: Type.Object({
    queued: Type.Integer(),
    sending: Type.Integer(),
    inDoubt: Type.Integer(),
    delivered: Type.Integer(),
  }),
})
