import { randomUUID } from 'node:crypto'
import { withAdmin, type KafkaConnection } from './connection.ts'
import type { Arrived } from './handling.ts'
import { within } from './wait.ts'

export interface ReadOptions {
  /** Ends the reading; without it, it ends where the topics ended when it began. */
  readonly until?: (found: readonly Arrived[]) => boolean
  readonly deadlineMs: number
}

/** Reads topics from their beginnings, without a trace on the broker. For commands and tests. */
export async function readTopic(
  connection: KafkaConnection,
  topics: readonly string[],
  { until, deadlineMs }: ReadOptions,
): Promise<Arrived[]> {
  const found: Arrived[] = []
  const ends = until ? undefined : await endsOf(connection, topics)
  if (ends?.size === 0) return found
  const groupId = connection.prefixed(`bilagsbro.reader.${randomUUID()}`)
  const consumer = connection.kafka.consumer({
    groupId,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: 100,
    maxBytes: 64 * 1024 * 1024,
  })
  const done = Promise.withResolvers<void>()
  const passed = (name: string, partition: number, last: string) => {
    const key = `${connection.unprefixed(name)}/${partition}`
    if (Number(last) + 1 >= (ends?.get(key) ?? Infinity)) ends!.delete(key)
    if (isDone()) done.resolve()
  }
  const isDone = () => (until ? until(found) : ends!.size === 0)
  consumer.on(consumer.events.CRASH, ({ payload }) => done.reject(payload.error))
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    // Only the marks of a producer's transactions.
    if (payload.batchSize === 0) passed(payload.topic, payload.partition, payload.lastOffset)
  })
  try {
    await consumer.connect()
    await consumer.subscribe({
      topics: topics.map((name) => connection.prefixed(name)),
      fromBeginning: true,
    })
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 1,
      async eachBatch({ batch }) {
        const { partition } = batch
        const topic = connection.unprefixed(batch.topic)
        for (const message of batch.messages)
          found.push({ message, position: { topic, partition, offset: message.offset } })
        passed(batch.topic, partition, batch.lastOffset())
      },
    })
    if (!(await within(deadlineMs, done.promise)))
      throw new Error(`Read ${found.length} messages of ${topics.join(', ')} in ${deadlineMs} ms.`)
    return found
  } finally {
    await consumer.disconnect()
    await withAdmin(connection, (admin) => admin.deleteGroups([groupId])).catch(() => undefined)
  }
}

/** By topic and partition, what comes after the last message; partitions without any are left out. */
function endsOf(connection: KafkaConnection, topics: readonly string[]) {
  return withAdmin(connection, async (admin) => {
    const ends = new Map<string, number>()
    for (const topic of topics)
      for (const { partition, low, high } of await admin.fetchTopicOffsets(
        connection.prefixed(topic),
      ))
        if (Number(high) > Number(low)) ends.set(`${topic}/${partition}`, Number(high))
    return ends
  })
}
