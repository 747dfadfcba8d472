import type { EventDefinition } from '@bilagsbro/events/define-event'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { Epoch } from '@bilagsbro/service-kit/installation'
import { withAdmin, type KafkaConnection } from './connection.ts'
import type { Consumer } from './consumer.ts'
import type { Ends } from './group-offsets.ts'
import type { Handler } from './handler.ts'

/**
 * The first reading of a service whose database is new, restored or failed over: the service reads the past, and makes
 * no decision that a later message of the past would have changed.
 */
export interface FirstReading {
  /** Whether the service has handled all messages that were on its topics when the epoch began. Once true, it stays true. */
  readonly isOver: boolean
  /** Resolves when the first reading is over; rejects when the service stops before. */
  readonly over: Promise<void>
  /** Whether the definition's topic held a message when the epoch began. */
  holds(definition: EventDefinition): boolean
  /** To be called once, with the consumers whose groups are named after the epoch: together they read all the topics. */
  follow(consumers: readonly Pick<Consumer, 'reached'>[]): void
}

interface Options {
  readonly orm: Database
  /** The epoch that the database is in. */
  readonly epoch: Epoch
  readonly connection: KafkaConnection
  /** All definitions that the service reads. */
  readonly reads: readonly EventDefinition[]
  readonly logger: Logger
  readonly metrics: Metrics
}

/**
 * Follows the consumers, and one more consumer that reads other topics to their ends at the beginning of the epoch, and
 * no further. `open` begins to consume.
 */
export async function followWithPast(
  reading: FirstReading,
  consumers: readonly Consumer[],
  past: readonly Handler[],
  open: (handlers: readonly Handler[]) => Promise<Consumer>,
): Promise<void> {
  const unread = reading.isOver ? [] : past.filter(({ definition }) => reading.holds(definition))
  if (unread.length === 0) return reading.follow(consumers)
  const reader = await open(unread)
  reading.follow([...consumers, reader])
  reading.over.then(() => reader[Symbol.asyncDispose]()).catch(() => undefined)
}

/**
 * Begins or continues the first reading of an epoch. The ends of the topics are noted in the database by the first
 * replica that asks, and hold for all of them. Call it before anything is decided or sent.
 */
export async function openFirstReading({
  orm,
  epoch,
  connection,
  reads,
  logger,
  metrics,
}: Options): Promise<FirstReading> {
  const topics = [...new Set(reads.map(({ topic }) => topic))]
  const noted = await notedEnds(orm, epoch, topics)
  const ends = noted?.ends ?? (await noteEnds(orm, epoch, connection, topics))
  const gauge = metrics.gauge(
    'bilagsbro_reading_first',
    'Whether the service still reads what happened before its database was born, and decides nothing.',
  )
  gauge.set(noted?.isRead ? 0 : 1)
  const { promise: over, resolve, reject } = Promise.withResolvers<void>()
  // A rejection that nobody waits for must not end the process.
  over.catch(() => undefined)
  let isOver = noted?.isRead ?? false
  return {
    over,
    get isOver() {
      return isOver
    },
    holds: ({ topic }) => (ends[topic] ?? []).some((end) => end > 0),
    follow(consumers) {
      if (isOver) return resolve()
      const begun = performance.now()
      const read = async () => {
        await Promise.all(consumers.map((consumer) => consumer.reached(ends)))
        isOver = true
        gauge.set(0)
        const duration = Math.round(performance.now() - begun)
        const line = { event: 'epoch.read', epoch: epoch.id, duration_ms: duration }
        logger.info(line, 'what happened before has been read')
        await noteRead(orm, epoch).catch((err: unknown) =>
          logger.warn({ ...line, err }, 'not noted'),
        )
      }
      read().then(resolve, reject)
    },
  }
}

async function notedEnds(orm: Database, { id }: Epoch, topics: readonly string[]) {
  const [row] = await orm.em
    .fork()
    .execute<{ ends: Ends | null; read: boolean }[]>(
      'select ends, read_at is not null as read from installation where begun = ?',
      [id],
    )
  const ends = row?.ends
  return ends && topics.every((topic) => ends[topic]) ? { ends, isRead: row.read } : undefined
}

/** Notes for replicas that start later that the reading is over. Where the note fails, they read again. */
async function noteRead(orm: Database, { id }: Epoch): Promise<void> {
  const note =
    'update installation set read_at = clock_timestamp() where begun = ? and read_at is null'
  await orm.em.fork().execute(note, [id])
}

/** Notes the ends; a note of another replica stays. */
async function noteEnds(
  orm: Database,
  { id }: Epoch,
  connection: KafkaConnection,
  topics: readonly string[],
): Promise<Ends> {
  const now = await presentEnds(connection, topics)
  const [row] = await orm.em
    .fork()
    .execute<{ ends: Ends }[]>(
      `update installation set ends = ?::jsonb || coalesce(ends, '{}') where begun = ? returning ends`,
      [JSON.stringify(now), id],
    )
  return row!.ends
}

/** A topic that does not exist yet has no past. */
const presentEnds = (connection: KafkaConnection, topics: readonly string[]): Promise<Ends> =>
  withAdmin(connection, async (admin) => {
    const there = new Set(await admin.listTopics())
    const ends: Record<string, number[]> = {}
    for (const topic of topics) {
      const name = connection.prefixed(topic)
      const found = there.has(name) ? await admin.fetchTopicOffsets(name) : []
      ends[topic] = []
      for (const { partition, high } of found) ends[topic][partition] = Number(high)
    }
    return ends
  })
