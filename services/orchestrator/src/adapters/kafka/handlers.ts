import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { PostingCompleted, PostingRequested } from '@bilagsbro/events/posting'
import { readRecord, readWithdrawal } from '@bilagsbro/events/read-record'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import type { RecordContent } from '@bilagsbro/booking/approved-record'
import type { Result } from '@bilagsbro/kernel/result'
import { on, type Handler, type Unusable } from '@bilagsbro/messaging/handler'
import type { Received } from '@bilagsbro/messaging/encoding'
import type { UseCases } from '#app.ts'
import type { Approval } from '#application/accept-records.ts'
import type { SettledAnswers } from '#application/settle-postings.ts'

/** The only source of organisations and connectors. Read by a consumer of its own, so that the others can wait for it. */
export const connectorHandlers = (app: UseCases): Handler[] => [
  on(ConnectorConfigured, async (events) => {
    const unusable = await app.applyConnectors(events.map(({ data }) => data))
    return unusable.map(({ configuration, reason }) => ({
      event: events.find(({ data }) => data === configuration) as never,
      reason,
    }))
  }),
]

/** Read once in an epoch: requests that this database does not know. */
export const pastHandlers = (app: UseCases): Handler[] =>
  connectors.map((connector) =>
    on(PostingRequested[connector], (events) =>
      app.noteRequests(
        events.map(({ data }) => {
          const { organizationId, recordId, revision, attempt } = data
          const { targetFingerprint, voucher, trial } = data
          const key = { organizationId, recordId, revision }
          return { ...key, attempt, connector, targetFingerprint, voucher, trial }
        }),
      ),
    ),
  )
const connectors = Object.keys(PostingRequested) as (keyof typeof PostingRequested)[]

export function postingHandlers(
  app: UseCases,
  outcomes: { readonly count: (settlement: SettledAnswers) => void },
): Handler[] {
  return [
    on(PostingCompleted, async (events) => {
      const answers = events.map(({ data }) => data)
      outcomes.count(await app.settlePostings(answers))
    }),
    on(RecordApproved, async (events) => accept(app, events, readRecord)),
    on(RecordWithdrawn, async (events) => accept(app, events, readWithdrawal)),
  ]
}

async function accept<D extends typeof RecordApproved | typeof RecordWithdrawn>(
  app: UseCases,
  events: readonly Received<D>[],
  readContent: (data: Received<D>['data']) => Result<RecordContent, string>,
): Promise<Unusable[]> {
  const unusable: Unusable[] = []
  const eventOf = new Map<Approval, Received<D>>()
  for (const event of events) {
    const { data, traceparent } = event
    const read = readContent(data)
    if (read.ok) eventOf.set({ content: read.value, sentId: data.recordId, traceparent }, event)
    else unusable.push({ event: event as never, reason: read.error })
  }
  const refused = await app.acceptRecords([...eventOf.keys()])
  return [
    ...unusable,
    ...refused.map(({ approval, reason }) => ({ event: eventOf.get(approval) as never, reason })),
  ]
}
