import { catalogueKinds } from '@bilagsbro/adapter-api/catalogue'
import { connectorTypes } from '@bilagsbro/booking/connector-type'
import { norwegianTime } from '@bilagsbro/booking/schedule'
import { postingModes, subledgerKinds } from '@bilagsbro/booking/mapping'
import { closedPeriodRules } from '@bilagsbro/booking/moved-date'
import { closed, OrganizationParams, PageQuery } from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'

export const OrganizationBody = Type.Object(
  {
    name: Type.String({
      description:
        'What people call the organisation: at most 200 characters, none of them a control character or one that changes the direction of writing.',
      examples: ['Hørselshemmedes Landsforbund'],
    }),
    organizationNumber: Type.Optional(
      Type.String({
        description: 'Nine digits, as Brønnøysundregistrene show it.',
        examples: ['123456785'],
      }),
    ),
  },
  { ...closed, title: 'OrganizationDetails' },
)

/** No parser of JSON hands this name on. */
const names = { propertyNames: { not: { const: '__proto__' } } }

const Draft = {
  type: Type.Enum([...connectorTypes], {
    description: 'The kind of accounting system, one of GET /credential-schemas.',
    examples: ['dynamics'],
  }),
  target: Type.Record(Type.String(), Type.String(), {
    ...names,
    description: 'Which ledger is posted to: fields of the credential schema whose kind is target.',
  }),
  secrets: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      ...names,
      description: 'Only those that are set anew: one of the secretSets of the credential schema.',
    }),
  ),
}

export const ConnectorBody = Type.Object(
  {
    ...Draft,
    expiresAt: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]), {
        ...names,
        description:
          'A day or moment by secret, where it is known; null where it is not any more. A certificate says it itself.',
        examples: [{ clientSecret: '2027-11-21' }],
      }),
    ),
  },
  { ...closed, title: 'ConnectorDraft' },
)

export const TestBody = Type.Union(
  [
    Type.Object(Draft, { ...closed, description: 'Credentials that are not saved.' }),
    Type.Object({}, { ...closed, description: 'Nothing: the saved credentials.' }),
    Type.Null(),
  ],
  { title: 'ConnectionTest' },
)

const Code = (description: string) => Type.Optional(Type.String({ description }))

const Rest = {
  vatCode: Code('A VAT code of the ledger.'),
  costCenter: Code('The cost centre of lines that name none.'),
  project: Code('The project of lines that name none.'),
}

const Subledger = Type.Optional(
  Type.Enum([...subledgerKinds], {
    description: 'What the number of such a payee is in the ledger.',
  }),
)

export const CategoryRule = Type.Object(
  {
    account: Type.String({
      description: 'The account that lines of the category are booked to.',
      examples: ['7140'],
    }),
    ...Rest,
  },
  { ...closed, title: 'CategoryRule' },
)

export const Rules = {
  effectiveFrom: Type.Optional(
    Type.String({
      description: 'The first posting date that is booked so. Left out: all.',
      examples: ['2026-12-01'],
    }),
  ),
  categories: Type.Record(Type.String(), CategoryRule, {
    ...names,
    description: 'How each category is booked.',
  }),
  credits: Type.Object(
    {
      employee: Code('The credit account for employees.'),
      volunteer: Code('The credit account for volunteers.'),
      external: Code('The credit account for everybody else.'),
    },
    { ...closed, title: 'Credits', description: 'The credit account for each kind of payee.' },
  ),
  dimensions: Type.Object(
    {
      costCenter: Code("The ledger's code for the cost centre dimension."),
      project: Code("The ledger's code for the project dimension."),
    },
    {
      ...closed,
      title: 'Dimensions',
      description: "What the ledger calls the record's cost centre and project.",
    },
  ),
  defaults: Type.Optional(
    Type.Object(Rest, {
      ...closed,
      title: 'Defaults',
      description: 'For what neither the line nor the rule of its category says.',
    }),
  ),
  subledgers: Type.Optional(
    Type.Object(
      { employee: Subledger, volunteer: Subledger, external: Subledger },
      {
        ...closed,
        title: 'Subledgers',
        description: 'Kinds of payee that are credited under their own number in the ledger.',
      },
    ),
  ),
}

