import { ConnectionReport } from '@bilagsbro/adapter-api/calls'
import { CatalogueEntry } from '@bilagsbro/adapter-api/catalogue'
import { Schedule } from '@bilagsbro/events/connector-configured'
import { ConnectorType, DimensionName, SubledgerKind } from '@bilagsbro/events/fields'
import { Moment, RowsOf } from '@bilagsbro/service-kit/http-schemas'
import { Type, type TSchema } from 'typebox'
import { CategoryRule, Cron, Policies, Rules } from './schemas.ts'

const OrNull = <const S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const Optional = Type.Optional(Type.String())
const Names = Type.Array(Type.String())
const Version = Type.Integer({ examples: [28_512_000] })
const Who = (description: string) => Type.String({ description, examples: ['kari@example.no'] })

const Organization = {
  organizationId: Type.String({ examples: ['hlf'] }),
  name: Type.String({ examples: ['Hørselshemmedes Landsforbund'] }),
  organizationNumber: Type.Optional(Type.String({ examples: ['123456785'] })),
  version: Type.Integer({ description: 'The same as the ETag.', examples: [28_512_000] }),
  changedAt: Moment('When the settings were changed last.'),
  changedBy: Who('The user id of whoever changed them.'),
}

const Switch = {
  /** Left out where there is none. */
  connectorType: Type.Optional(ConnectorType),
  enabled: Type.Boolean({ description: 'Whether records are sent.' }),
}

export const OrganizationAnswer = Type.Object(
  { ...Organization, ...Switch },
  { title: 'Organization' },
)
export const OrganizationsAnswer = RowsOf('Organizations', OrganizationAnswer)

/** The facts about a secret that are shown: never the secret. */
const SecretAnswer = Type.Object(
  {
    field: Type.String(),
    setAt: Moment('When it was set.'),
    setBy: Who('The user id of whoever set it.'),
    expiresAt: Type.Optional(Moment('When it expires, where that is known.')),
  },
  { title: 'SetSecret' },
)

const Target = Type.Record(Type.String(), Type.String(), {
  description: 'Which ledger is posted to.',
})

const TrialWaiver = Type.Object(
  { by: Who('Who waived it.'), at: Moment('When.'), reason: Type.String() },
  { title: 'TrialWaiver' },
)
const TrialAnswer = Type.Object(
  { version: Version, waived: Type.Optional(TrialWaiver) },
  {
    title: 'Trial',
    description: 'One voucher goes first and is read back, since this version of the settings.',
  },
)

const ConnectorAnswer = Type.Object(
  {
    type: ConnectorType,
    enabled: Type.Boolean(),
    target: Target,
    targetFingerprint: Type.String(),
    credentialsVersion: Version,
    secrets: Type.Array(SecretAnswer),
    testedAt: Type.Optional(Moment('When these credentials were tested and worked.')),
    sendFrom: Type.Optional(Moment('Records approved earlier are not sent.')),
    toggledAt: Type.Optional(Moment('When it was enabled or disabled last.')),
    toggledBy: Type.Optional(Who('The user id of whoever did.')),
    reason: Type.Optional(Type.String({ description: 'Why it was disabled.' })),
    trial: Type.Optional(TrialAnswer),
  },
  { title: 'Connector' },
)

const MappingAnswer = Type.Object(
  { version: Type.Integer({ examples: [7] }), ...Rules },
  { title: 'Mapping' },
)

export const SettingsAnswer = Type.Object(
  {
    ...Organization,
    connector: OrNull(ConnectorAnswer),
    mapping: MappingAnswer,
    policies: Policies,
    schedule: Cron,
  },
  { title: 'Settings' },
)

const Unmapped = Type.Object(
  {
    categories: Names,
    payeeKinds: Names,
    dimensions: Type.Array(DimensionName, {
      description: 'What rules in use book on, and the mapping has no dimension of the ledger for.',
    }),
  },
  { title: 'Unmapped' },
)

export const ReadSettingsAnswer = Type.Object(
  { ...SettingsAnswer.properties, unmapped: Unmapped },
  { title: 'ReadSettings' },
)

export const ConnectorTypesAnswer = Type.Object(
  {
    rows: Type.Array(ConnectorType, { description: 'The kinds that are offered.' }),
  },
  { title: 'ConnectorTypes' },
)

export const FoundAnswer = Type.Object(
  {
    ...ConnectionReport.properties,
    firstAccounts: Type.Optional(
      Type.Array(CatalogueEntry, { description: 'Left out where the list took too long.' }),
    ),
    firstCostCentres: Type.Optional(
      Type.Array(CatalogueEntry, { description: 'Left out where the list took too long.' }),
    ),
  },
  { title: 'FoundLedger' },
)

export const CatalogueAnswer = RowsOf('Catalogue', CatalogueEntry)

