import { join } from 'node:path'
import { CategoryUsed } from '@bilagsbro/events/category-used'
import { goldenExample } from '@bilagsbro/events/golden-example'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { occupyGroup } from '@bilagsbro/messaging/testing/stranger'
import { databaseEpoch } from '@bilagsbro/service-kit/postgres'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test, vi } from 'vitest'
import { sharedMigrations, sharedTables } from './shared-tables.ts'
import { startService } from './testing/start-service.ts'

await using resources = new AsyncDisposableStack()
const { orm, url: databaseUrl } = resources.use(
  await createTestDatabase({ tables: sharedTables, migrations: sharedMigrations }),
)
const topics = resources.use(await createTestTopics({ topics: [CategoryUsed.topic] }))
const owned = resources.move()
afterAll(() => owned.disposeAsync())

/** The service of docs/how-to/start-a-service.md. */
const start = () =>
  startService(join(import.meta.dirname, 'testing/tiny-service.ts'), {
    DATABASE_URL: databaseUrl,
    KAFKA_BROKERS: topics.brokers,
    KAFKA_TOPIC_PREFIX: topics.prefix,
    OIDC_ISSUER: 'http://127.0.0.1:9',
  })

test('a service of its own rules alone is live, ready, consumes, and stops in order', async () => {
  await using service = start()
  const url = await service.listening
  const health = async (kind: string) => (await fetch(`${url}/health/${kind}`)).json()
  expect(await health('live')).toEqual({ status: 'ok', checks: {} })
  expect(await health('ready')).toEqual({
    status: 'ok',
    checks: { database: 'ok', consumers: 'ok' },
  })

  const used = goldenExample(CategoryUsed).value as CategoryUsed
  await topics.produce(CategoryUsed, [used])
  const noted = 'select organization_id as "organizationId", value from category'
  await vi.waitFor(
    async () =>
      expect(await orm.em.fork().execute(noted)).toEqual([
        { organizationId: used.organizationId, value: used.value },
      ]),
    20_000,
  )
  expect(await service.kill('SIGTERM')).toEqual([0, null])
})

test('a consumer that cannot go on ends the process', async () => {
  const { id } = await databaseEpoch(orm)
  const group = { group: `tiny.${id}`, topic: CategoryUsed.topic }
  await using _stranger = await occupyGroup(topics.connection, group)
  await using service = start()
  expect(await service.ended).toEqual([1, null])
  expect(service.lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ event: 'consumer', outcome: 'fatal' }),
  )
})
