import { RecordApproved } from '@bilagsbro/events/record-approved'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { databaseEpoch } from '@bilagsbro/service-kit/postgres'
import {
  EpochMigration,
  InstallationMigration,
  InstallationTable,
} from '@bilagsbro/service-kit/installation'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { expect, test, vi } from 'vitest'
import { withAdmin } from './connection.ts'
import { on } from './handler.ts'
import { openFirstReading } from './first-reading.ts'
import { createHarness, logger } from './testing/harness.ts'
import { records } from './testing/records.ts'

const topics = [RecordApproved.topic]
const deadline = { timeout: 20_000, interval: 20 }

async function createService() {
  const opened = new AsyncDisposableStack()
  const harness = opened.use(await createHarness({ topics }))
  const { orm } = opened.use(
    await createTestDatabase({
      tables: [InstallationTable],
      migrations: [InstallationMigration, EpochMigration],
    }),
  )
  const metrics = createMetrics('test')
  const { connection } = harness
  const given = { orm, connection, reads: [RecordApproved], logger, metrics }
  const start = async () => {
    const epoch = await databaseEpoch(orm)
    const reading = await openFirstReading({ ...given, epoch })
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    const consume = async () => {
      const handler = on(RecordApproved, () => held)
      const consumer = await harness.openConsumer([handler], { group: epoch.id })
      reading.follow([consumer])
      return consumer
    }
    return { epoch, reading, consume, release }
  }
  const topic = harness.connection.prefixed(RecordApproved.topic)
  return {
    harness,
    orm,
    metrics,
    start,
    admin: <T>(
      work: (topic: string, admin: Parameters<Parameters<typeof withAdmin>[1]>[0]) => Promise<T>,
    ) => withAdmin(harness.connection, (admin) => work(topic, admin)),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

test('is over when everything has been handled that was there when the epoch began, and no sooner', async () => {
  await using service = await createService()
  await service.harness.topics.produce(RecordApproved, records(50))
  const { reading, consume, release } = await service.start()
  await consume()
  expect(await service.metrics.registry.metrics()).toMatch(/bilagsbro_reading_first{.*} 1/)
  expect(reading.isOver).toBe(false)
  release()
  await reading.over
  expect(reading.isOver).toBe(true)
  expect(await service.metrics.registry.metrics()).toMatch(/bilagsbro_reading_first{.*} 0/)
})

test('does not wait for what came after the epoch began, whichever replica asks', async () => {
  await using service = await createService()
  const first = await service.start()
  await service.harness.topics.produce(RecordApproved, records(50))
  const second = await service.start()
  expect(second.epoch).toEqual(first.epoch)
  await second.consume()
  await second.reading.over
  expect(second.reading.isOver).toBe(true)
  second.release()
})

test('is over at once where the topic is not there, or retention took what was on it', async () => {
  await using service = await createService()
  await service.harness.topics.produce(RecordApproved, records(50))
  await service.admin(async (topic, admin) => {
    const ends = await admin.fetchTopicOffsets(topic)
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }))
    await admin.deleteTopicRecords({ topic, partitions })
  })
  const { reading, consume } = await service.start()
  await consume()
  await reading.over

  await using other = await createService()
  await other.admin((topic, admin) => admin.deleteTopics({ topics: [topic] }))
  const absent = await other.start()
  await other.harness.topics.create(topics)
  await absent.consume()
  await absent.reading.over
  expect(absent.reading.isOver).toBe(true)
})

test('ends where the topic ends now when it was made anew', async () => {
  await using service = await createService()
  await service.harness.topics.produce(RecordApproved, records(50))
  const { reading, consume, release } = await service.start()
  await service.admin((topic, admin) => admin.deleteTopics({ topics: [topic] }))
  await vi.waitFor(() => service.harness.topics.create(topics), deadline)
  await service.harness.topics.produce(RecordApproved, records(3))
  await consume()
  release()
  await reading.over
  expect(reading.isOver).toBe(true)
})

test('is told that the service stopped before', async () => {
  await using service = await createService()
  await service.harness.topics.produce(RecordApproved, records(1))
  const { reading, consume, release } = await service.start()
  const consumer = await consume()
  const closing = consumer[Symbol.asyncDispose]()
  release()
  await closing
  await expect(reading.over).rejects.toThrow('aborted')
  expect(reading.isOver).toBe(false)
})
