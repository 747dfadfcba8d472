import { norwegianTime } from '@bilagsbro/booking/schedule'
import { Type, type Static } from 'typebox'
import { defineEvent, type DataOf } from './define-event.ts'
import { ConnectorType, Day, Id, Instant, SubledgerKind } from './fields.ts'

const Account = Id('An account number of the ledger.')

/** How one expense category is booked. */
const CategoryRule = Type.Object(
  {
    account: Account,
    vatCode: Type.Optional(Id('A VAT code of the ledger.')),
    costCenter: Type.Optional(Id('The cost centre of lines that name none.')),
    project: Type.Optional(Id('The project of lines that name none.')),
  },
  { title: 'CategoryRule' },
)

export const Mapping = Type.Object(
  {
    version: Type.Integer({ minimum: 0 }),
    effectiveFrom: Type.Optional(
      Day('The first posting date that this version books; left out, it books all of them.'),
    ),
    categories: Type.Record(Type.String(), CategoryRule, {
      description: 'Category to ledger account.',
    }),
    credits: Type.Object(
      {
        employee: Type.Optional(Account),
        volunteer: Type.Optional(Account),
        external: Type.Optional(Account),
      },
      { description: 'The credit account for each kind of payee.' },
    ),
    dimensions: Type.Object(
      {
        costCenter: Type.Optional(Id("The ledger's code for the cost centre dimension.")),
        project: Type.Optional(Id("The ledger's code for the project dimension.")),
      },
      { description: "What the ledger calls the record's cost centre and project." },
    ),
    defaults: Type.Optional(
      Type.Object(
        {
          vatCode: Type.Optional(Id('A VAT code of the ledger.')),
          costCenter: Type.Optional(Id('A cost centre.')),
          project: Type.Optional(Id('A project.')),
        },
        { description: 'For what neither the line nor the rule of its category says.' },
      ),
    ),
    subledgers: Type.Optional(
      Type.Object(
        {
          employee: Type.Optional(SubledgerKind),
          volunteer: Type.Optional(SubledgerKind),
          external: Type.Optional(SubledgerKind),
        },
        {
          title: 'MappingSubledgers',
          description:
            "Kinds of payee that are credited under their own number in the ledger (the record's payee.ledgerNumber), on the credit account of their kind. A record without it waits.",
        },
      ),
    ),
  },
  { title: 'Mapping' },
)

export const Policies = Type.Object(
  {
    postingDate: Type.Union([Type.Literal('approval'), Type.Literal('last_line')], {
      description: 'The voucher is dated by the approval or by its last line.',
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
      Type.Union([Type.Literal('book'), Type.Literal('draft')], {
        title: 'PostingMode',
        description:
          'Whether vouchers are booked, or left in the ledger as drafts that a person there posts. Left out, they are booked.',
      }),
    ),
    closedPeriods: Type.Optional(
      Type.Union([Type.Literal('hold'), Type.Literal('next_open'), Type.Literal('today')], {
        title: 'ClosedPeriods',
        description:
          'What becomes of a voucher whose period is closed in the ledger: it waits, or carries the first day of the next open period, or the day on which that is found. Left out, it waits.',
      }),
    ),
  },
  { title: 'Policies' },
)

export const Schedule = Type.Object(
  {
    cron: Type.String({
      maxLength: 100,
      description:
        'Five fields, like "0 6 * * 1-5": minute, hour, day of month, month, day of week.',
    }),
    timeZone: Type.Literal(norwegianTime),
  },
  { title: 'Schedule' },
)
export type Schedule = Static<typeof Schedule>

export const ConnectorConfigured = defineEvent({
  type: 'connector.configured',
  version: 1,
  key: 'organizationId',
  summary:
    "The whole state of an organisation's connector, without secrets. The only source of connector state; a reader applies only a greater version.",
  data: Type.Object({
    organizationId: Id('The organisation.'),
    organizationName: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    connector: Type.Union([
      Type.Null(),
      Type.Object(
        {
          type: ConnectorType,
          enabled: Type.Boolean(),
          targetFingerprint: Type.String({
            description:
              'Changes exactly when the system, tenant, environment or company that is posted to does.',
          }),
          credentialsVersion: Type.Integer({ minimum: 1 }),
          sendFrom: Type.Optional(Instant('Records approved earlier are not sent.')),
          trial: Type.Optional(
            Type.Object(
              {
                version: Type.Integer({
                  minimum: 1,
                  description: 'Of the connector.configured that made the trial due.',
                }),
                waived: Type.Optional(
                  Type.Object(
                    {
                      by: Id('The user id of whoever waived it.'),
                      at: Instant(),
                      reason: Type.Optional(Type.String()),
                    },
                    { title: 'TrialWaiver' },
                  ),
                ),
              },
              {
                title: 'Trial',
                description:
                  'One voucher goes first and is read back, since sending began or the mapping changed. Left out where none is due.',
              },
            ),
          ),
          secretsExpireAt: Type.Optional(
            Instant('When the first of its secrets expires, where that is known.'),
          ),
        },
        { title: 'Connector' },
      ),
    ]),
    mapping: Mapping,
    earlierMappings: Type.Optional(
      Type.Array(Mapping, {
        description:
          'Versions that still book what is dated before `mapping.effectiveFrom`, newest first. A voucher takes the greatest version that is effective on its posting date.',
      }),
    ),
    policies: Policies,
    schedule: Type.Optional(
      Type.Union([Type.Null(), Schedule], {
        description: 'When records are sent; null or left out: as soon as they are approved.',
      }),
    ),
    changedAt: Instant(),
    changedBy: Id('The user id of whoever changed it.'),
  }),
})
export type ConnectorConfigured = DataOf<typeof ConnectorConfigured>

export const ConnectorToggled = defineEvent({
  type: 'connector.toggled',
  version: 1,
  key: 'organizationId',
  summary: 'Somebody switched a connector on or off. An audit fact, never a source of state.',
  data: Type.Object({
    organizationId: Id('The organisation.'),
    connector: ConnectorType,
    enabled: Type.Boolean(),
    reason: Type.Optional(Type.String()),
    trial: Type.Optional(Type.Literal('waived', { description: 'All records may go at once.' })),
    version: Type.Integer({
      minimum: 1,
      description: 'Of the connector.configured that carries the new state.',
    }),
    changedAt: Instant(),
    changedBy: Id('The user id of whoever switched it.'),
  }),
})
export type ConnectorToggled = DataOf<typeof ConnectorToggled>
