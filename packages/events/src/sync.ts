import { Type } from 'typebox'
import { defineEvent, type DataOf } from './define-event.ts'
import {
  ConnectorType,
  DimensionName,
  Corrects,
  Day,
  Failure,
  Id,
  Instant,
  LedgerAnswer,
  LedgerVoucher,
  MovedDate,
  Revision,
  Sequence,
  VoucherMode,
} from './fields.ts'

const record = {
  organizationId: Id('The organisation.'),
  recordId: Id('The record.'),
  revision: Revision,
  sequence: Sequence,
  at: Instant(),
}

/** What a person decides is told with the person and the reason. */
const word = {
  by: Type.Optional(Id('The user id of whoever decided it.')),
  note: Type.Optional(Type.String({ description: 'The reason, in words of their own.' })),
}

export const SyncQueued = defineEvent({
  type: 'sync.queued',
  version: 1,
  key: 'recordId',
  summary:
    'A record waits, and why. Sent only for what really waits for somebody or something; in doubt means that it was sent, and that a look-up has to tell whether it arrived; a closed period, that it was sent, and is sent again now and then; awaiting a retry, that it had failed and goes again in its turn; awaiting a trial, that another record goes first and is read back; a moved date, that it goes again under that date.',
  data: Type.Object({
    ...record,
    reason: Type.Object({
      code: Type.Union([
        Type.Literal('connector_disabled'),
        Type.Literal('not_configured'),
        Type.Literal('mapping_missing'),
        Type.Literal('connector_suspended'),
        Type.Literal('awaiting_run'),
        Type.Literal('awaiting_revision'),
        Type.Literal('awaiting_retry'),
        Type.Literal('awaiting_trial'),
        Type.Literal('in_doubt'),
        Type.Literal('period_closed'),
        Type.Literal('date_moved'),
        Type.Literal('revision_unproven'),
        Type.Literal('other_ledger'),
        Type.Literal('reopened'),
      ]),
      categories: Type.Optional(Type.Array(Type.String())),
      payeeKinds: Type.Optional(Type.Array(Type.String())),
      payees: Type.Optional(
        Type.Array(Type.String(), {
          description: 'Ids of payees whose number in the ledger is not known.',
        }),
      ),
      dimensions: Type.Optional(
        Type.Array(DimensionName, {
          description: 'What the mapping has no dimension of the ledger for.',
        }),
      ),
      postingDate: Type.Optional(
        Day(
          'No version of the mapping is effective on it, or its period is closed in the ledger; or the day that the voucher carries instead.',
        ),
      ),
      nextRunAt: Type.Optional(Instant('When the schedule lets it go.')),
      revision: Type.Optional(
        Type.Integer({
          minimum: 1,
          description:
            'The earlier revision that a person has to speak for, or that is in another ledger than the one of today.',
        }),
      ),
    }),
    moved: Type.Optional(MovedDate),
    ...word,
  }),
})
export type SyncQueued = DataOf<typeof SyncQueued>

export const SyncSucceeded = defineEvent({
  type: 'sync.succeeded',
  version: 1,
  key: 'recordId',
  summary: 'A record is in the ledger: posted, or delivered for somebody there to book.',
  data: Type.Object({
    ...record,
    outcome: Type.Union([Type.Literal('posted'), Type.Literal('delivered')]),
    connector: ConnectorType,
    reference: Type.String(),
    attempt: Type.Integer({ minimum: 1 }),
    voucher: LedgerVoucher,
    answer: Type.Optional(LedgerAnswer),
    answeredAt: Type.Optional(Instant('When the adapter told of it.')),
    runId: Id('The run that sent it.'),
    mappingVersion: Type.Integer({ minimum: 0 }),
    corrects: Type.Optional(Corrects),
    mode: Type.Optional(VoucherMode),
    moved: Type.Optional(MovedDate),
  }),
})
export type SyncSucceeded = DataOf<typeof SyncSucceeded>

export const SyncFailed = defineEvent({
  type: 'sync.failed',
  version: 1,
  key: 'recordId',
  summary:
    'An attempt failed. With nextAttemptAt it is tried again; without, it waits for a person.',
  data: Type.Object({
    ...record,
    attempt: Type.Integer({ minimum: 0, description: '0 where nothing was sent.' }),
    reference: Type.String(),
    failure: Failure,
    nextAttemptAt: Type.Optional(Instant()),
    runId: Type.Optional(Id('The run that sent it.')),
    mappingVersion: Type.Integer({ minimum: 0 }),
    recordType: Type.Optional(
      Type.String({ description: 'As its approval has it; left out of a withdrawal.' }),
    ),
  }),
})
export type SyncFailed = DataOf<typeof SyncFailed>

