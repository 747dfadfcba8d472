import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { PostingCompleted, PostingRequested } from '@bilagsbro/events/posting'
import { readRecord, readWithdrawal } from '@bilagsbro/events/read-record'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import { SyncHandled, SyncQueued } from '@bilagsbro/events/sync'
import type { RecordContent } from '@bilagsbro/booking/approved-record'
import type { Result } from '@bilagsbro/kernel/result'
import { on, type Handler, type Unusable } from '@bilagsbro/messaging/handler'
import type { Received } from '@bilagsbro/messaging/encoding'
import type { UseCases } from '#app.ts'
import type { Approval } from '#application/accept-records.ts'
import type { SettledAnswers } from '#application/settle-postings.ts'
import type { RecordKey } from '#domain/record.ts'
import type { ToldWord } from '#domain/told-word.ts'

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

/** Read once in an epoch: requests and people's words that this database does not know. */
export const pastHandlers = (app: UseCases): Handler[] => [
  ...connectors.map((connector) =>
    on(PostingRequested[connector], (events) =>
      app.noteRequests(
        events.map(({ data }) => {
          const { attempt, targetFingerprint, voucher, trial } = data
          return { ...keyOf(data), attempt, connector, targetFingerprint, voucher, trial }
        }),
      ),
    ),
  ),
  on(SyncHandled, (events) => app.noteWords(events.flatMap(({ data }) => toMark(data)))),
  on(SyncQueued, (events) => app.noteWords(events.flatMap(({ data }) => toReopened(data)))),
]

const keyOf = ({ organizationId, recordId, revision }: RecordKey): RecordKey => ({
  organizationId,
  recordId,
  revision,
})

/** The other reasons follow from what is read. */
function toMark(data: SyncHandled): ToldWord[] {
  const { reason, sequence, by, note, voucherNumber, voucherDate } = data
  if (reason !== 'by_person') return []
  const isSpoken = by !== undefined && note !== undefined
  const word = isSpoken ? { by, note, voucherNumber, voucherDate } : undefined
  return [{ ...keyOf(data), attempt: 0, outcome: { kind: 'marked', sequence, word } }]
}

/** A record that goes again is not marked any more, whatever ended the mark. */
function toReopened(data: SyncQueued): ToldWord[] {
  const { reason, sequence } = data
  if (reason.code !== 'reopened' && reason.code !== 'awaiting_retry') return []
  return [{ ...keyOf(data), attempt: 0, outcome: { kind: 'reopened', sequence } }]
}

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
