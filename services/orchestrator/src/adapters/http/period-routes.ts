import { administrators } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { closed, OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import type { PeriodDecision } from '#application/decide-periods.ts'
import { AskedHeaders, askedBy } from './asked.ts'
import { Changed } from './changed-records.ts'
import { Fingerprint, Reason, RecordNames } from './record-fields.ts'

const PeriodDecisionBody = Type.Object(
  {
    records: Type.Optional(RecordNames),
    cause: Type.Optional(Fingerprint),
    date: Type.Enum(['next_open', 'today'], {
      description:
        'The first day of the next open period, never beyond today; or today. Refused periods are passed over.',
    }),
    reason: Reason,
  },
  // Records or a cause, with a date and a reason.
  { ...closed, minProperties: 3, maxProperties: 3, title: 'PeriodDecision' },
)

export const periodRoutes =
  ({ decidePeriods }: Pick<UseCases, 'decidePeriods'>) =>
  (app: App) => {
    app.post(
      '/organizations/:organizationId/period-decisions',
      {
        config: administrators,
        schema: {
          operationId: 'decidePeriods',
          summary:
            'Has records go under another date: their own is in a period that is closed in the ledger. Others are left as they are.',
          params: OrganizationParams,
          headers: AskedHeaders,
          body: PeriodDecisionBody,
          response: { 200: Changed },
        },
      },
      async (request, reply) => {
        const { date, reason, ...of } = request.body
        const decision: PeriodDecision = { of: of as PeriodDecision['of'], date, reason }
        return send(reply, 200, await decidePeriods(askedBy(request), decision))
      },
    )
  }