export const SyncHandled = defineEvent({
  type: 'sync.handled',
  version: 1,
  key: 'recordId',
  summary:
    'A record is settled without being sent: by a person, by a higher revision, by its withdrawal, or because it is older than what is to be sent.',
  data: Type.Object({
    ...record,
    reason: Type.Union([
      Type.Literal('by_person'),
      Type.Literal('superseded'),
      Type.Literal('withdrawn'),
      Type.Literal('before_send_from'),
    ]),
    ...word,
    voucherNumber: Type.Optional(
      Type.String({
        description: 'The voucher in the ledger that stands for it, as a person says.',
      }),
    ),
    voucherDate: Type.Optional(Day('The posting date of that voucher.')),
  }),
})
export type SyncHandled = DataOf<typeof SyncHandled>

export const SyncOverdue = defineEvent({
  type: 'sync.overdue',
  version: 1,
  key: 'recordId',
  summary:
    "A delivered record has waited in the ledger for longer than the organisation's policy allows. Told once; it is booked or removed there all the same.",
  data: Type.Object({
    ...record,
    connector: ConnectorType,
    reference: Type.String(),
    voucher: LedgerVoucher,
    deliveredAt: Instant('When it was delivered.'),
  }),
})
export type SyncOverdue = DataOf<typeof SyncOverdue>

export const SyncDoubled = defineEvent({
  type: 'sync.doubled',
  version: 1,
  key: 'recordId',
  summary:
    'The ledger holds a record more than once, or otherwise than it was posted. Must never happen, and nothing mends it by itself: a person has to look in the ledger.',
  data: Type.Object({
    ...record,
    kind: Type.Union(
      [
        Type.Literal('second_voucher'),
        Type.Literal('second_revision'),
        Type.Literal('posted_differently'),
      ],
      {
        title: 'Doubling',
        description:
          'Two vouchers for one revision; vouchers for two revisions, of which none corrects the other; or a posted voucher that is not there as it was posted.',
      },
    ),
    reference: Type.String(),
    vouchers: Type.Array(Type.String(), {
      description: 'The numbers of the vouchers, as far as they are known.',
    }),
  }),
})
export type SyncDoubled = DataOf<typeof SyncDoubled>

const run = {
  organizationId: Id('The organisation.'),
  runId: Id('The run.'),
  trigger: Type.Union(
    [
      Type.Literal('approval'),
      Type.Literal('schedule'),
      Type.Literal('manual'),
      Type.Literal('retry'),
    ],
    { title: 'RunTrigger' },
  ),
  actor: Type.Optional(Id('The user id of whoever started it.')),
  startedAt: Instant(),
  takesUntil: Type.Optional(
    Instant('A manual run takes what was accepted until then, and nothing newer.'),
  ),
  ready: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: 'How many records were ready for a manual run when it began.',
    }),
  ),
  sequence: Sequence,
}

export const SyncStarted = defineEvent({
  type: 'sync.started',
  version: 1,
  key: 'organizationId',
  summary: 'A run began.',
  data: Type.Object(run),
})
export type SyncStarted = DataOf<typeof SyncStarted>

export const SyncCompleted = defineEvent({
  type: 'sync.completed',
  version: 1,
  key: 'organizationId',
  summary: 'A run ended: each of its records is final, or will be settled later (deferred).',
  data: Type.Object({
    ...run,
    completedAt: Instant(),
    counts: Type.Object(
      {
        planned: Type.Integer({ minimum: 0 }),
        posted: Type.Integer({ minimum: 0 }),
        delivered: Type.Integer({ minimum: 0 }),
        failed: Type.Integer({ minimum: 0 }),
        deferred: Type.Integer({ minimum: 0 }),
        waiting: Type.Optional(
          Type.Integer({
            minimum: 0,
            description: 'Records that the run could have taken, and that still waited at its end.',
          }),
        ),
        awaitingTrial: Type.Optional(
          Type.Integer({
            minimum: 0,
            description:
              'Those of the waiting ones that another record goes ahead of, as the trial.',
          }),
        ),
      },
      { title: 'RunCounts' },
    ),
  }),
})
export type SyncCompleted = DataOf<typeof SyncCompleted>

const breaker = {
  organizationId: Id('The organisation.'),
  connector: ConnectorType,
  sequence: Sequence,
  at: Instant(),
}

export const ConnectorSuspended = defineEvent({
  type: 'connector.suspended',
  version: 1,
  key: 'organizationId',
  summary:
    'Nothing is sent for this organisation until its accounting system answers as it should, or a person decides.',
  data: Type.Object({
    ...breaker,
    cause: Failure,
    nextProbeAt: Type.Optional(
      Instant('Left out where no probe is sent: the trial did not come out as built.'),
    ),
    ...word,
  }),
})
export type ConnectorSuspended = DataOf<typeof ConnectorSuspended>

export const ConnectorResumed = defineEvent({
  type: 'connector.resumed',
  version: 1,
  key: 'organizationId',
  summary: 'Sending goes on. Told with a person and a reason where that person waived the trial.',
  data: Type.Object({ ...breaker, ...word }),
})
export type ConnectorResumed = DataOf<typeof ConnectorResumed>
