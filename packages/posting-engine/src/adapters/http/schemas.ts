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
  {
    title: 'Way',
    description: 'Give organizationId; or target and secrets, and whose draft they are.',
  },
)

export const CatalogueBody = Type.Object(
  {
    ...WayBody.properties,
    kind: Type.Enum([
      'accounts',
      'cost_centres',
      'dimensions',
      'vat_codes',
      'suppliers',
      'employees',
    ]),
  },
  { title: 'CatalogueRequest' },
)

export const CatalogueAnswer = Type.Array(
  Type.Object(
    {
      code: Type.String({ examples: ['7140'] }),
      name: Type.String({ examples: ['Reisekostnad'] }),
      blocked: Type.Optional(Type.String({ description: 'Why it cannot be posted to.' })),
      dimension: Type.Optional(
        Type.String({ description: 'Of a dimension value: the dimension.' }),
      ),
    },
    { title: 'CatalogueEntry' },
  ),
)

export const ReportAnswer = Type.Object(
  {
    name: Type.String({ description: 'What the ledger calls itself.' }),
    accounts: Type.Integer({ description: 'How many there are.' }),
    costCentres: Type.Integer({ description: 'How many there are.' }),
  },
  { title: 'ConnectionReport' },
)

const Words = Type.Object(
  { nb: Type.String(), nn: Type.String(), en: Type.String() },
  { title: 'Words' },
)

export const CredentialSchema = Type.Object(
  {
    type: Type.String({ description: 'The kind of accounting system.', examples: ['dynamics'] }),
    fields: Type.Array(
      Type.Object(
        {
          name: Type.String({ examples: ['tenantId'] }),
          kind: Type.Enum(['target', 'secret']),
          required: Type.Boolean(),
          identifying: Type.Optional(Type.Boolean()),
          pattern: Type.Optional(Type.String()),
          label: Words,
          help: Words,
        },
        { title: 'CredentialField' },
      ),
    ),
    secretSets: Type.Array(Type.Array(Type.String()), {
      description: 'Each is a complete set of secrets; exactly one of them is saved.',
    }),
    mappingOptions: Type.Array(Type.Enum(['vatCode', 'costCenter', 'project', 'subledger']), {
      description: 'What, beside the account, the ledger has a place for.',
    }),
  },
  { title: 'CredentialSchema' },
)

export const OpenPostingsBody = Type.Object(
  { organizationId: OrganizationId },
  { title: 'OpenPostingsRequest' },
)

export const OpenPostingsAnswer = Type.Object(
  {
    open: Type.Object({
      queued: Type.Integer(),
      sending: Type.Integer(),
      inDoubt: Type.Integer(),
      delivered: Type.Integer(),
    }),
  },
  { title: 'OpenPostings' },
)