export const Policies = Type.Object(
  {
    postingDate: Type.Enum(['approval', 'last_line'], {
      description: 'What the voucher is dated by.',
    }),
    freeText: Type.Boolean({ description: "Whether the lines' free text may go to the ledger." }),
    deliveredDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 90,
        description:
          'For how many days a delivered voucher may wait in the ledger before that is told; left out, three.',
      }),
    ),
    postingMode: Type.Optional(
      Type.Enum([...postingModes], {
        description:
          'Whether vouchers are booked (as from the beginning), or left in the ledger as drafts that a person there posts; one of the postingModes of the credential schema. Saved without: as before.',
      }),
    ),
    closedPeriods: Type.Optional(
      Type.Enum([...closedPeriodRules], {
        description:
          'What becomes of a voucher whose period is closed in the ledger: it waits (as from the beginning), or is dated on the first day of the next open period, or today. Saved without: as before.',
      }),
    ),
  },
  { ...closed, title: 'Policies' },
)

const Unchecked = Type.Optional(
  Type.Boolean({
    description: "true saves although the ledger's own lists do not vouch for it.",
  }),
)

const TrialWish = {
  trial: Type.Optional(
    Type.Literal('waive', {
      description: 'All records may go at once. Left out: one voucher goes first and is read back.',
    }),
  ),
  reason: Type.Optional(
    Type.String({ description: 'Why the trial is waived, for those who ask later.' }),
  ),
}

export const MappingBody = Type.Object(
  { ...Rules, policies: Type.Optional(Policies), unchecked: Unchecked, ...TrialWish },
  { ...closed, title: 'MappingDraft' },
)

export const ImportQuery = Type.Object(
  { effectiveFrom: Rules.effectiveFrom, unchecked: Unchecked, ...TrialWish },
  closed,
)

export const TableBody = Type.String({
  description:
    'A table in CSV, as GET gives it or as a spreadsheet saves it: in UTF-8, UTF-16 or Windows-1252, separated by ; or , or tabs. Parts that it has no line of stay as they are.',
})

const version = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 2_147_483_647, description })

export const VersionParams = Type.Object({
  ...OrganizationParams.properties,
  version: version('The version of the mapping.'),
})

export const VersionQuery = Type.Object(
  { version: Type.Optional(version('Left out: the newest version.')) },
  closed,
)

export const SinceQuery = Type.Object(
  { since: version('The version to compare with; 0 is the empty mapping.') },
  closed,
)

export const ReadsQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({ maxLength: 64, description: 'The `next` of the page before.' }),
    ),
    limit: PageQuery.properties.limit,
  },
  closed,
)

export const CatalogueQuery = Type.Object(
  {
    kind: Type.Enum([...catalogueKinds], {
      description: 'What to list.',
    }),
    q: Type.Optional(
      Type.String({
        maxLength: 100,
        description: 'The beginning of a code or any part of a name, 100 characters at most.',
      }),
    ),
    ...PageQuery.properties,
  },
  closed,
)

export const Cron = Type.Union([Type.String(), Type.Null()], {
  description: `Five fields in ${norwegianTime}; null: as soon as records are approved.`,
  examples: ['0 6 * * 1-5'],
})

export const ScheduleBody = Type.Object(
  {
    cron: Cron,
  },
  { ...closed, title: 'ScheduleDraft' },
)

export const ScheduleQuery = Type.Object(
  {
    cron: Type.String({
      description: `Five fields in ${norwegianTime}.`,
      examples: ['0 6 * * 1-5'],
    }),
  },
  closed,
)

export const TypeParams = Type.Object({
  type: Type.String({ description: 'The kind of accounting system.' }),
})

export const StateBody = Type.Union(
  [
    Type.Object(
      {
        enabled: Type.Literal(true),
        sendFrom: Type.Optional(
          Type.Union([Type.String(), Type.Null()], {
            description:
              'ISO 8601. Records approved earlier are not sent. Left out: as the last time; null: everything approved.',
            examples: ['2026-11-21T10:00:00Z'],
          }),
        ),
        ...TrialWish,
      },
      closed,
    ),
    Type.Object(
      {
        enabled: Type.Literal(false),
        reason: Type.Optional(Type.String({ description: 'Why, for those who ask later.' })),
      },
      closed,
    ),
  ],
  { title: 'ConnectorState' },
)
