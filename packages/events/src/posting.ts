import type { Immutable } from '@bilagsbro/kernel/immutable'
import { Type, type Static } from 'typebox'
import { defineEvent, type DataOf } from './define-event.ts'
import {
  Amount,
  ConnectorType,
  Correction,
  Currency,
  Day,
  Failure,
  Id,
  Instant,
  LedgerAnswer,
  LedgerVoucher,
  MovedDate,
  Revision,
  SubledgerKind,
  VoucherMode,
} from './fields.ts'

const identity = {
  organizationId: Id('The organisation.'),
  recordId: Id('The record.'),
  revision: Revision,
  attempt: Type.Integer({
    minimum: 1,
    description:
      'Which sending of this revision; answers to an earlier one count only when posted.',
  }),
}

export const Voucher = Type.Object(
  {
    postingDate: Day(),
    currency: Currency,
    description: Type.String({ maxLength: 100 }),
    lines: Type.Array(
      Type.Object({
        account: Id('A ledger account.'),
        amount: Amount('Debit positive, credit negative; the lines of a voucher sum to zero.'),
        description: Type.Optional(Type.String({ maxLength: 100 })),
        vatCode: Type.Optional(Id('A VAT code of the ledger.')),
        dimensions: Type.Optional(
          Type.Array(
            Type.Object(
              { code: Id('The dimension.'), value: Id('Its value.') },
              { title: 'Dimension' },
            ),
          ),
        ),
        subledger: Type.Optional(
          Type.Object(
            {
              kind: SubledgerKind,
              number: Id('The number of the supplier or employee in the ledger.'),
            },
            { title: 'VoucherSubledger', description: 'Whose open item the line is.' },
          ),
        ),
      }),
      { minItems: 2 },
    ),
    corrects: Type.Optional(Correction),
    mode: Type.Optional(VoucherMode),
    moved: Type.Optional(MovedDate),
  },
  { title: 'Voucher' },
)
export type Voucher = Immutable<Static<typeof Voucher>>

const requested = Type.Object({
  ...identity,
  reference: Type.String({
    description: 'What the voucher carries in the ledger; the same for every attempt.',
  }),
  targetFingerprint: Type.String(),
  credentialsVersion: Type.Integer({ minimum: 1 }),
  priority: Type.Union([Type.Literal('normal'), Type.Literal('manual')]),
  mappingVersion: Type.Optional(
    Type.Integer({ minimum: 0, description: 'The version of the mapping that made the voucher.' }),
  ),
  voucher: Voucher,
  trial: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'Set where the voucher goes ahead of all others: the version of the trial.',
    }),
  ),
  unsentBefore: Type.Optional(
    Instant(
      'When the record was approved: nobody asked for the voucher before. Left out where somebody may have, so that the adapter looks for it first.',
    ),
  ),
  requestedAt: Instant(),
})

const withdrawn = Type.Object({
  ...identity,
  requestedAt: Instant(),
  notInLedger: Type.Optional(
    Type.Literal(true, {
      description:
        'A person has looked in the ledger by then, and found nothing. Where no look-up tells, this settles a doubt.',
    }),
  ),
})

const requestedOf = <const Connector extends string>(connector: Connector, ledger: string) =>
  defineEvent({
    type: 'posting.requested',
    version: 1,
    topic: `posting.requested.${connector}`,
    key: 'recordId',
    summary: `A balanced voucher to post in ${ledger}. Asked again with the same attempt, the adapter answers what it knows.`,
    data: requested,
  })

const withdrawnOf = <const Connector extends string>(connector: Connector) =>
  defineEvent({
    type: 'posting.withdrawn',
    version: 1,
    topic: `posting.requested.${connector}`,
    key: 'recordId',
    summary:
      'A requested posting is not wanted any more. The adapter returns it if nothing was sent yet, and answers its outcome if something was.',
    data: withdrawn,
  })

/** Both kinds share a topic and a key, so that a withdrawal never overtakes its request. */
export const PostingRequested = {
  dynamics: requestedOf('dynamics', 'Business Central'),
  xledger: requestedOf('xledger', 'Xledger'),
  rest: requestedOf('rest', 'a ledger with a REST API'),
} as const
export type PostingRequested = DataOf<typeof PostingRequested.dynamics>

export const PostingWithdrawn = {
  dynamics: withdrawnOf('dynamics'),
  xledger: withdrawnOf('xledger'),
  rest: withdrawnOf('rest'),
} as const
export type PostingWithdrawn = DataOf<typeof PostingWithdrawn.dynamics>

/** Of an answer to the first attempt, by the request that sent it, of which `sync.succeeded` tells everything. */
const straight = { straight: '1' } as const

export const PostingCompleted = defineEvent({
  type: 'posting.completed',
  version: 1,
  key: 'recordId',
  summary:
    'What became of a requested posting. Posted and delivered are facts whatever the attempt; in doubt is not final.',
  data: Type.Object({
    ...identity,
    reference: Type.String(),
    connector: ConnectorType,
    outcome: Type.Union(
      [
        Type.Object(
          {
            kind: Type.Literal('posted'),
            voucher: LedgerVoucher,
            answer: Type.Optional(LedgerAnswer),
          },
          { title: 'PostedOutcome' },
        ),
        Type.Object(
          {
            kind: Type.Literal('delivered'),
            voucher: LedgerVoucher,
            answer: Type.Optional(LedgerAnswer),
          },
          { title: 'DeliveredOutcome' },
        ),
        Type.Object(
          { kind: Type.Literal('refused'), failure: Failure },
          { title: 'RefusedOutcome' },
        ),
        Type.Object(
          {
            kind: Type.Literal('returned'),
            reason: Type.Union([Type.Literal('withdrawn'), Type.Literal('lane_stopped')]),
            failure: Type.Optional(Failure),
          },
          { title: 'ReturnedOutcome' },
        ),
        Type.Object(
          {
            kind: Type.Literal('in_doubt'),
            failure: Failure,
            accepted: Type.Optional(
              Type.Boolean({
                description: 'The accounting system said yes to it, and does not show it yet.',
              }),
            ),
          },
          { title: 'InDoubtOutcome' },
        ),
      ],
      { title: 'PostingOutcome' },
    ),
    completedAt: Instant(),
  }),
  attributes: ({ attempt, outcome }) =>
    attempt === 1 && outcome.kind === 'posted' && outcome.answer ? straight : {},
})
export type PostingCompleted = DataOf<typeof PostingCompleted>
