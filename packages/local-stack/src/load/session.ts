import { deadLetterTopic } from '@bilagsbro/events/catalogue'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import { randomId } from '@bilagsbro/kernel/ids'
import { connectKafka } from '@bilagsbro/messaging/connection'
import { createDecode } from '@bilagsbro/messaging/decoding'
import { readTopic } from '@bilagsbro/messaging/topic-reader'
import { createLogger } from '@bilagsbro/service-kit/logger'
import pg from 'pg'
import { demoMapping, demoOrganizationIds } from '../demo-organizations.ts'
import type { Stack } from '../start-stack.ts'
import { until } from '../until.ts'
import { createAppProducer } from './app-producer.ts'
import { createApprovals } from './approvals.ts'
import type { Said } from './ledger-check.ts'
import { seededRandom } from './random.ts'
import { openLedgers } from './simulator.ts'

/** What the measuring commands need of a running stack: to publish, to look at the ledgers, and to see what is shown. */
export async function openSession(
  stack: Stack,
  seed: number,
  organizations: readonly string[] = demoOrganizationIds,
) {
  await using resources = new AsyncDisposableStack()
  const { kafka, services, simulators } = stack.addresses()
  const logger = createLogger('load', 'error')
  const connection = connectKafka({
    brokers: kafka.brokers,
    clientId: 'approval-app',
    topicPrefix: kafka.topicPrefix,
    logger,
  })
  const producer = resources.use(createAppProducer({ connection, newId: randomId, logger }))
  const ledgers = openLedgers(simulators)
  const shown = resources.adopt(openShown(stack), (open) => open.end())
  const random = seededRandom(seed)
  const moved = resources.move()

  const read = async (topic: string) => readTopic(connection, [topic], { deadlineMs: 120_000 })
  return {
    connection,
    producer,
    organizations,
    ...ledgers,
    services,
    random,
    nextRecord: (prefix: string, now: () => Date = () => new Date()) =>
      createApprovals({
        organizations,
        categories: Object.keys(demoMapping.categories),
        costCenters: ['100', '200', '300'],
        random,
        prefix,
        now,
      }),
    /** How many records of these organisations are shown with each status. */
    async sums(): Promise<Record<string, number>> {
      const { rows } = await shown.query<{ status: string; count: string }>(
        'select status, sum(count) as count from record_sum where organization_id = any($1) group by status',
        [organizations],
      )
      return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]))
    },
    /** Milliseconds from approval to being shown as posted, for records whose id begins so; in order. */
    async latencies(prefix: string): Promise<number[]> {
      const { rows } = await shown.query<{ ms: number }>(
        `select extract(epoch from updated_at - approved_at) * 1000 as ms from record
         where record_id like $1 || '-%' and status = 'posted' order by 1`,
        [prefix],
      )
      return rows.map(({ ms }) => Number(ms))
    },
    /** How long records whose id begins so took from one hop to the next, as the log tells it; the longest way first to last. */
    async hops(prefix: string): Promise<Hop[]> {
      const { rows } = await shown.query<Hop>(hopsSql, [prefix])
      return rows
    },
    /** What is on Kafka of records, approved or withdrawn, and can be accepted by a reader. */
    async saidOnKafka(): Promise<Said[]> {
      const decode = createDecode([RecordApproved, RecordWithdrawn])
      const messages = [
        ...(await read(RecordApproved.topic)),
        ...(await read(RecordWithdrawn.topic)),
      ]
      return messages.flatMap(({ message, position }) => {
        const decoded = decode(message, position)
        return decoded.ok && decoded.value ? [decoded.value.data as Said] : []
      })
    },
    /** Other topics as they are. */
    read,
    deadLetters: async () => (await read(deadLetterTopic(RecordApproved.topic))).length,
    /** Whether it came to be so before the deadline; a question that fails is a no. */
    eventually: (isSo: () => Promise<boolean>, deadlineMs: number, everyMs = 100) =>
      until(() => isSo().catch(() => false), { deadlineMs, everyMs }),
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  }
}
export type Session = Awaited<ReturnType<typeof openSession>>

/** A part of the way of a record, and its milliseconds. */
export interface Hop {
  readonly hop: 'decided' | 'answered' | 'settled' | 'shown'
  readonly p50Ms: number
  readonly p99Ms: number
}

/**
 * `decided`: from the approval to the request for a posting. `answered`: to the answer of the ledger. `settled`: to what
 * the orchestrator told of the adapter's outcome. `shown`: to the read model.
 */
const hopsSql = `
  with moments as (
    select record.approved_at as approved, record.updated_at as shown,
      min(l.at) filter (where l.kind = 'posting.requested') as requested,
      max((l.line::json ->> 'answeredAt')::timestamptz) filter (where l.kind = 'sync.succeeded') as answered,
      max(l.at) filter (where l.kind = 'sync.succeeded') as told
    from record join sync_logs l on l.organization_id = record.organization_id and l.subject = record.record_id
    where record.record_id like $1 || '-%' and record.status = 'posted'
    group by record.organization_id, record.record_id, record.revision, record.approved_at, record.updated_at
  ), hops as (
    select hop.* from moments, lateral (values
      (1, 'decided', requested - approved), (2, 'answered', answered - requested),
      (3, 'settled', told - answered), (4, 'shown', shown - told)
    ) as hop (place, hop, took)
  )
  select hop, round(percentile_cont(0.5) within group (order by extract(epoch from took)) * 1000)::int as "p50Ms",
    round(percentile_cont(0.99) within group (order by extract(epoch from took)) * 1000)::int as "p99Ms"
  from hops group by place, hop order by place`

/** The read models themselves: asking the service would measure the asking. Heals when the server was killed. */
function openShown(stack: Stack): pg.Pool {
  const pool = new pg.Pool({
    connectionString: stack.databaseUrl('status-query'),
    max: 2,
    connectionTimeoutMillis: 5_000,
  })
  pool.on('error', () => {})
  return pool
}
