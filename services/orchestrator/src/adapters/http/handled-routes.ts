import { administrators } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { closed, OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import { AskedHeaders, askedBy } from './asked.ts'
import { Changed } from './changed-records.ts'
import { Reason, RecordNames, VoucherNumber } from './record-fields.ts'

export const handledRoutes =
  ({ markHandled, takeBackMarks }: Pick<UseCases, 'markHandled' | 'takeBackMarks'>) =>
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
            { records: RecordNames, reason: Reason, voucherNumber: Type.Optional(VoucherNumber) },
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
          body: Type.Object(
            { records: RecordNames, reason: Reason },
            { ...closed, title: 'ReopenRequest' },
          ),
          response: { 200: Changed },
        },
      },
      async (request, reply) =>
        send(reply, 200, await takeBackMarks(askedBy(request), request.body)),
    )
  }
