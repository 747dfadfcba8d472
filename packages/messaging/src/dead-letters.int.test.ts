import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deadLetterTopic } from '@bilagsbro/events/catalogue'
import { expect, test } from 'vitest'
import { on } from './handler.ts'
import type { Received } from './encoding.ts'
import { readLetters, replayLetters } from './dead-letter-log.ts'
import { maxValueBytes } from './encoding.ts'
import { createHarness } from './testing/harness.ts'
import { record, records } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'

const dead = deadLetterTopic(RecordApproved.topic)
const topics = [RecordApproved.topic, dead]
const headers = {
  ce_specversion: '1.0',
  ce_id: 'id-1',
  ce_source: '/app',
  ce_type: 'record.approved',
}
type Events = Received<typeof RecordApproved>[]
const numberOf = ({ data }: Events[number]) => Number(data.recordId.split('-')[1])

test('what cannot be read is set aside as it was, with the reason; the rest is handled', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  const seen: Events = []
  const large = JSON.stringify(record(1, { recordType: 'x'.repeat(maxValueBytes) }))
  const notText = Buffer.from([0, 255, 1])
  await harness.topics.produceRaw(RecordApproved.topic, [
    { key: 'a', value: '{"recordId":', headers },
    { key: notText, value: notText, headers: { ...headers, odd: notText } },
    { key: 'c', value: large, headers },
    { key: 'd', value: JSON.stringify(record(1, { recordId: 'a\0b' })), headers },
    { key: 'e', value: JSON.stringify(record(1)) },
    { key: 'f', value: null, headers },
  ])
  await harness.topics.produce(RecordApproved, records(3))
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void seen.push(...events)),
  ])
  await consumer.caughtUp(RecordApproved)
  expect(seen.map(numberOf)).toEqual([0, 1, 2])

  const found = await harness.topics.readRaw(dead, (so) => so.length === 6)
  expect(found.map((letter) => String(letter.headers?.['bb_reason']))).toEqual([
    'value: is not JSON from character 13 on. Send one JSON object.',
    'value: is not UTF-8. Send the JSON in UTF-8.',
    expect.stringMatching(/^value: is 26\d{4} bytes, and the limit is 262144 \(256 KiB\)\./),
    expect.stringMatching(/^recordId: "a\\u0000b" holds a control character/),
    'ce_type: missing. Send the CloudEvents headers ce_id, ce_source, ce_specversion and ce_type.',
    'value: missing. Send the data of the event as one JSON object.',
  ])
  expect(found[1]).toMatchObject({ key: notText, value: notText, headers: { odd: notText } })
  expect(found[2]!.value).toHaveLength(large.length)
  expect(String(found[0]!.headers?.['bb_service'])).toBe('test-service')
})

test('headers without a value are no reason to stop: what lacks one is set aside as it was', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  const value = JSON.stringify(record(0))
  const none = null as never
  await harness.topics.produceRaw(RecordApproved.topic, [
    { key: 'a', value, headers: { ...headers, ce_id: none, odd: none } },
    {
      key: 'record-0',
      value,
      headers: { ...headers, odd: none, ce_time: none, traceparent: none },
    },
  ])
  const seen: Events = []
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void seen.push(...events)),
  ])
  await consumer.caughtUp(RecordApproved)
  expect(seen.map(numberOf)).toEqual([0])
  const [letter] = await harness.topics.readRaw(dead, (so) => so.length === 1)
  expect(String(letter!.headers?.['bb_reason'])).toMatch(/^ce_id: missing\./)
  expect(letter!.headers).toMatchObject({ ce_id: null, odd: null })
})

test('one event that makes the handler throw is found among a thousand and set aside; all others are handled', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(1_000))
  const handled = new Set<number>()
  let calls = 0
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => {
      calls += 1
      if (events.some((event) => numberOf(event) === 700)) throw new TypeError('no account')
      for (const event of events) handled.add(numberOf(event))
    }),
  ])
  await consumer.caughtUp(RecordApproved)
  expect(handled.size).toBe(999)
  expect(calls).toBeLessThan(30)
  const [letter] = await readLetters(harness.connection, { topic: RecordApproved.topic })
  expect(letter).toMatchObject({
    key: 'record-700',
    reason: 'Handling it failed 3 times: no account',
    service: 'test-service',
  })
})

test('what a handler rejects is set aside with its reason, before the offset is committed', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(10))
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) =>
      events
        .filter((event) => numberOf(event) === 4)
        .map((event) => ({ event, reason: 'total: is wrong. Correct it.' })),
    ),
  ])
  await consumer.caughtUp(RecordApproved)
  await harness.outbox.drained()
  const letters = await readLetters(harness.connection, { topic: RecordApproved.topic })
  expect(letters.map(({ key, reason }) => [key, reason])).toEqual([
    ['record-4', 'total: is wrong. Correct it.'],
  ])
})

