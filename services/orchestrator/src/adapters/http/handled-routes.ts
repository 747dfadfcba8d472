import { administrators } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { closed, OrganizationId, OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import { AskedHeaders, askedBy } from './asked.ts'
import { Reason, RecordId, Revision, VoucherNumber } from './record-fields.ts'

const records = Type.Array(
  Type.Object({ recordId: RecordId, revision: Revision }, { ...closed, title: 'RecordName' }),
  { minItems: 1, maxItems: 1_000, description: 'These records; at most 1,000.' },
)

const statuses = [
  'pending',
  'sending',
  'in_doubt',
  'delivered',
  'posted',
  'retry_scheduled',
  'failed',
  'handled',
] as const

const Changed = Type.Object(
  {
    changed: Type.Integer({ description: 'How many records were changed.', examples: [37] }),
    skipped: Type.Array(
      Type.Object(
        {
          recordId: Type.String(),
          revision: Type.Integer(),
          status: Type.Enum([...statuses], { description: 'Why it is left as it is.' }),
        },
        { title: 'UnchangedRecord' },
      ),
    ),
  },
  { title: 'ChangedRecords' },
)

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

export const handledRoutes =
  ({
    markHandled,
    takeBackMarks,
    sayOfLedger,
  }: Pick<UseCases, 'markHandled' | 'takeBackMarks' | 'sayOfLedger'>) =>
  (app: App) => {
    app.post(
      '/organizations/:organizationId/handled',
      {
        config: administrators,
        schema: {
          operationId: 'markHandled',
          summary:
            'Marks records as handled: they failed, wait, or will not be booked in the ledger, and are not sent.',
          params: OrganizationParams,
          headers: AskedHeaders,
          body: Type.Object(
            { records, reason: Reason, voucherNumber: Type.Optional(VoucherNumber) },
            { ...closed, title: 'HandledRequest' },
          ),
          response: { 200: Changed },
        },
      },
      async (request, reply) => send(reply, 200, await markHandled(askedBy(request), request.body)),
    )
    app.post(
      '/organizations/:organizationId/handled/undo',
      {
        config: administrators,
        schema: {
          operationId: 'takeBackHandled',
          summary: 'Puts handled records back; those that waited go in their turn.',
          params: OrganizationParams,
          headers: AskedHeaders,
          body: Type.Object({ records, reason: Reason }, { ...closed, title: 'ReopenRequest' }),
          response: { 200: Changed },
        },
      },
      async (request, reply) =>
        send(reply, 200, await takeBackMarks(askedBy(request), request.body)),
    )
    app.post(
      '/organizations/:organizationId/records/:recordId/revisions/:revision/word',
      {
        config: administrators,
        schema: {
          operationId: 'sayOfLedger',
          summary: 'Says whether a record that nobody can prove anything of is in the ledger.',
          params: Type.Object({
            organizationId: OrganizationId,
            recordId: RecordId,
            revision: Revision,
          }),
          headers: AskedHeaders,
          body: Type.Union([InLedger, NotInLedger]),
          response: { 200: Changed },
        },
      },
      async (request, reply) =>
        send(reply, 200, await sayOfLedger(askedBy(request), request.params, request.body)),
    )
  }
