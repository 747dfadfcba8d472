import type { Logger } from '@bilagsbro/service-kit/logger'
import type { IHeaders, Message, Producer as KafkaProducer } from 'kafkajs'
import { withAdmin, type KafkaConnection } from './connection.ts'
import type { OutgoingMessage } from './encoding.ts'
import { createPartitioner } from './partitioner.ts'
import { asError, within } from './wait.ts'

/** The most that goes to Kafka at once: kafkajs gets slow above a thousand messages, and topics take batches of some MB. */
export const mostAtOnce = { messages: 1_000, bytes: 900_000 }

/** Messages that could not go to Kafka now, and must be tried again later, apart from others. */
export interface Left {
  readonly messages: ReadonlySet<OutgoingMessage>
  readonly reason: string
}

export interface Producer extends AsyncDisposable {
  /**
   * Resolves when every in-sync replica has the messages. One call at a time reaches Kafka, in the order of calls.
   * Gives back messages whose topic is not there or that the broker refuses: they hold up no others. Throws where nothing
   * can be sent at all.
   */
  send(messages: readonly OutgoingMessage[]): Promise<Left | undefined>
  /** The same for a caller that cannot keep messages: throws where one is left. */
  sendAll(messages: readonly OutgoingMessage[]): Promise<void>
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
  /** Never with the same producer: where a request is refused in part, its sequence numbers are not the broker's. */
  const startAnew = async () => {
    topics = new Set()
    await close().catch((fault: unknown) =>
      logger.debug({ event: 'kafka', err: fault }, 'a producer would not close'),
    )
  }
  const missingOf = async (messages: readonly OutgoingMessage[]) => {
    const wanted = new Set(messages.map(({ topic }) => topic))
    const unknown = () => new Set([...wanted].filter((topic) => !topics.has(topic)))
    if (unknown().size > 0) topics = await topicsOf(connection)
    return unknown()
  }
  const publish = async (batch: readonly OutgoingMessage[]): Promise<Refused[]> => {
    try {
      const producer = await (client ??= open())
      const topicMessages = [...groupByTopic(batch)].map(([topic, group]) => ({
        topic: connection.prefixed(topic),
        messages: group,
      }))
      await producer.sendBatch({ acks: -1, topicMessages })
      return []
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      await startAnew()
      const parts = partsOf(batch, refusal)
      if (parts.length === 1) return [{ messages: batch, reason: asError(error).message }]
      const refused: Refused[] = []
      for (const part of parts) refused.push(...(await publish(part)))
      return refused
    }
  }
  const send = async (messages: readonly OutgoingMessage[]): Promise<Left | undefined> => {
    const missing = await missingOf(messages)
    const isMissing = ({ topic }: OutgoingMessage) => missing.has(topic)
    const refused: Refused[] = []
    if (missing.size > 0) {
      const reason = `No such topic: ${[...missing].join(', ')}. Run \`npm run topics\`.`
      refused.push({ messages: messages.filter(isMissing), reason })
    }
    const rest = missing.size > 0 ? messages.filter((one) => !isMissing(one)) : messages
    for (const batch of batches(rest)) refused.push(...(await publish(batch)))
    if (refused.length === 0) return undefined
    return {
      messages: new Set(refused.flatMap((one) => one.messages)),
      reason: [...new Set(refused.map(({ reason }) => reason))].join(' '),
    }
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }
  const orStartAnew = async (error: unknown) => {
    await startAnew()
    throw error
  }
  const sendInTurn = (messages: readonly OutgoingMessage[]) =>
    inTurn(() => send(messages).catch(orStartAnew))

  return {
    send: sendInTurn,
    async sendAll(messages) {
      const left = await sendInTurn(messages)
      if (left) throw new Error(left.reason)
    },
    connect: () => inTurn(() => (client ??= open()).then(() => undefined, orStartAnew)),
    [Symbol.asyncDispose]: () => inTurn(close),
  }
}

interface Refused {
  readonly messages: readonly OutgoingMessage[]
  readonly reason: string
}

/** The broker's errors about the messages or their topic. */
const refusals = {
  MESSAGE_TOO_LARGE: 'message',
  RECORD_LIST_TOO_LARGE: 'message',
  INVALID_RECORD: 'message',
  INVALID_TIMESTAMP: 'message',
  TOPIC_AUTHORIZATION_FAILED: 'topic',
  INVALID_TOPIC_EXCEPTION: 'topic',
  POLICY_VIOLATION: 'topic',
} as const
type Refusal = 'message' | 'topic'

function refusalOf(thrown: unknown): Refusal | undefined {
  const error = asError(thrown) as Error & { readonly type?: string }
  const refusal = (refusals as Readonly<Record<string, Refusal>>)[error.type ?? '']
  return refusal ?? (error.cause === undefined ? undefined : refusalOf(error.cause))
}

/** The parts that are tried alone after a refusal: each topic, then the halves of one topic; one part where nothing is left to part. */
function partsOf(
  batch: readonly OutgoingMessage[],
  refusal: Refusal,
): readonly (readonly OutgoingMessage[])[] {
  const byTopic = [...Map.groupBy(batch, ({ topic }) => topic).values()]
  if (byTopic.length > 1) return byTopic
  if (refusal === 'topic' || batch.length === 1) return [batch]
  const middle = Math.ceil(batch.length / 2)
  return [batch.slice(0, middle), batch.slice(middle)]
}

async function topicsOf(connection: KafkaConnection): Promise<Set<string>> {
  const names = await withAdmin(connection, (admin) => admin.listTopics())
  return new Set(names.map((name) => connection.unprefixed(name)))
}

/** About the bytes that messages take on the wire. */
export function sizeOf(messages: readonly OutgoingMessage[]): number {
  return messages.reduce((bytes, message) => bytes + sizeOfOne(message), 0)
}

/** The bytes of an event's headers and frame. */
const aroundEvent = 400

function sizeOfOne({ key, value, headers }: OutgoingMessage): number {
  const bytes = (key?.length ?? 0) + (value?.length ?? 0) + aroundEvent
  // Events are ours, and so are their headers.
  if (typeof value === 'string') return bytes
  return Object.entries(headers).reduce((sum, [name, given]) => {
    const values = Array.isArray(given) ? given : [given]
    return values.reduce((all, one) => all + name.length + (one?.length ?? 0) + 8, sum)
  }, bytes)
}

function* batches(messages: readonly OutgoingMessage[]): Generator<readonly OutgoingMessage[]> {
  let from = 0
  let bytes = 0
  for (const [index, message] of messages.entries()) {
    const size = sizeOfOne(message)
    bytes += size
    const isFull = bytes > mostAtOnce.bytes || index - from >= mostAtOnce.messages
    if (isFull && index > from) {
      yield messages.slice(from, index)
      from = index
      bytes = size
    }
  }
  if (from < messages.length) yield messages.slice(from)
}

function groupByTopic(messages: readonly OutgoingMessage[]): Map<string, Message[]> {
  const byTopic = new Map<string, Message[]>()
  for (const { topic, key, value, headers } of messages) {
    // kafkajs' types know no headers without a value; record-encoder.ts writes them.
    const message: Message = { key, value, headers: headers as IHeaders }
    const group = byTopic.get(topic)
    if (group) group.push(message)
    else byTopic.set(topic, [message])
  }
  return byTopic
}
