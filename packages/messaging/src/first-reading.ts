import type { EventDefinition } from '@bilagsbro/events/define-event'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { Database, Epoch } from '@bilagsbro/service-kit/postgres'
import { withAdmin, type KafkaConnection } from './connection.ts'
import type { Consumer } from './consumer.ts'
import type { Ends } from './group-offsets.ts'
import type { Handler } from './handler.ts'

/**
 * What a service does first with a database that is new, restored or failed over: it reads what happened, and decides
 * nothing that a later message of the past would have decided otherwise.
 */
export interface FirstReading {
  /** Whether the service has handled, in this epoch, everything that was on its topics when the epoch began. Never takes it back. */
  readonly isOver: boolean
  /** Resolves when it is over; rejects when the service stops before. */
  readonly over: Promise<void>
  /** Whether there was anything on its topic when the epoch began. */
  holds(definition: EventDefinition): boolean
  /** To be called once, with the consumers whose groups are named after the epoch: together they read all the topics. */
  follow(consumers: readonly Pick<Consumer, 'reached'>[]): void
}

interface Options {
  readonly orm: Database
  /** That the database is in. */
  readonly epoch: Epoch
  readonly connection: KafkaConnection
  /** Everything that the service reads. */
  readonly reads: readonly EventDefinition[]
  readonly logger: Logger
  readonly metrics: Metrics
}

/**
 * Follows the consumers, and one more of what is read to where it ended when the epoch began and not any further: nobody
 * else reads there when the past is known. `open` begins to consume.
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
  // Whoever does not ask need not know that the service stopped before.
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

/** For those that start later: they need not ask. Where it fails, they do. */
async function noteRead(orm: Database, { id }: Epoch): Promise<void> {
  const note =
    'update installation set read_at = clock_timestamp() where begun = ? and read_at is null'
  await orm.em.fork().execute(note, [id])
}

/** What another replica noted before stays. */
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

/** A topic that is not there yet holds nothing that happened. */
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
