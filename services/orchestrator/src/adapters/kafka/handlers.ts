import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { PostingCompleted } from '@bilagsbro/events/posting'
import { readRecord } from '@bilagsbro/events/read-record'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { on, type Handler, type Received, type Rejection } from '@bilagsbro/messaging/consumer'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { UseCases } from '#app.ts'
import type { Approval } from '#application/accept-records.ts'
import { createOutcomes } from './outcomes.ts'

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

export function postingHandlers(app: UseCases, metrics: Metrics, logger: Logger): Handler[] {
  const outcomes = createOutcomes(metrics, logger)
  return [
    on(PostingCompleted, async (events) => {
      const answers = events.map(({ data }) => data)
      outcomes.count(await app.settlePostings(answers))
    }),
    on(RecordApproved, async (events) => accept(app, events)),
  ]
}

async function accept(
  app: UseCases,
  events: readonly Received<typeof RecordApproved>[],
): Promise<Rejection[]> {
  const rejections: Rejection[] = []
  const eventOf = new Map<Approval, Received<typeof RecordApproved>>()
  for (const event of events) {
    const { data, traceparent } = event
    const read = readRecord(data)
    if (read.ok) eventOf.set({ content: read.value, sentId: data.recordId, traceparent }, event)
    else rejections.push({ event: event as never, reason: read.error })
  }
  const rejected = await app.acceptRecords([...eventOf.keys()])
  return [
    ...rejections,
    ...rejected.map(({ approval, reason }) => ({ event: eventOf.get(approval) as never, reason })),
  ]
}
