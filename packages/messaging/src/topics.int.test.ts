import { topics as declared } from '@bilagsbro/events/catalogue'
import { ConfigResourceTypes } from 'kafkajs'
import { expect, test } from 'vitest'
import { withAdmin } from './connection.ts'
import { createTestTopics } from './testing.ts'
import { applyTopics } from './topics.ts'

test('topics become what is declared, and stay so when it is done again', async () => {
  await using test = await createTestTopics({ topics: [] })
  const name = test.connection.prefixed(declared[0]!.name)
  expect((await applyTopics(test.connection)).created).toHaveLength(declared.length)
  expect(await applyTopics(test.connection)).toEqual({
    created: [],
    partitionsAdded: [],
    configured: [],
  })
  const described = await withAdmin(test.connection, async (admin) => ({
    metadata: await admin.fetchTopicMetadata({ topics: [name] }),
    configs: await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name }],
    }),
  }))
  expect(described.metadata.topics[0]?.partitions).toHaveLength(declared[0]!.partitions)
  const entries = described.configs.resources[0]!.configEntries
  const found = new Map(entries.map(({ configName, configValue }) => [configName, configValue]))
  for (const [key, value] of Object.entries(declared[0]!.config)) expect(found.get(key)).toBe(value)
})

test('partitions are added and settings changed, nothing is ever taken away', async () => {
  await using test = await createTestTopics({ topics: [] })
  const topic = { name: 'a', partitions: 3, config: { 'retention.ms': '1000' } }
  await applyTopics(test.connection, [topic])
  const more = { ...topic, partitions: 4, config: { 'retention.ms': '2000' } }
  const name = test.connection.prefixed('a')
  expect(await applyTopics(test.connection, [more])).toEqual({
    created: [],
    partitionsAdded: [name],
    configured: [name],
  })
  const fewer = { ...more, partitions: 1 }
  expect(await applyTopics(test.connection, [fewer])).toMatchObject({ partitionsAdded: [] })
})
