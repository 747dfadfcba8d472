import { DoubtReport } from '@bilagsbro/adapter-api/calls'
import { ConnectorType, Failure } from '@bilagsbro/events/fields'
import { ok } from '@bilagsbro/kernel/result'
import { administrators, recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { closed, Moment } from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import type { ShownDoubt } from '#application/show-doubt.ts'
import { statusOf } from '#domain/record.ts'
import { AskedHeaders, askedBy } from './asked.ts'
import { Changed } from './changed-records.ts'
import { Reason, RevisionParams, VoucherNumber } from './record-fields.ts'

const InLedger = Type.Object(
  {
    kind: Type.Literal('in_ledger'),
    voucherNumber: VoucherNumber,
    voucherDate: Type.String({ format: 'date', examples: ['2026-11-21'] }),
    reason: Reason,
  },
  { ...closed, title: 'InLedger' },
)
const NotInLedger = Type.Object(
  { kind: Type.Literal('not_in_ledger'), reason: Reason },
  { ...closed, title: 'NotInLedger' },
)

const Doubt = Type.Object(
  {
    recordId: Type.String(),
    revision: Type.Integer(),
    reference: Type.String({ description: 'What to look for in the ledger.' }),
    status: Type.Enum(['in_doubt', 'failed', 'handled'], {
      description:
        '`in_doubt`: look-ups go on. `failed`: only a person can tell. `handled`: it was never sent, and a later revision waits to hear whether somebody booked it by hand.',
    }),
    attempt: Type.Integer({ description: 'How often it was sent.' }),
    connector: Type.Optional(ConnectorType),
    requestedAt: Type.Optional(Moment('When it was last sent.')),
    failure: Failure,
    words: Type.Array(Type.Enum(['in_ledger', 'not_in_ledger']), {
      description: 'What a person may say of it.',
    }),
    lookUps: Type.Optional(DoubtReport),
  },
  {
    title: 'Doubt',
    description: 'Without lookUps where the service that looks in the ledger does not tell now.',
  },
)

export const doubtRoutes =
  ({ showDoubt, sayOfLedger }: Pick<UseCases, 'showDoubt' | 'sayOfLedger'>) =>
  (app: App) => {
    app.get(
      '/organizations/:organizationId/records/:recordId/revisions/:revision/doubt',
      {
        config: recordReaders,
        schema: {
          operationId: 'showDoubt',
          summary:
            'Why nobody can prove whether a record is in the ledger, and what look-ups saw there.',
          params: RevisionParams,
          response: { 200: Doubt },
        },
      },
      async ({ params }, reply) => {
        const doubt = await showDoubt(params)
        return send(reply, 200, doubt.ok ? ok(shown(doubt.value)) : doubt)
      },
    )
    app.post(
      '/organizations/:organizationId/records/:recordId/revisions/:revision/word',
      {
        config: administrators,
        schema: {
          operationId: 'sayOfLedger',
          summary: 'Says whether a record that nobody can prove anything of is in the ledger.',
          params: RevisionParams,
          headers: AskedHeaders,
          body: Type.Union([InLedger, NotInLedger]),
          response: { 200: Changed },
        },
      },
      async (request, reply) =>
        send(reply, 200, await sayOfLedger(askedBy(request), request.params, request.body)),
    )
  }

const shown = ({ record, failure, lookUps }: ShownDoubt) => ({
  recordId: record.recordId,
  revision: record.revision,
  reference: record.reference,
  status: statusOf(record),
  attempt: record.attempt,
  connector: record.connector,
  requestedAt: record.requestedAt?.toISOString(),
  failure,
  words: ['in_ledger', 'not_in_ledger'],
  lookUps,
})
