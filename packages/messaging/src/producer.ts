import type { Logger } from '@bilagsbro/service-kit/logger'
import type { IHeaders, Message, Producer as KafkaProducer } from 'kafkajs'
import { withAdmin, type KafkaConnection } from './connection.ts'
import type { OutgoingMessage } from './encoding.ts'
import { createPartitioner } from './partitioner.ts'
import { within } from './wait.ts'

/** What goes to Kafka at once: kafkajs gets slow above a thousand messages, and topics take batches of some MB. */
export const mostAtOnce = { messages: 1_000, bytes: 900_000 }

/** Topics that are not on the broker. One of them must never hold up messages to the others. */
export class TopicsMissing extends Error {
  readonly topics: ReadonlySet<string>
  constructor(topics: ReadonlySet<string>) {
    super(`No such topic: ${[...topics].join(', ')}. Run \`npm run topics\`.`)
    this.topics = topics
  }
}

export interface Producer extends AsyncDisposable {
  /**
   * Resolves when every in-sync replica has the messages. One call at a time reaches Kafka, in the order of calls.
   * Throws `TopicsMissing` before it sends anything, where a topic is not there.
   */
  send(messages: readonly OutgoingMessage[]): Promise<void>
  /** Connects, if that has not been done. */
  connect(): Promise<void>
}

/**
 * Idempotent, so that a retry neither doubles nor reorders. After a failure it starts anew, with a new producer id:
 * kafkajs keeps sequence numbers that the broker no longer accepts, and topics that are gone.
 */
export function createProducer(connection: KafkaConnection, logger: Logger): Producer {
  let client: Promise<KafkaProducer> | undefined
  let topics = new Set<string>()
  let turn: Promise<unknown> = Promise.resolve()

  const open = async () => {
    const producer = connection.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner,
      retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 2_000 },
    })
    await producer.connect()
    return producer
  }
  const close = async () => {
    const closing = client
    client = undefined
    await closing?.then(
      (producer) => within(3_000, producer.disconnect()),
      () => undefined,
    )
  }
  const startAnew = async (error: unknown) => {
    topics = new Set()
    await close().catch((fault: unknown) =>
      logger.debug({ event: 'kafka', err: fault }, 'a producer would not close'),
    )
    throw error
  }
  const requireTopics = async (wanted: ReadonlySet<string>) => {
    const unknown = () => new Set([...wanted].filter((topic) => !topics.has(topic)))
    if (unknown().size === 0) return
    topics = await topicsOf(connection)
    const missing = unknown()
    if (missing.size > 0) throw new TopicsMissing(missing)
  }
  const send = async (messages: readonly OutgoingMessage[]) => {
    await requireTopics(new Set(messages.map(({ topic }) => topic)))
    const producer = await (client ??= open())
    for (const batch of batches(messages)) {
      const topicMessages = [...groupByTopic(batch)].map(([topic, group]) => ({
        topic: connection.prefixed(topic),
        messages: group,
      }))
      await producer.sendBatch({ acks: -1, topicMessages })
    }
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }
  const unlessMissing = (error: unknown) => {
    if (error instanceof TopicsMissing) throw error
    return startAnew(error)
  }

  return {
    send: (messages) => inTurn(() => send(messages).catch(unlessMissing)),
    connect: () => inTurn(() => (client ??= open()).then(() => undefined, startAnew)),
    [Symbol.asyncDispose]: () => inTurn(close),
  }
}

async function topicsOf(connection: KafkaConnection): Promise<Set<string>> {
  const names = await withAdmin(connection, (admin) => admin.listTopics())
  return new Set(names.map((name) => connection.unprefixed(name)))
}

/** About the bytes that messages take on the wire. */
export function sizeOf(messages: readonly OutgoingMessage[]): number {
  return messages.reduce((bytes, { value }) => bytes + (value?.length ?? 0) + 400, 0)
}

function* batches(messages: readonly OutgoingMessage[]): Generator<readonly OutgoingMessage[]> {
  let from = 0
  let bytes = 0
  for (const [index, { value }] of messages.entries()) {
    bytes += (value?.length ?? 0) + 400
    const isFull = bytes > mostAtOnce.bytes || index - from >= mostAtOnce.messages
    if (isFull && index > from) {
      yield messages.slice(from, index)
      from = index
      bytes = (value?.length ?? 0) + 400
    }
  }
  yield messages.slice(from)
}

function groupByTopic(messages: readonly OutgoingMessage[]): Map<string, Message[]> {
  const byTopic = new Map<string, Message[]>()
  for (const { topic, key, value, headers } of messages) {
    // Its types know no headers without a value; record-encoder.ts writes them.
    const message: Message = { key, value, headers: headers as IHeaders }
    const group = byTopic.get(topic)
    if (group) group.push(message)
    else byTopic.set(topic, [message])
  }
  return byTopic
}