export const MappingTableAnswer = Type.Object(
  {
    mapping: MappingAnswer,
    rows: Type.Array(
      Type.Object(
        {
          kind: Type.Enum(['category', 'payee_kind']),
          key: Type.String({ examples: ['taxi'] }),
          account: Optional,
          vatCode: Optional,
          costCenter: Optional,
          project: Optional,
          subledger: Type.Optional(SubledgerKind),
          inUse: Type.Boolean({ description: 'Whether an approved record has used it.' }),
          problem: Type.Optional(
            Type.Object(
              { code: Type.String({ examples: ['mapping.unmapped'] }), message: Type.String() },
              { title: 'RowProblem' },
            ),
          ),
        },
        { title: 'MappingRow' },
      ),
      { description: 'What is mapped or in use; what lacks an account comes first.' },
    ),
    unmapped: Unmapped,
    checked: Type.Boolean({
      description: "Whether the ledger's lists could be read; else accounts show no problem.",
    }),
  },
  { title: 'MappingTable' },
)

const Saved = {
  savedAt: Moment('When it was saved.'),
  savedBy: Who('The user id of whoever saved it.'),
}

export const MappingVersionsAnswer = RowsOf(
  'MappingVersions',
  Type.Object(
    {
      version: Type.Integer(),
      effectiveFrom: Type.Optional(Type.String({ format: 'date', examples: ['2026-12-01'] })),
      ...Saved,
    },
    { title: 'MappingVersionRow', description: 'Newest first.' },
  ),
)

export const MappingVersionAnswer = Type.Object(
  { ...MappingAnswer.properties, ...Saved },
  { title: 'MappingVersion' },
)

const Booked = Type.Union([CategoryRule, Type.String()], { title: 'Booked' })

export const DifferencesAnswer = Type.Object(
  {
    rows: Type.Array(
      Type.Object(
        {
          part: Type.String({ examples: ['categories'] }),
          key: Type.Optional(Type.String({ examples: ['taxi'] })),
          before: Type.Optional(Booked),
          after: Type.Optional(Booked),
        },
        { title: 'Difference' },
      ),
    ),
  },
  { title: 'Differences' },
)

/** The parts that differ, before or after a change; null where the part did not exist yet. */
const ChangedParts = Type.Partial(
  Type.Object({
    name: OrNull(Type.String()),
    organizationNumber: OrNull(Type.String()),
    connector: OrNull(
      Type.Object(
        {
          type: ConnectorType,
          enabled: Type.Boolean(),
          target: Target,
          sendFrom: OrNull(Moment('Records approved earlier are not sent.')),
          reason: OrNull(Type.String({ description: 'Why it was disabled.' })),
          /** Left out in what was changed before there were trials. */
          trial: Type.Optional(
            OrNull(
              Type.Object(
                { version: Version, waived: OrNull(TrialWaiver) },
                { title: 'ChangedTrial' },
              ),
            ),
          ),
          testedAt: OrNull(Moment('When these credentials were tested and worked.')),
          secrets: Type.Array(
            Type.Object(
              {
                ...SecretAnswer.properties,
                expiresAt: OrNull(Moment('When it expires, where that is known.')),
              },
              { title: 'ChangedSecret' },
            ),
          ),
        },
        { title: 'ChangedConnector' },
      ),
    ),
    mapping: OrNull(
      Type.Object(
        { version: Type.Integer(), effectiveFrom: OrNull(Type.String()) },
        { title: 'ChangedMapping' },
      ),
    ),
    policies: OrNull(Policies),
    schedule: Cron,
  }),
  { title: 'ChangedParts' },
)

export const ChangesAnswer = RowsOf(
  'Changes',
  Type.Object(
    {
      version: Version,
      at: Moment('When.'),
      by: Who('The user id of whoever changed it.'),
      parts: Type.Array(Type.String(), { description: 'What differs.', examples: [['mapping']] }),
      before: ChangedParts,
      after: ChangedParts,
    },
    { title: 'Change', description: 'Newest first.' },
  ),
)

export const SecretReadsAnswer = RowsOf(
  'SecretReads',
  Type.Object(
    {
      id: Type.String({ description: 'In the order of time.' }),
      at: Moment('When.'),
      by: Type.String({
        description:
          'The client id of the service that makes calls with them, or the user id of whoever tried a draft with them.',
        examples: ['dynamics-adapter'],
      }),
      connector: ConnectorType,
      credentialsVersion: Type.Integer({ description: 'The version that set them last.' }),
      fields: Type.Array(Type.String(), { description: 'Which secrets, by name.' }),
    },
    { title: 'SecretRead', description: 'Newest first.' },
  ),
)

const nextRuns = Type.Array(Moment('One of the next three.'))

export const NextRunsAnswer = Type.Object({ nextRuns }, { title: 'NextRuns' })

export const ScheduleAnswer = Type.Object(
  {
    ...Schedule.properties,
    cron: Cron,
    nextRuns,
  },
  { title: 'ScheduleWithRuns' },
)
