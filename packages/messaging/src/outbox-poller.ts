import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import type { OutgoingMessage } from './encoding.ts'
import { fromRow, toRow, type OutboxRow } from './outbox-row.ts'
import type { Producer } from './producer.ts'

const rowsAtOnce = 20

export interface PollerOptions {
  readonly orm: Database
  readonly producer: Producer
  readonly held: () => string[]
  readonly everyMs: number
  /** Younger rows are left to the process that wrote them. */
  readonly olderThanMs: number
  readonly logger: Logger
  readonly metrics: Metrics
}

/**
 * The safety net: publishes rows that a process committed and did not publish, because it died or had too much in hand.
 * Rows stay locked until they are published and deleted, so that several replicas share the work.
 */
export function createPoller(options: PollerOptions): AsyncDisposable {
  const { producer, everyMs, logger } = options
  const stopping = new AbortController()
  const measure = createMeasure(options)
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        if ((await measure()) > 0) {
          await producer.connect()
          await publishDue(options, stopping.signal)
        }
      } catch (error) {
        logger.warn({ event: 'outbox.poll', outcome: 'failed', err: error }, 'tries again')
      }
      const pause = { signal: stopping.signal, ref: false }
      await sleep(everyMs, undefined, pause).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}

/** How many rows are due; the gauges on the way. */
function createMeasure({ orm, olderThanMs, metrics }: PollerOptions) {
  const depth = metrics.gauge('bilagsbro_outbox_rows', 'Rows that wait in the outbox.')
  const oldest = metrics.gauge('bilagsbro_outbox_oldest_seconds', 'Age of the oldest outbox row.')
  return async () => {
    const { rows } = await sql<{ rows: number; age: number; due: number }>`
      select count(*)::int as rows, count(*) filter (where ${isDue(olderThanMs)})::int as due,
        coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age
      from outbox`.execute(orm.em.fork().getKysely())
    const { rows: waiting, age, due } = rows[0]!
    depth.set(waiting)
    oldest.set(Math.max(0, age))
    return due
  }
}

/** From the first due row to the last, once: a row that cannot go is passed over until the next poll. */
async function publishDue(options: PollerOptions, signal: AbortSignal): Promise<void> {
  let after: string | undefined = '0'
  while (after !== undefined && !signal.aborted) after = await publishSome(options, after)
}

/** The id of the last row that was tried; nothing when there are no more. */
async function publishSome(
  { orm, producer, held, olderThanMs, logger }: PollerOptions,
  after: string,
): Promise<string | undefined> {
  return orm.em.fork().transactional(async (em) => {
    const db = em.getKysely()
    const { rows } = await sql<{ id: string } & OutboxRow>`
      select id, messages, packed from outbox
      where ${isDue(olderThanMs)} and id > ${after} and id <> all(${held()}::bigint[])
      order by id limit ${rowsAtOnce} for update skip locked`.execute(db)
    if (rows.length === 0) return undefined
    const outgoing = rows.map(({ id, ...row }) => ({ id, messages: fromRow(row) }))
    const notSent = await producer.send(outgoing.flatMap(({ messages }) => messages))
    const isLeft = (message: OutgoingMessage) => notSent?.messages.has(message) ?? false
    const gone = outgoing.filter(({ messages }) => !messages.some(isLeft)).map(({ id }) => id)
    await sql`delete from outbox where id = any(${gone}::bigint[])`.execute(db)
    for (const { id, messages } of outgoing) {
      const left = messages.filter(isLeft)
      if (left.length === 0 || left.length === messages.length) continue
      const row = toRow(left)
      await sql`update outbox set messages = ${row.messages}, packed = ${row.packed}
        where id = ${id}`.execute(db)
    }
    logger.info(
      {
        event: 'outbox.poll',
        outcome: 'published',
        rows: gone.length,
        left: notSent?.messages.size,
      },
      notSent?.reason,
    )
    return rows.at(-1)!.id
  })
}

const isDue = (olderThanMs: number) =>
  sql`created_at < now() - make_interval(secs => ${olderThanMs / 1000})`
