import { retriers } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { closed, OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import type { Wanted } from '#application/retry-records.ts'
import { AskedHeaders, askedBy } from './asked.ts'
import { Fingerprint, RecordNames } from './record-fields.ts'

const RetryRequest = Type.Object(
  {
    records: Type.Optional(RecordNames),
    all: Type.Optional(Type.Literal(true, { description: 'Everything that failed.' })),
    cause: Type.Optional(Fingerprint),
  },
  { ...closed, minProperties: 1, maxProperties: 1, title: 'RetryRequest' },
)

const RetryAnswer = Type.Object(
  {
    runId: Type.Optional(
      Type.String({ description: 'The run of this retry; none where no record goes.' }),
    ),
    taken: Type.Integer({ description: 'How many records go again.', examples: [37] }),
    skipped: Type.Array(
      Type.Object(
        {
          recordId: Type.String(),
          revision: Type.Integer(),
          status: Type.Enum(
            [
              'pending',
              'sending',
              'in_doubt',
              'delivered',
              'posted',
              'retry_scheduled',
              'failed',
              'handled',
              'may_be_in_ledger',
            ],
            {
              description:
                'Why it is left as it is. `may_be_in_ledger`: only a person who has looked there can tell.',
            },
          ),
        },
        { title: 'SkippedRecord' },
      ),
      { description: 'Records that are left as they are; 1,000 at most.' },
    ),
  },
  { title: 'Retry' },
)

export const retryRoutes =
  ({ retryRecords }: Pick<UseCases, 'retryRecords'>) =>
  (app: App) => {
    app.post(
      '/organizations/:organizationId/retries',
      {
        config: retriers,
        schema: {
          operationId: 'retryRecords',
          summary: 'Sends failed records again: some, all, or those of one cause.',
          params: OrganizationParams,
          headers: AskedHeaders,
          body: RetryRequest,
          response: { 201: RetryAnswer },
        },
      },
      async (request, reply) =>
        send(reply, 201, await retryRecords(askedBy(request), request.body as Wanted)),
    )
  }
