import { Type } from 'typebox'
import { Policies, Rules } from './schemas.ts'

const Moment = (description: string) => Type.String({ description })

const Cron = Type.Union([Type.String(), Type.Null()], {
  description: 'Five fields in Europe/Oslo; null: as soon as records are approved.',
})

const Changed = {
  version: Type.Integer({ description: 'The same as the ETag.' }),
  changedAt: Moment('When the settings were changed last.'),
  changedBy: Type.String({ description: 'The user id of whoever changed them.' }),
}

const Organization = {
  organizationId: Type.String(),
  name: Type.String(),
  organizationNumber: Type.Optional(Type.String()),
}

export const OrganizationAnswer = Type.Object({ ...Organization, ...Changed })

export const OrganizationsAnswer = Type.Object({
  organizations: Type.Array(
    Type.Object({
      ...Organization,
      ...Changed,
      connectorType: Type.Optional(Type.String({ description: 'Left out where there is none.' })),
      enabled: Type.Boolean(),
    }),
  ),
})

/** What is said of a secret: never the secret. */
const SecretAnswer = Type.Object({
  field: Type.String(),
  setAt: Moment('When it was set.'),
  setBy: Type.String({ description: 'The user id of whoever set it.' }),
  expiresAt: Type.Optional(Moment('When it expires, where that is known.')),
})

const ConnectorAnswer = Type.Object({
  type: Type.String(),
  enabled: Type.Boolean(),
  target: Type.Record(Type.String(), Type.String()),
  targetFingerprint: Type.String(),
  credentialsVersion: Type.Integer(),
  secrets: Type.Array(SecretAnswer),
  testedAt: Type.Optional(Moment('When these credentials were tested and worked.')),
  sendFrom: Type.Optional(Moment('Records approved earlier are not sent.')),
  toggledAt: Type.Optional(Moment('When it was enabled or disabled last.')),
  toggledBy: Type.Optional(Type.String({ description: 'The user id of whoever did.' })),
  reason: Type.Optional(Type.String({ description: 'Why it was disabled.' })),
})

const MappingAnswer = Type.Object({ version: Type.Integer(), ...Rules })

export const SettingsAnswer = Type.Object({
  ...Organization,
  ...Changed,
  connector: Type.Union([ConnectorAnswer, Type.Null()]),
  mapping: MappingAnswer,
  policies: Policies,
  schedule: Cron,
})

export const ConnectionAnswer = Type.Object({
  type: Type.String(),
  version: Type.Integer({ description: 'Rises when the target or a secret is changed.' }),
  enabled: Type.Boolean({
    description: 'Whether anything may be sent; looking is allowed always.',
  }),
  targetFingerprint: Type.String(),
  target: Type.Record(Type.String(), Type.String()),
  secrets: Type.Record(Type.String(), Type.String(), { description: 'In clear.' }),
})

const Words = Type.Object({ nb: Type.String(), nn: Type.String(), en: Type.String() })

export const CredentialSchemaAnswer = Type.Object({
  type: Type.String({ description: 'The kind of accounting system.' }),
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.String({ description: 'target or secret.' }),
      required: Type.Boolean(),
      identifying: Type.Optional(
        Type.Boolean({ description: 'Whether another value means another ledger.' }),
      ),
      pattern: Type.Optional(
        Type.String({ description: 'A regular expression that a right value matches.' }),
      ),
      label: Words,
      help: Words,
    }),
  ),
  secretSets: Type.Array(Type.Array(Type.String()), {
    description: 'Each is a complete set of secrets; one of them is given.',
  }),
  mappingOptions: Type.Array(Type.String(), {
    description: 'What, beside the account, the ledger has a place for.',
  }),
})

export const ConnectorTypesAnswer = Type.Object({
  types: Type.Array(Type.String({ description: 'A kind of accounting system that is offered.' })),
})

const Entry = Type.Object({
  code: Type.String(),
  name: Type.String(),
  blocked: Type.Optional(Type.String({ description: 'Why it cannot be posted to.' })),
  dimension: Type.Optional(Type.String({ description: 'Of a dimension value: the dimension.' })),
})

export const FoundAnswer = Type.Object({
  name: Type.String({ description: 'What the ledger calls itself.' }),
  accounts: Type.Integer({ description: 'How many there are.' }),
  costCentres: Type.Integer({ description: 'How many there are.' }),
  firstAccounts: Type.Optional(
    Type.Array(Entry, { description: 'Left out where the list took too long.' }),
  ),
  firstCostCentres: Type.Optional(
    Type.Array(Entry, { description: 'Left out where the list took too long.' }),
  ),
})

