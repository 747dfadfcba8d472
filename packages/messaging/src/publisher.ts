import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { OutgoingMessage } from './encoding.ts'
import { createLoop } from './loop.ts'
import { mostAtOnce, sizeOf, type Left, type Producer } from './producer.ts'

/** The most bytes that may wait in memory. Further rows wait in the table, for the poller. */
const mostWaiting = { messages: 20_000, bytes: 32_000_000 }

interface Row {
  readonly id: string
  readonly messages: readonly OutgoingMessage[]
  readonly bytes: number
}

export interface Publisher {
  /** Takes a committed row, unless too much waits already. */
  offer(id: string, messages: readonly OutgoingMessage[]): void
  /** The rows in hand: the poller leaves them alone. */
  held(): string[]
  /** Resolves when no row is in hand. */
  drained(): Promise<void>
  /** Gives up unpublished rows: they are in the table. */
  stop(): void
}

export interface PublisherOptions {
  readonly producer: Producer
  /** Deletes rows that have been published. */
  readonly remove: (ids: readonly string[]) => Promise<void>
  readonly logger: Logger
  readonly metrics: Metrics
}

/** Publishes all rows that are ready at once, in the order of commits, and deletes published rows in batches. */
export function createPublisher(options: PublisherOptions): Publisher {
  const { producer, remove, logger, metrics } = options
  const seconds = metrics.histogram('bilagsbro_publish_seconds', 'Publishing one batch to Kafka.')
  const count = metrics.counter('bilagsbro_published_total', 'Messages published to Kafka.')
  const waiting = createWaiting()
  const published: string[] = []
  const held = new Set<string>()
  const stopping = new AbortController()
  let idle = Promise.withResolvers<void>()
  idle.resolve()

  const release = (ids: Iterable<string>) => {
    for (const id of ids) held.delete(id)
    if (held.size === 0) idle.resolve()
  }
  /** Rows with a message that cannot go now are left to the poller, which parts them. */
  const leave = (batch: readonly Row[], { messages, reason }: Left) => {
    logger.error({ event: 'outbox.publish', outcome: 'left', messages: messages.size }, reason)
    const rows = batch.filter((row) => row.messages.some((message) => messages.has(message)))
    const ids = new Set(rows.map(({ id }) => id))
    release(ids)
    return ids
  }
  const publishing = createLoop({
    name: 'outbox.publish',
    hasWork: () => waiting.size() > 0,
    signal: stopping.signal,
    logger,
    async turn() {
      const batch = waiting.first()
      const messages = batch.flatMap((row) => row.messages)
      const end = seconds.startTimer()
      const left = await producer.send(messages)
      end()
      count.inc(messages.length - (left?.messages.size ?? 0))
      waiting.remove(batch.length)
      const kept = left ? leave(batch, left) : undefined
      for (const { id } of batch) if (!kept?.has(id)) published.push(id)
      deleting.wake()
    },
  })
  const deleting = createLoop({
    name: 'outbox.delete',
    hasWork: () => published.length > 0,
    signal: stopping.signal,
    logger,
    async turn() {
      const ids = published.slice(0, 10_000)
      await remove(ids)
      published.splice(0, ids.length)
      release(ids)
    },
  })

  return {
    offer(id, messages) {
      if (waiting.isFull() || stopping.signal.aborted) return
      if (held.size === 0) idle = Promise.withResolvers()
      held.add(id)
      waiting.add({ id, messages, bytes: sizeOf(messages) })
      publishing.wake()
    },
    held: () => [...held],
    drained: () => idle.promise,
    stop: () => stopping.abort(),
  }
}

function createWaiting() {
  let rows: Row[] = []
  const total = { messages: 0, bytes: 0 }
  const count = (row: Row, sign: 1 | -1) => {
    total.messages += sign * row.messages.length
    total.bytes += sign * row.bytes
  }
  return {
    size: () => rows.length,
    isFull: () => total.messages >= mostWaiting.messages || total.bytes >= mostWaiting.bytes,
    add(row: Row) {
      rows.push(row)
      count(row, 1)
    },
    /** As many as go to Kafka at once, one at least. */
    first(): Row[] {
      let end = 0
      let messages = 0
      let bytes = 0
      for (const row of rows) {
        messages += row.messages.length
        bytes += row.bytes
        if (end > 0 && (messages > mostAtOnce.messages || bytes > mostAtOnce.bytes)) break
        end += 1
      }
      return rows.slice(0, end)
    },
    remove(length: number) {
      for (const row of rows.splice(0, length)) count(row, -1)
    },
  }
}
