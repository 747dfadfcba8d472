import { Type } from 'typebox'

const closed = { additionalProperties: false } as const
const Moment = (description: string) => Type.String({ description })

export const OrganizationParams = Type.Object({
  organizationId: Type.String({ description: 'The organisation.' }),
})

export const ChangeHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      description:
        'The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored.',
    }),
  ),
})

export const OrganizationBody = Type.Object(
  {
    name: Type.String({ description: 'What people call the organisation.' }),
    organizationNumber: Type.Optional(
      Type.String({ description: 'Nine digits, as Brønnøysundregistrene show it.' }),
    ),
  },
  closed,
)

export const ConnectorBody = Type.Object(
  {
    type: Type.String({ description: 'The kind of accounting system: dynamics.' }),
    target: Type.Record(Type.String(), Type.String(), {
      description:
        'Which ledger is posted to. dynamics: tenantId, environment, companyId, clientId.',
    }),
    secrets: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description:
          'Only those that are set anew. dynamics: clientSecret, or certificate and privateKey.',
      }),
    ),
  },
  closed,
)

const Code = (description: string) => Type.Optional(Type.String({ description }))

const Rules = {
  categories: Type.Record(
    Type.String(),
    Type.Object(
      {
        account: Type.String({
          description: 'The account that lines of the category are booked to.',
        }),
        vatCode: Code('A VAT code of the ledger.'),
        costCenter: Code('The cost centre of lines that name none.'),
      },
      closed,
    ),
    { description: 'How each category is booked.' },
  ),
  credits: Type.Object(
    {
      employee: Code('The credit account for employees.'),
      volunteer: Code('The credit account for volunteers.'),
      external: Code('The credit account for everybody else.'),
    },
    { ...closed, description: 'The credit account for each kind of payee.' },
  ),
  dimensions: Type.Object(
    {
      costCenter: Code("The ledger's code for the cost centre dimension."),
      project: Code("The ledger's code for the project dimension."),
    },
    { ...closed, description: "What the ledger calls the record's cost centre and project." },
  ),
}

const Policies = Type.Object(
  {
    postingDate: Type.Union([Type.Literal('approval'), Type.Literal('last_line')], {
      description: 'approval or last_line: what the voucher is dated by.',
    }),
    freeText: Type.Boolean({ description: "Whether the lines' free text may go to the ledger." }),
  },
  closed,
)

export const MappingBody = Type.Object({ ...Rules, policies: Type.Optional(Policies) }, closed)

export const EnableBody = Type.Union([
  Type.Object(
    {
      sendFrom: Type.Optional(
        Type.Union([Type.String(), Type.Null()], {
          description:
            'ISO 8601. Records approved earlier are not sent. Left out: as the last time; null: everything approved.',
        }),
      ),
    },
    closed,
  ),
  Type.Null(),
])

export const DisableBody = Type.Union([
  Type.Object(
    { reason: Type.Optional(Type.String({ description: 'Why, for those who ask later.' })) },
    closed,
  ),
  Type.Null(),
])

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
  version: Type.Integer(),
  setAt: Moment('When it was set.'),
  setBy: Type.String({ description: 'The user id of whoever set it.' }),
})

const ConnectorAnswer = Type.Object({
  type: Type.String(),
  enabled: Type.Boolean(),
  target: Type.Record(Type.String(), Type.String()),
  targetFingerprint: Type.String(),
  credentialsVersion: Type.Integer(),
  secrets: Type.Array(SecretAnswer),
  sendFrom: Type.Optional(Moment('Records approved earlier are not sent.')),
  toggledAt: Type.Optional(Moment('When it was enabled or disabled last.')),
  toggledBy: Type.Optional(Type.String({ description: 'The user id of whoever did.' })),
  reason: Type.Optional(Type.String({ description: 'Why it was disabled.' })),
})

export const SettingsAnswer = Type.Object({
  ...Organization,
  ...Changed,
  connector: Type.Union([ConnectorAnswer, Type.Null()]),
  mapping: Type.Object({ version: Type.Integer(), ...Rules }),
  policies: Policies,
})

export const ConnectionAnswer = Type.Object({
  type: Type.String(),
  version: Type.Integer({ description: 'Rises when the target or a secret is changed.' }),
  targetFingerprint: Type.String(),
  target: Type.Record(Type.String(), Type.String()),
  secrets: Type.Record(Type.String(), Type.String(), { description: 'In clear.' }),
})