test('where another service owns the dead letters, what is invalid is skipped, but not what fails here', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produceRaw(RecordApproved.topic, [{ key: 'a', value: '{', headers }])
  await harness.topics.produce(RecordApproved, records(3))
  const consumer = await harness.openConsumer([
    on(
      RecordApproved,
      async (events) => {
        if (events.some((event) => numberOf(event) === 1)) throw new Error('broken projection')
        return events
          .filter((event) => numberOf(event) === 2)
          .map((event) => ({ event, reason: 'total: is wrong.' }))
      },
      { invalid: 'skip' },
    ),
  ])
  await consumer.caughtUp(RecordApproved)
  await harness.outbox.drained()
  const letters = await readLetters(harness.connection, { topic: RecordApproved.topic })
  expect(letters.map(({ key }) => key)).toEqual(['record-1'])
})

const letterOf = (offset: string, timestamp: string, more = {}) => ({
  key: 'k',
  value: '{}',
  headers: {
    ...headers,
    bb_topic: RecordApproved.topic,
    bb_partition: '0',
    bb_offset: offset,
    bb_timestamp: timestamp,
    bb_time: `2026-11-30T10:00:0${timestamp}Z`,
    bb_service: 'orchestrator',
    bb_reason: 'total: is wrong.',
    ...more,
  },
})

test('a letter of a topic that was made anew is not hidden by the mark of an older one', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  await harness.topics.produceRaw(dead, [letterOf('5', '1')])
  await replayLetters(harness.connection, await readLetters(harness.connection))
  await harness.topics.produceRaw(dead, [letterOf('5', '1'), letterOf('5', '2')])
  const letters = await readLetters(harness.connection, { id: '0-5' })
  expect(letters.map(({ replayedAt }) => replayedAt !== undefined)).toEqual([true, false])
  const [newer] = await readLetters(harness.connection, { id: '0-5', time: letters[1]!.time })
  expect(await replayLetters(harness.connection, [newer!])).toHaveLength(1)
  const again = await readLetters(harness.connection)
  expect(again.map(({ replayedAt }) => replayedAt !== undefined)).toEqual([true, true])
})

test('a letter is sent again only to the topic whose letters it stands among, and only whole', async () => {
  const other = 'connector.toggled'
  await using harness = await createHarness({ topics: [...topics, other], partitions: 1 })
  await harness.topics.produceRaw(dead, [
    letterOf('1', '1', { bb_topic: other }),
    letterOf('1; rm', '2'),
    letterOf('3', '3', {
      bb_cut: 'headers: only the first of 300 are here; value: only the first 7',
    }),
    { key: 'stray', value: 'no letter' },
    letterOf('4', '4', { bb_cut: 'headers: only the first of 300 are here' }),
  ])
  const letters = await readLetters(harness.connection)
  expect(letters.map(({ id, topic }) => [id, topic])).toEqual(
    ['letter-3', '0-1', 'letter-1', '0-3', '0-4'].map((id) => [id, RecordApproved.topic]),
  )
  const sent = await replayLetters(harness.connection, letters)
  expect(sent.map(({ id }) => id)).toEqual(['0-4'])
  expect(await readLetters(harness.connection, { topic: dead })).toEqual([])
})

test('the commands list, show and replay, each letter once', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  const seen: Events = []
  let isBroken = true
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => {
      if (isBroken) throw new Error('no mapping')
      seen.push(...events)
    }),
  ])
  await harness.topics.produce(RecordApproved, records(2))
  await consumer.caughtUp(RecordApproved)
  await harness.outbox.drained()
  isBroken = false
  const { brokers, prefix } = harness.topics
  const run = (...args: string[]) => command({ brokers, prefix }, ...args)

  expect(await run('list')).toMatch(
    /record\.approved +0-0 .+test-service +record-0 +waiting +Handling it failed/,
  )
  expect(await run('list')).toContain('2 dead letters, 2 of them waiting.')
  const shown = await run('show', '--id', '0-1', '--json')
  expect(JSON.parse(JSON.parse(shown).letter.value)).toEqual(record(1))

  expect(JSON.parse(await run('replay', '--id', '0-1', '--json'))).toMatchObject({
    replayed: [{ topic: 'record.approved', id: '0-1' }],
    alreadyReplayed: 0,
  })
  expect(await run('replay', '--all')).toContain('1 sent again, 1 had been sent again before.')
  expect(await run('replay', '--all')).toContain('0 sent again, 2 had been sent again before.')
  await consumer.caughtUp(RecordApproved)
  expect(seen.map(numberOf)).toEqual([1, 0])
  const { letters } = JSON.parse(await run('list', '--json'))
  expect(letters).toMatchObject([{ state: 'replayed' }, { state: 'replayed' }])
  await expect(run('show', '--id', '9-9')).rejects.toThrow('There is no dead letter 9-9.')
  await expect(run('bury')).rejects.toThrow('npm run dead-letters -- list')
})

async function command({ brokers, prefix }: Record<string, string>, ...args: string[]) {
  const script = join(import.meta.dirname, 'commands/dead-letters.ts')
  const env = { ...process.env, KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: prefix }
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { env })
  return stdout
}
