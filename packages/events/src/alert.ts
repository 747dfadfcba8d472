import { Type } from 'typebox'
import { defineEvent, type DataOf } from './define-event.ts'
import { Id, Instant, Revision, Sequence } from './fields.ts'

export const alertRules = [
  'third_failure',
  'final_failure',
  'error_rate',
  'waiting',
  'stalled',
  'late_delivery',
  'expiring_secret',
  'suspended',
  'posted_twice',
  'broken_log',
  'organizations',
  'second_vouchers',
  'broken_logs',
  'secrets',
  'consumer_lag',
  'dead_letters',
  'topic_settings',
] as const

export const AlertRule = Type.Unsafe<(typeof alertRules)[number]>(
  Type.Union(
    alertRules.map((rule) => Type.Literal(rule)),
    {
      title: 'AlertRule',
      description:
        'What an alert is raised for; those from `organizations` on are of the platform.',
    },
  ),
)

const AlertText = Type.Object(
  { nb: Type.String(), nn: Type.String(), en: Type.String() },
  { title: 'AlertText', description: 'A sentence in each language of the pages.' },
)

const alert = {
  alertId: Type.String({
    description: 'Names the alert for good, also where it is raised again from old messages.',
  }),
  sequence: Sequence,
  at: Instant('When this was told.'),
  organizationId: Type.Optional(Id('The organisation; left out where it is of the platform.')),
  rule: AlertRule,
  cause: Type.String({
    description:
      'Of one organisation and rule, at most one alert for each cause is open: the fingerprint of a failure, or a word.',
  }),
  audience: Type.Array(
    Type.Union(
      [Type.Literal('org_admin'), Type.Literal('org_support'), Type.Literal('global_admin')],
      {
        title: 'AlertAudience',
      },
    ),
    { description: 'The roles whose holders are to be told.' },
  ),
  notify: Type.Boolean({
    description: 'Whether people are to be told; else the inbox alone has changed.',
  }),
  raisedAt: Instant('When what it is raised for came true.'),
  affected: Type.Integer({
    minimum: 0,
    description:
      'The records that it was raised for; of the platform, the organisations or messages.',
  }),
  remaining: Type.Integer({ minimum: 0, description: 'Those of them that are still not right.' }),
  records: Type.Array(
    Type.Object({ recordId: Id('The record.'), revision: Revision }, { title: 'AlertedRecord' }),
    { description: 'Some of the records that are still not right; at most 20.' },
  ),
  text: AlertText,
  link: Type.String({
    description: 'The page with the affected records, as a path on the address of the pages.',
  }),
}

export const AlertRaised = defineEvent({
  type: 'alert.raised',
  version: 1,
  key: 'alertId',
  summary:
    'Something needs people. Told once for each cause of an organisation, within five minutes; the same alertId with no greater sequence is no news.',
  data: Type.Object(alert),
})
export type AlertRaised = DataOf<typeof AlertRaised>

export const AlertUpdated = defineEvent({
  type: 'alert.updated',
  version: 1,
  key: 'alertId',
  summary: 'An open alert changed, by people or by itself.',
  data: Type.Object({
    ...alert,
    change: Type.Union(
      [
        Type.Literal('grown'),
        Type.Literal('reopened'),
        Type.Literal('acknowledged'),
        Type.Literal('snoozed'),
        Type.Literal('snooze_over'),
        Type.Literal('reminder'),
        Type.Literal('sooner'),
      ],
      { title: 'AlertChange' },
    ),
    by: Type.Optional(Id('The user id of whoever did it.')),
    until: Type.Optional(Instant('When the snooze ends.')),
  }),
})
export type AlertUpdated = DataOf<typeof AlertUpdated>

export const AlertResolved = defineEvent({
  type: 'alert.resolved',
  version: 1,
  key: 'alertId',
  summary: 'An alert that was told of is over.',
  data: Type.Object({
    ...alert,
    resolvedAt: Instant('When it came right.'),
    how: Type.Union(
      [
        Type.Literal('proved'),
        Type.Literal('moved'),
        Type.Literal('switched_off'),
        Type.Literal('withdrawn'),
        Type.Literal('by_person'),
      ],
      {
        title: 'AlertEnd',
        description:
          'Proved: each record is posted, delivered or handled, or the thing itself works again. Moved: some records now fail for another cause. Switched off: nothing is sent any more, and nothing was mended. Withdrawn: by other thresholds, or by what is known now, it is none. By person: somebody says that it was seen to, which nothing else can tell.',
      },
    ),
  }),
})
export type AlertResolved = DataOf<typeof AlertResolved>
