import { AlertResolved, AlertRule } from '@bilagsbro/events/alert'
import { Moment, PageQuery, RowsOf } from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static } from 'typebox'

const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

export const AlertParams = Type.Object({
  alertId: Type.String({
    pattern: uuid,
    description: 'The alert.',
    examples: ['5f0c3c1d-7d1f-8f7a-aa0f-5d9b0c1e2a3b'],
  }),
})

const AlertStateName = Type.Unsafe<'open' | 'muted' | 'acknowledged' | 'snoozed' | 'resolved'>(
  Type.Union(
    ['open', 'muted', 'acknowledged', 'snoozed', 'resolved'].map((state) => Type.Literal(state)),
    { title: 'AlertState' },
  ),
)

export const InboxParameters = Type.Object({
  ...PageQuery.properties,
  state: Type.Optional(AlertStateName),
  organizationId: Type.Optional(
    Type.String({ maxLength: 64, description: 'Only those of this organisation.' }),
  ),
  unread: Type.Optional(
    Type.Boolean({ description: 'Only those that the caller has not read, or has read.' }),
  ),
})

export const AlertAnswer = Type.Object(
  {
    id: Type.String(),
    version: Type.String({
      description: 'Of what it says now: the ETag, for the `If-Match` of what a person does.',
      examples: ['0f3a9c52d1e84b76'],
    }),
    organizationId: Type.Optional(
      Type.String({ description: 'Left out where it is of the platform.' }),
    ),
    organizationName: Type.Optional(Type.String()),
    rule: AlertRule,
    cause: Type.String({ description: 'The fingerprint of a failure, or a word.' }),
    state: AlertStateName,
    text: Type.String({ description: "A sentence in the caller's language." }),
    raisedAt: Moment('When what it is raised for came true.'),
    affected: Type.Integer({ description: 'Records; of the platform, organisations or messages.' }),
    remaining: Type.Integer({ description: 'Those of them that are still not right.' }),
    isUnstable: Type.Boolean({ description: 'It comes back again and again.' }),
    isRead: Type.Boolean({ description: 'Whether the caller has read it as it is now.' }),
    organizations: Type.Optional(
      Type.Array(
        Type.Object(
          { organizationId: Type.String(), name: Type.String() },
          { title: 'NamedOrganization' },
        ),
        { description: 'Those that an alert of the platform sums up.' },
      ),
    ),
    mutedBy: Type.Optional(
      Type.String({
        description: 'The rule whose open alert says it already: nobody was told of this one.',
      }),
    ),
    acknowledgedBy: Type.Optional(Type.String()),
    acknowledgedAt: Type.Optional(Moment('When somebody marked it as seen.')),
    snoozedBy: Type.Optional(Type.String()),
    snoozedUntil: Type.Optional(Moment('When it calls again if it is still open.')),
    resolvedAt: Type.Optional(Moment('When it came right.')),
    how: Type.Optional(AlertResolved.data.properties.how),
    link: Type.String({ description: 'The page with the affected records, as a path.' }),
  },
  { title: 'Alert' },
)
export type AlertAnswer = Static<typeof AlertAnswer>

export const AlertsAnswer = RowsOf('Alerts', AlertAnswer)

const AlertedRecord = Type.Object(
  {
    recordId: Type.String(),
    revision: Type.Integer(),
    beganAt: Moment('Since when it was not right.'),
    clearedAt: Type.Optional(Moment('When it came right.')),
    clearedBy: Type.Optional(
      Type.String({
        description: 'What it became: posted, delivered, handled, or something else.',
      }),
    ),
  },
  { title: 'AlertedRecord' },
)

export const AlertedRecordsAnswer = RowsOf('AlertedRecords', AlertedRecord)

export const AlertWithRecords = Type.Object(
  {
    ...AlertAnswer.properties,
    records: Type.Array(AlertedRecord, {
      description: 'At most 100, those first that are still not right.',
    }),
  },
  { title: 'AlertWithRecords' },
)

export const SeenHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      description:
        'The ETag of the alert that the person saw. Where it has changed since, it is refused. It may be left out but where `posted_twice` is acknowledged.',
    }),
  ),
})

export const SnoozeBody = Type.Object(
  {
    hours: Type.Unsafe<1 | 4 | 24>(
      Type.Union([Type.Literal(1), Type.Literal(4), Type.Literal(24)], {
        description: 'For how long: 1, 4 or 24 hours.',
      }),
    ),
  },
  { title: 'Snooze', additionalProperties: false },
)
