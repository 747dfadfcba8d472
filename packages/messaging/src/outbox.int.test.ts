import { deadLetterTopic } from '@bilagsbro/events/catalogue'
import { ConnectorToggled } from '@bilagsbro/events/connector-configured'
import { expect, test, vi } from 'vitest'
import { cuttable } from './testing/cuttable.ts'
import { createHarness } from './testing/harness.ts'
import { record, records } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { fromRow, type OutboxRow } from './outbox-row.ts'
import type { Outbox } from './outbox.ts'
import { applyTopics } from './topics.ts'

const topics = [RecordApproved.topic]
const deadline = { timeout: 60_000, interval: 50 }

const emitEach = (outbox: Outbox, count: number, first = 0) =>
  Promise.all(
    records(count, first).map((data) =>
      outbox.transaction(async (_em, emit) => emit(RecordApproved, data)),
    ),
  )
const idsOf = (events: readonly { data: RecordApproved }[]) =>
  new Set(events.map(({ data }) => data.recordId))

test('while Kafka is away, transactions commit; everything goes out when it is back', async () => {
  await using harness = await createHarness({ topics })
  await harness.outbox[Symbol.asyncDispose]()
  const line = cuttable(harness.topics)
  await using outbox = harness.openOutbox(line.connection)
  await emitEach(outbox, 1)
  await outbox.drained()
  line.cut()
  await emitEach(outbox, 30, 1)
  expect(await outbox.drained(300)).toBe(false)
  expect(await harness.rows()).toBe(30)
  line.mend()
  await vi.waitFor(async () => expect(await harness.rows()).toBe(0), deadline)
  const events = await harness.topics.read(RecordApproved, (so) => idsOf(so).size === 31)
  expect(events.length).toBeLessThan(62)
})

test('what a stopped process could not publish is published by the next one, once Kafka is back', async () => {
  await using harness = await createHarness({ topics })
  await harness.outbox[Symbol.asyncDispose]()
  const line = cuttable(harness.topics, true)
  const before = harness.openOutbox(line.connection, {
    pollEveryMs: 60_000,
    pollOlderThanMs: 60_000,
    stopWithinMs: 200,
  })
  await emitEach(before, 20)
  await before[Symbol.asyncDispose]()
  await using _after = harness.openOutbox()
  const events = await harness.topics.read(RecordApproved, (so) => idsOf(so).size === 20)
  expect(events.length).toBeLessThan(40)
  await vi.waitFor(async () => expect(await harness.rows()).toBe(0), deadline)
})

test('more than fits in memory waits in the table, and is published by the poller', async () => {
  await using harness = await createHarness({ topics })
  await harness.outbox[Symbol.asyncDispose]()
  const line = cuttable(harness.topics, true)
  await using outbox = harness.openOutbox(line.connection)
  for (let batch = 0; batch < 25; batch++)
    await outbox.transaction(async (_em, emit) => {
      for (const data of records(1_000, batch * 1_000)) emit(RecordApproved, data)
    })
  expect(await harness.rows()).toBe(25)
  line.mend()
  await vi.waitFor(async () => expect(await harness.rows()).toBe(0), deadline)
  const events = await harness.topics.read(RecordApproved, (so) => idsOf(so).size === 25_000)
  expect(events.length).toBeLessThan(50_000)
})

test('several replicas share what a dead one left behind', async () => {
  await using harness = await createHarness({ topics })
  await harness.outbox[Symbol.asyncDispose]()
  await emitEach(harness.outbox, 60)
  expect(await harness.rows()).toBe(60)
  await using _one = harness.openOutbox()
  await using _two = harness.openOutbox()
  await vi.waitFor(async () => expect(await harness.rows()).toBe(0), deadline)
  const events = await harness.topics.read(RecordApproved, (so) => idsOf(so).size === 60)
  expect(events.length).toBeLessThan(120)
})

