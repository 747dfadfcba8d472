import { expect, test } from 'vitest'
import { on } from './handler.ts'
import type { Received } from './encoding.ts'
import { createHarness } from './testing/harness.ts'
import { record, records } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'

test('what a transaction emits arrives, with its position and its trace, and leaves the outbox', async () => {
  await using harness = await createHarness({ topics: [RecordApproved.topic] })
  const arrived: Received<typeof RecordApproved>[] = []
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void arrived.push(...events)),
  ])
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00'
  await harness.outbox.transaction(async (_em, emit) => {
    for (const data of records(100)) emit(RecordApproved, data, { traceparent })
  })
  await expect(harness.outbox.drained()).resolves.toBe(true)
  await consumer.caughtUp(RecordApproved)
  expect(arrived.map(({ data }) => data.recordId).toSorted()).toEqual(
    records(100)
      .map(({ recordId }) => recordId)
      .toSorted(),
  )
  expect(arrived[0]).toMatchObject({ traceparent, position: { topic: 'record.approved' } })
  expect(new Set(arrived.map(({ position }) => position.partition)).size).toBe(2)
  expect(await harness.rows()).toBe(0)
})

test('a transaction that fails emits nothing', async () => {
  await using harness = await createHarness({ topics: [RecordApproved.topic] })
  const failing = harness.outbox.transaction(async (_em, emit) => {
    emit(RecordApproved, record(1))
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await harness.outbox.transaction(async (_em, emit) => emit(RecordApproved, record(2)))
  await expect.poll(() => harness.rows()).toBe(0)
  const events = await harness.topics.read(RecordApproved, (so) => so.length > 0)
  expect(events.map(({ data }) => data.recordId)).toEqual(['record-2'])
})
