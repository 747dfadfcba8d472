import { randomUUID } from 'node:crypto'
import { topics as declared } from '@bilagsbro/events/catalogue'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { inject } from 'vitest'
import { connectKafka, withAdmin, type KafkaConnection } from './connection.ts'
import { createDecode } from './decoding.ts'
import { encode, type IncomingMessage, type OutgoingMessage, type Received } from './encoding.ts'
import type { Arrived } from './handling.ts'
import { createProducer } from './producer.ts'
import { readTopic } from './topic-reader.ts'
import { applyTopics } from './topics.ts'

export interface TestTopics extends AsyncDisposable {
  readonly prefix: string
  readonly brokers: string
  readonly connection: KafkaConnection
  /** Creates more topics. */
  create(topics: readonly string[]): Promise<void>
  /** As a producer outside of Bilagsbro would: CloudEvents headers, key, JSON. */
  produce<D extends EventDefinition>(
    definition: D,
    datas: readonly DataOf<D>[],
    options?: { readonly headers?: Readonly<Record<string, string>> },
  ): Promise<void>
  produceRaw(
    topic: string,
    messages: readonly Partial<Pick<OutgoingMessage, 'key' | 'value' | 'headers'>>[],
  ): Promise<void>
  /** The valid events of one kind on their topic from its beginning, as soon as `until` holds. */
  read<D extends EventDefinition>(
    definition: D,
    until: (events: Received<D>[]) => boolean,
    deadlineMs?: number,
  ): Promise<Received<D>[]>
  readRaw(
    topic: string,
    until: (messages: IncomingMessage[]) => boolean,
    deadlineMs?: number,
  ): Promise<IncomingMessage[]>
}

export interface TestTopicsOptions {
  /** Which; all that are declared, unless told. A topic that is not declared is created too. */
  readonly topics?: readonly string[]
  readonly partitions?: number
}

/** Topics of their own on the test broker, two partitions each, deleted afterwards with their consumer groups. */
export async function createTestTopics({
  topics = declared.map(({ name }) => name),
  partitions = 2,
}: TestTopicsOptions = {}): Promise<TestTopics> {
  const brokers = inject('kafkaBrokers')
  const prefix = `test-${randomUUID().slice(0, 8)}.`
  const logger = createLogger('test', process.env['LOG_LEVEL'] ?? 'silent')
  const connection = connectKafka({ brokers, clientId: 'test', topicPrefix: prefix, logger })
  const create: TestTopics['create'] = async (names) => {
    const configOf = (name: string) => declared.find((topic) => topic.name === name)?.config ?? {}
    const wanted = names.map((name) => ({ name, partitions, config: configOf(name) }))
    await applyTopics(connection, wanted)
  }
  await create(topics)
  const producer = createProducer(connection, logger)
  const readRaw: TestTopics['readRaw'] = (topic, until, deadlineMs = 60_000) =>
    readTopic(connection, [topic], {
      until: (found) => until(found.map(messageOf)),
      deadlineMs,
    }).then((found) => found.map(messageOf))
  return {
    prefix,
    brokers,
    connection,
    create,
    produce: (definition, datas, { headers } = {}) =>
      producer.sendAll(
        datas.map((data) => {
          const envelope = { id: randomUUID(), time: new Date().toISOString(), source: '/test' }
          const message = encode(definition, data, envelope)
          return { ...message, headers: { ...message.headers, ...headers } }
        }),
      ),
    produceRaw: (topic, messages) =>
      producer.sendAll(
        messages.map(({ key = null, value = null, headers = {} }) => ({
          topic,
          key,
          value,
          headers,
        })),
      ),
    readRaw,
    async read<D extends EventDefinition>(
      definition: D,
      until: (events: Received<D>[]) => boolean,
      deadlineMs = 60_000,
    ) {
      const decode = createDecode([definition])
      const eventsOf = (found: readonly Arrived[]) =>
        found.flatMap(({ message, position }) => {
          const decoded = decode(message, position)
          return decoded.ok && decoded.value ? [decoded.value as Received<D>] : []
        })
      const found = await readTopic(connection, [definition.topic], {
        until: (so) => until(eventsOf(so)),
        deadlineMs,
      })
      return eventsOf(found)
    },
    async [Symbol.asyncDispose]() {
      await producer[Symbol.asyncDispose]()
      await removeAll(connection, prefix)
    },
  }
}

const messageOf = ({ message }: { readonly message: IncomingMessage }) => message

function removeAll(connection: KafkaConnection, prefix: string): Promise<void> {
  return withAdmin(connection, async (admin) => {
    const { groups } = await admin.listGroups()
    const own = groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(prefix))
    // A group whose member was killed is not empty yet; it expires by itself.
    if (own.length > 0) await admin.deleteGroups(own).catch(() => undefined)
    const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix))
    if (topics.length > 0) await admin.deleteTopics({ topics, timeout: 10_000 })
  })
}
