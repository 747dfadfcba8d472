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