export const CatalogueAnswer = Type.Object({
  total: Type.Integer(),
  page: Type.Integer(),
  pageSize: Type.Integer(),
  entries: Type.Array(Entry),
})

const Optional = Type.Optional(Type.String())

export const MappingTableAnswer = Type.Object({
  mapping: MappingAnswer,
  rows: Type.Array(
    Type.Object({
      kind: Type.String({ description: 'category or payee_kind.' }),
      key: Type.String(),
      account: Optional,
      vatCode: Optional,
      costCenter: Optional,
      project: Optional,
      subledger: Optional,
      inUse: Type.Boolean({ description: 'Whether an approved record has used it.' }),
      problem: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
    }),
    { description: 'What is mapped or in use; what lacks an account comes first.' },
  ),
  unmapped: Type.Object({
    categories: Type.Array(Type.String()),
    payeeKinds: Type.Array(Type.String()),
    dimensions: Type.Array(Type.Enum(['costCenter', 'project']), {
      description: 'What rules in use book on, and the mapping has no dimension of the ledger for.',
    }),
  }),
  checked: Type.Boolean({
    description: "Whether the ledger's lists could be read; else accounts show no problem.",
  }),
})

const Saved = {
  savedAt: Moment('When it was saved.'),
  savedBy: Type.String({ description: 'The user id of whoever saved it.' }),
}

const next = Type.Union([Type.Integer(), Type.Null()], {
  description: 'Ask with it as `before` for what is older; null at the end.',
})

export const MappingVersionsAnswer = Type.Object({
  versions: Type.Array(
    Type.Object({ version: Type.Integer(), effectiveFrom: Optional, ...Saved }),
    { description: 'Newest first.' },
  ),
  next,
})

export const MappingVersionAnswer = Type.Object({ ...MappingAnswer.properties, ...Saved })

export const DifferencesAnswer = Type.Object({
  differences: Type.Array(
    Type.Object({
      part: Type.String(),
      key: Optional,
      before: Type.Optional(Type.Unknown()),
      after: Type.Optional(Type.Unknown()),
    }),
  ),
})

export const ChangesAnswer = Type.Object({
  changes: Type.Array(
    Type.Object({
      version: Type.Integer(),
      at: Moment('When.'),
      by: Type.String({ description: 'The user id of whoever changed it.' }),
      parts: Type.Array(Type.String(), { description: 'What differs.' }),
      before: Type.Record(Type.String(), Type.Unknown()),
      after: Type.Record(Type.String(), Type.Unknown()),
    }),
    { description: 'Newest first.' },
  ),
  next,
})

export const SecretReadsAnswer = Type.Object({
  reads: Type.Array(
    Type.Object({
      id: Type.String({ description: 'In the order of time.' }),
      at: Moment('When.'),
      by: Type.String({
        description:
          'The client id of the service that makes calls with them, or the user id of whoever tried a draft with them.',
      }),
      connector: Type.String(),
      credentialsVersion: Type.Integer({ description: 'The version that set them last.' }),
      fields: Type.Array(Type.String(), { description: 'Which secrets, by name.' }),
    }),
    { description: 'Newest first.' },
  ),
  next: Type.Union([Type.String(), Type.Null()], {
    description: 'Ask with it as `before` for what is older; null at the end.',
  }),
})

export const ScheduleAnswer = Type.Object({
  cron: Cron,
  timeZone: Type.Literal('Europe/Oslo'),
  nextRuns: Type.Array(Moment('One of the next three.')),
})

export const IntegrationsAnswer = Type.Object({
  integrations: Type.Array(
    Type.Object({
      type: Type.String({ description: 'The kind of accounting system.' }),
      status: Type.String({ description: 'not_configured, active, or error: a secret expired.' }),
      enabled: Type.Boolean(),
      changedAt: Type.Optional(Moment('When it was enabled or disabled last.')),
      changedBy: Optional,
      reason: Optional,
      secrets: Type.Array(SecretAnswer),
      secretsExpireSoon: Type.Boolean({ description: 'Within 30 days, or already.' }),
      schedule: Cron,
      nextRunAt: Type.Union([Type.String(), Type.Null()], {
        description: 'null where it is off, or sends as soon as records are approved.',
      }),
      unmapped: Type.Integer({ description: 'Categories and kinds of payee without an account.' }),
    }),
  ),
})
