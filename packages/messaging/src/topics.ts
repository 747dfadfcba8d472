import { setTimeout as sleep } from 'node:timers/promises'
import { topics as declared, type Topic } from '@bilagsbro/events/catalogue'
import type { Admin } from 'kafkajs'
import { withAdmin, type KafkaConnection } from './connection.ts'
import { ConfigResourceTypes } from './kafkajs.ts'

export interface AppliedTopics {
  readonly created: string[]
  readonly partitionsAdded: string[]
  readonly configured: string[]
}

/** Creates and changes the broker's topics as `packages/events` declares them. Deletes nothing; harmless when repeated. */
export function applyTopics(
  connection: KafkaConnection,
  topics: readonly Topic[] = declared,
): Promise<AppliedTopics> {
  const wanted = topics.map((topic) => ({ ...topic, name: connection.prefixed(topic.name) }))
  return withAdmin(connection, async (admin) => {
    const present = new Set(await admin.listTopics())
    const missing = wanted.filter(({ name }) => !present.has(name))
    const there = wanted.filter(({ name }) => present.has(name))
    if (missing.length > 0) await create(admin, missing)
    return {
      created: missing.map(({ name }) => name),
      partitionsAdded: await addPartitions(admin, there),
      configured: await configure(admin, there),
    }
  })
}

/** Deletes the topics with all their messages, at the end of a stack on a broker that is not its own. */
export function dropTopics(connection: KafkaConnection): Promise<void> {
  const ours = new Set(declared.map(({ name }) => connection.prefixed(name)))
  return withAdmin(connection, async (admin) => {
    const topics = (await admin.listTopics()).filter((name) => ours.has(name))
    if (topics.length > 0) await admin.deleteTopics({ topics, timeout: 20_000 })
  })
}

async function create(admin: Admin, topics: readonly Topic[]): Promise<void> {
  const { brokers } = await admin.describeCluster()
  await admin.createTopics({
    waitForLeaders: false,
    timeout: 20_000,
    topics: topics.map(({ name, partitions, config }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor: Math.min(3, brokers.length),
      configEntries: entries(config),
    })),
  })
  await untilServed(
    admin,
    topics.map(({ name }) => name),
  )
}

/** A broker that is busy hears of a new topic later than the controller, and leads it later still; kafkajs' own wait takes that for a fault. */
async function untilServed(admin: Admin, topics: string[]): Promise<void> {
  for (const deadline = Date.now() + 20_000; ; await sleep(50)) {
    try {
      const metadata = await admin.fetchTopicMetadata({ topics })
      if (metadata.topics.every((topic) => topic.partitions.every(({ leader }) => leader >= 0))) {
        // Only a leader answers this.
        for (const topic of topics) await admin.fetchTopicOffsets(topic)
        return
      }
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    if (Date.now() > deadline) throw new Error('The new topics have no leaders yet.')
  }
}

/** Partitions only ever increase: fewer would lose messages, and each increase sends keys elsewhere from now on. */
async function addPartitions(admin: Admin, topics: readonly Topic[]): Promise<string[]> {
  const short = await withTooFewPartitions(admin, topics)
  if (short.length > 0)
    await admin.createPartitions({
      topicPartitions: short.map(({ name, partitions }) => ({ topic: name, count: partitions })),
    })
  return short.map(({ name }) => name)
}

async function withTooFewPartitions(admin: Admin, topics: readonly Topic[]): Promise<Topic[]> {
  if (topics.length === 0) return []
  const metadata = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) })
  const present = new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length]))
  return topics.filter(({ name, partitions }) => present.get(name)! < partitions)
}

async function configure(admin: Admin, topics: readonly Topic[]): Promise<string[]> {
  const different = await configuredOtherwise(admin, topics)
  if (different.length > 0)
    await admin.alterConfigs({
      validateOnly: false,
      resources: different.map(({ name, config }) => ({
        type: ConfigResourceTypes.TOPIC,
        name,
        configEntries: entries(config),
      })),
    })
  return different.map(({ name }) => name)
}

async function configuredOtherwise(admin: Admin, topics: readonly Topic[]): Promise<Topic[]> {
  if (topics.length === 0) return []
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name })),
  })
  return topics.filter(({ name, config }) => {
    const present = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? []
    const valueOf = (key: string) =>
      present.find(({ configName }) => configName === key)?.configValue
    return Object.entries(config).some(([key, value]) => valueOf(key) !== value)
  })
}

/** The declared topics that are missing, have fewer partitions, or are configured otherwise. */
export async function topicsNotAsDeclared(
  admin: Admin,
  connection: Pick<KafkaConnection, 'prefixed' | 'unprefixed'>,
): Promise<string[]> {
  const wanted = declared.map((topic) => ({ ...topic, name: connection.prefixed(topic.name) }))
  const present = new Set(await admin.listTopics())
  const there = wanted.filter(({ name }) => present.has(name))
  const missing = wanted.filter(({ name }) => !present.has(name))
  const short = await withTooFewPartitions(admin, there)
  const otherwise = await configuredOtherwise(admin, there)
  const names = [...missing, ...short, ...otherwise].map(({ name }) => connection.unprefixed(name))
  return [...new Set(names)].toSorted()
}

function entries(config: Topic['config']) {
  return Object.entries(config).map(([name, value]) => ({ name, value }))
}