test('messages of one key are published in the order of their transactions', async () => {
  await using harness = await createHarness({ topics })
  for (let revision = 1; revision <= 200; revision++)
    await harness.outbox.transaction(async (_em, emit) =>
      emit(RecordApproved, record(1, { revision })),
    )
  const revisionsOf = (events: readonly { data: RecordApproved }[]) => [
    ...new Set(events.map(({ data }) => data.revision)),
  ]
  const events = await harness.topics.read(RecordApproved, (so) => revisionsOf(so).length === 200)
  expect(revisionsOf(events)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
})

test('a topic that is missing holds up nothing else, and gets its messages when it is there', async () => {
  await using harness = await createHarness({ topics })
  const toggled = {
    organizationId: 'hlf',
    connector: 'dynamics',
    enabled: true,
    version: 1,
    changedAt: '2026-11-21T10:00:00Z',
    changedBy: 'user-1',
  } as const
  await harness.outbox.transaction(async (_em, emit) => {
    emit(ConnectorToggled, toggled)
    emit(RecordApproved, record(1))
  })
  await emitEach(harness.outbox, 10, 2)
  const events = await harness.topics.read(RecordApproved, (so) => idsOf(so).size === 11)
  // The row that waits for the other topic brings its record again and again, and nobody else's.
  expect(events.filter(({ data }) => data.recordId !== 'record-1').length).toBeLessThan(20)
  await vi.waitFor(async () => expect(await harness.rows()).toBe(1), deadline)
  await harness.topics.create([ConnectorToggled.topic])
  await vi.waitFor(async () => expect(await harness.rows()).toBe(0), deadline)
  const [late] = await harness.topics.read(ConnectorToggled, (so) => so.length > 0)
  expect(late?.data).toEqual(toggled)
})

test('an idempotent producer that waits for every replica and never makes a topic', async () => {
  await using harness = await createHarness({ topics })
  const { kafka } = harness.connection
  const producer = vi.spyOn(kafka, 'producer')
  await emitEach(harness.outbox, 1)
  await harness.outbox.drained()
  expect(producer.mock.calls).toEqual([
    [
      expect.objectContaining({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
      }),
    ],
  ])
})

test('data that is not what its schema says is a bug: nothing is committed', async () => {
  await using harness = await createHarness({ topics })
  const wrong = record(1, { currency: 'kroner' })
  const work = harness.outbox.transaction(async (_em, emit) => emit(RecordApproved, wrong))
  await expect(work).rejects.toThrow('record.approved: currency: "kroner"')
  expect(await harness.rows()).toBe(0)
})

test('a long row that a dead process left is published too', async () => {
  await using harness = await createHarness({ topics })
  await harness.outbox[Symbol.asyncDispose]()
  await using before = harness.openOutbox(cuttable(harness.topics, true).connection)
  await before.transaction(async (_em, emit) => {
    for (const data of records(500)) emit(RecordApproved, data)
  })
  await before[Symbol.asyncDispose]()
  const [row] = await harness.database.orm.em.fork().execute('select messages, packed from outbox')
  expect(row).toEqual({ messages: null, packed: expect.any(Buffer) as Buffer })
  await using _after = harness.openOutbox()
  const events = await harness.topics.read(RecordApproved, (so) => idsOf(so).size === 500)
  expect(events.length).toBeLessThan(1_000)
})

test('bytes of any kind can be stored and published as they are', async () => {
  await using harness = await createHarness({ topics })
  const topic = deadLetterTopic(RecordApproved.topic)
  await harness.topics.create([topic])
  const bytes = Buffer.from([0, 255, 254, 0, 34, 92, 10])
  const headers = { odd: bytes, twice: [Buffer.from('a'), Buffer.from('b')] }
  await harness.outbox.emitRaw([
    { topic, key: bytes, value: bytes, headers },
    { topic, key: null, value: null, headers: {} },
  ])
  const found = await harness.topics.readRaw(topic, (so) => so.length === 2)
  const message = found.find(({ key }) => key !== null)!
  const read = { odd: bytes, twice: ['a', 'b'] }
  expect(message).toMatchObject({ key: bytes, value: bytes, headers: read })
})

test('a message that the broker refuses holds up none of its batch, and goes when it is taken', async () => {
  await using harness = await createHarness({ topics: [] })
  const topic = {
    name: RecordApproved.topic,
    partitions: 1,
    config: { 'max.message.bytes': '60000' },
  }
  await applyTopics(harness.connection, [topic])
  const line = record(1).lines[0]!
  const lines = Array.from({ length: 200 }, (_, at) => ({
    ...line,
    lineId: String(at),
    amount: at === 0 ? '100.00' : '0.00',
    text: 'x'.repeat(250),
  }))
  await harness.outbox.transaction(async (_em, emit) => {
    for (const data of records(150)) emit(RecordApproved, data)
    emit(RecordApproved, record(150, { lines }))
    for (const data of records(150, 151)) emit(RecordApproved, data)
  })
  await emitEach(harness.outbox, 1, 400)
  const events = await harness.topics.read(RecordApproved, (so) => idsOf(so).size === 301)
  expect(idsOf(events).has('record-150')).toBe(false)
  await vi.waitFor(async () => {
    const rows = await harness.database.orm.em.fork().execute('select messages, packed from outbox')
    const left = (rows as OutboxRow[]).flatMap(fromRow)
    expect(left.map(({ key }) => key)).toEqual(['record-150'])
  }, deadline)
  await applyTopics(harness.connection, [{ ...topic, config: { 'max.message.bytes': '1000000' } }])
  await vi.waitFor(async () => expect(await harness.rows()).toBe(0), deadline)
})

test('letters with as many headers as they may have are published, however many come at once', async () => {
  await using harness = await createHarness({ topics: [] })
  const topic = deadLetterTopic(RecordApproved.topic)
  await harness.topics.create([topic])
  const headers = { 'kafka_dlt-exception-stacktrace': Buffer.alloc(60_000, 'x') }
  const letter = { topic, key: Buffer.from('k'), value: Buffer.from('{}'), headers }
  await harness.outbox.emitRaw(Array.from({ length: 200 }, () => letter))
  await harness.outbox.drained(20_000)
  expect(await harness.topics.readRaw(topic, (so) => so.length >= 200)).toHaveLength(200)
})
