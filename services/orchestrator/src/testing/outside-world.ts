import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { deadLetterTopic } from '@bilagsbro/events/catalogue'
import { CategoryUsed } from '@bilagsbro/events/category-used'
import type { ConnectorConfigured as Configured } from '@bilagsbro/events/connector-configured'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { PostingCompleted, PostingRequested, PostingWithdrawn } from '@bilagsbro/events/posting'
import type { PostingOutcome } from '@bilagsbro/booking/posting-outcome'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import * as sync from '@bilagsbro/events/sync'
import { consume } from '@bilagsbro/messaging/consumer'
import { on } from '@bilagsbro/messaging/handler'
import type { Received } from '@bilagsbro/messaging/encoding'
import { createTestTopics, type TestTopics } from '@bilagsbro/messaging/testing'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { vi } from 'vitest'
import { anOrganization } from './builders.ts'

type Requested = DataOf<typeof PostingRequested.dynamics>
type Withdrawn = DataOf<typeof PostingWithdrawn.dynamics>

/** What an adapter says to a request, or nothing for now. */
type Answer = (request: Requested) => PostingOutcome | undefined

export const posted = ({ reference }: { reference: string }): PostingOutcome => ({
  kind: 'posted',
  voucher: { number: `V-${reference}`, date: '2026-11-21' },
})

const definitions = [
  PostingRequested.dynamics,
  PostingWithdrawn.dynamics,
  CategoryUsed,
  sync.SyncQueued,
  sync.SyncSucceeded,
  sync.SyncFailed,
  sync.SyncHandled,
  sync.SyncStarted,
  sync.SyncCompleted,
  sync.ConnectorSuspended,
  sync.ConnectorResumed,
] as const

/** Everybody but the orchestrator: producers, config, an adapter that answers as it is told, and whoever listens. */
export async function createOutsideWorld() {
  const resources = new AsyncDisposableStack()
  const topics: TestTopics = resources.use(await createTestTopics({ topics: topicsOf() }))
  const heard = new Map<EventDefinition, Received[]>(definitions.map((one) => [one, []]))
  const world = {
    topics,
    answer: posted as Answer,
    /** Of organisations that are answered otherwise. */
    answers: new Map<string, Answer>(),
    /** Every event of a kind so far, once however often it came. */
    all: <D extends EventDefinition>(definition: D) => heard.get(definition)! as Received<D>[],
    of: <D extends EventDefinition>(definition: D, recordId?: string) =>
      world
        .all(definition)
        .map(({ data }) => data as DataOf<D>)
        .filter(
          (data) => recordId === undefined || (data as { recordId?: string }).recordId === recordId,
        ),
    until: <T>(look: () => T | Promise<T>, timeout = 60_000) =>
      vi.waitFor(look, { timeout, interval: 20 }),
    approve: (...records: Approval[]) =>
      topics.produce(
        RecordApproved,
        records.map((record) => anApprovedRecord(record)),
      ),
    withdraw: (...withdrawals: Partial<RecordWithdrawn>[]) =>
      topics.produce(
        RecordWithdrawn,
        withdrawals.map((changed) => ({
          organizationId: 'hlf',
          recordId: 'r-1',
          revision: 2,
          withdrawnAt: '2026-11-23T10:00:00Z',
          withdrawnBy: 'u-7',
          ...changed,
        })),
      ),
    approveTraced: (traceparent: string, ...records: Approval[]) =>
      topics.produce(
        RecordApproved,
        records.map((record) => anApprovedRecord(record)),
        { headers: { traceparent } },
      ),
    configure: (changed: Partial<Configured> = {}) =>
      topics.produce(ConnectorConfigured, [configured(changed)]),
    complete: (request: Requested | Withdrawn, outcome: PostingOutcome, reference = '') =>
      topics.produce(PostingCompleted, [completed(request, outcome, reference)]),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
  const known = new Set<string>()
  const news = <E extends Received>(events: readonly E[]): E[] =>
    events.filter(({ id }) => known.size < known.add(id).size)
  const listen = (definition: EventDefinition) =>
    on(definition, async (events) => void heard.get(definition)!.push(...news(events)))
  const answering = on(PostingRequested.dynamics, async (events) => {
    const fresh = news(events)
    heard.get(PostingRequested.dynamics)!.push(...fresh)
    const answers = fresh.flatMap(({ data }) => {
      const outcome = (world.answers.get(data.organizationId) ?? world.answer)(data)
      return outcome ? [completed(data, outcome, data.reference)] : []
    })
    if (answers.length > 0) await topics.produce(PostingCompleted, answers)
  })
  const logger = createLogger('test', 'silent')
  resources.use(
    await consume({
      connection: topics.connection,
      group: 'outside',
      handlers: [answering, ...definitions.slice(1).map(listen)],
      outbox: { emitRaw: () => Promise.reject(new Error('nothing is set aside here')) },
      logger,
      metrics: createMetrics('test'),
      onFatal: (error) => logger.error(error),
    }),
  )
  return world
}

/** The part of a world that one organisation sees: for tests that share a world. */
export function partOf(world: OutsideWorld, organizationId: string): OutsideWorld {
  const isOwn = (data: object) =>
    (data as { readonly organizationId?: string }).organizationId === organizationId
  const own = <T extends object | undefined>(ones: readonly T[]) =>
    ones.map((one) => ({ organizationId, ...one }))
  return {
    ...world,
    get answer() {
      return world.answers.get(organizationId) ?? world.answer
    },
    set answer(answer: Answer) {
      world.answers.set(organizationId, answer)
    },
    all: (definition) => world.all(definition).filter(({ data }) => isOwn(data)),
    of: (definition, recordId) => world.of(definition, recordId).filter(isOwn),
    approve: (...records) => world.approve(...own(records)),
    withdraw: (...withdrawals) => world.withdraw(...own(withdrawals)),
    approveTraced: (traceparent, ...records) => world.approveTraced(traceparent, ...own(records)),
    configure: (changed) => world.configure({ organizationId, ...changed }),
  }
}

export type OutsideWorld = Awaited<ReturnType<typeof createOutsideWorld>>

/** Those of the events that meet here, and their dead letters. */
const topicsOf = () =>
  [RecordApproved, RecordWithdrawn, ConnectorConfigured, PostingCompleted, ...definitions]
    .map(({ topic }) => topic)
    .filter((topic, at, all) => all.indexOf(topic) === at)
    .flatMap((topic) => [topic, deadLetterTopic(topic)])

type Approval = Parameters<typeof anApprovedRecord>[0]

function configured(changed: Partial<Configured>): Configured {
  const { connector, mapping, policies } = anOrganization()
  return {
    organizationId: 'hlf',
    organizationName: 'HLF',
    version: 1,
    connector,
    mapping,
    policies,
    changedAt: '2026-11-21T09:00:00Z',
    changedBy: 'u-1',
    ...changed,
  }
}

const completed = (
  { organizationId, recordId, revision, attempt }: Requested | Withdrawn,
  outcome: PostingOutcome,
  reference: string,
) => ({
  organizationId,
  recordId,
  revision,
  attempt,
  reference,
  outcome,
  connector: 'dynamics' as const,
  completedAt: new Date().toISOString(),
})
