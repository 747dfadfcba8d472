import { readLetters, type Letter } from '@bilagsbro/messaging/dead-letter-log'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ShownRecord } from './testing/api.ts'
import {
  isOnSamePartition,
  setAside,
  shownAsFailed,
  soundMessage,
  tolerated,
  type BadInput,
} from './testing/bad-inputs.ts'
import { createDeadLettersCommand } from './testing/dead-letters-command.ts'
import { useStack } from './testing/test-stack.ts'

const given = useStack()
const inputs = [...setAside, ...shownAsFailed, ...tolerated]
const prefixOf = (input: BadInput) => `bad-${inputs.indexOf(input)}`
/** The record's id, however it was spoilt within. */
const keyOf = (input: BadInput) => sent.get(input)!.record
const gzip = 1

/** What became of everything, after one look at it all. */
let letters: Map<string, Letter>
let shown: Map<string, ShownRecord>
let sent: Map<BadInput, { bad: ReturnType<typeof soundMessage>; record: string; behind: string }>

// Everything bad is published at once, each input with a sound record behind it on the same partition.
beforeAll(async () => {
  const { session, organization, approvals, records } = given()
  const strict = await organization('strict')
  sent = new Map()
  for (const input of inputs) {
    const [record, ...others] = approvals([strict], 100, prefixOf(input)) as [
      RecordApproved,
      ...RecordApproved[],
    ]
    const behind = others.find((other) => isOnSamePartition(other, record))!
    const sound = soundMessage(record)
    const bad = input.spoil(record, sound)
    const publish = input.compressed ? publishCompressed : publishPlain
    if (input.afterSound) await session.producer.publishRaw([sound])
    await publish([bad])
    await session.producer.publishRaw([soundMessage(behind)])
    sent.set(input, { bad, record: record.recordId, behind: behind.recordId })
  }
  const posted = inputs.length + tolerated.length + 1
  await session.eventually(async () => {
    const found = await records(strict)
    shown = new Map(found.map((one) => [one.recordId, one]))
    return found.filter(({ status }) => status === 'posted').length >= posted
  }, 60_000)
  await session.eventually(async () => {
    const found = await readLetters(session.connection, { topic: RecordApproved.topic })
    letters = new Map(found.map((letter) => [letter.key ?? '', letter]))
    return letters.size >= setAside.length
  }, 60_000)
})

describe('bad input', () => {
  test.each(setAside)('$name is set aside, with its field and the remedy', (input) => {
    const letter = letters.get(keyOf(input))
    expect(letter).toMatchObject({ service: 'orchestrator', topic: RecordApproved.topic })
    expect(letter?.reason).toMatch(input.said)
    const { value } = sent.get(input)!.bad
    expect(letter!.message.value).toEqual(value === null ? null : Buffer.from(value))
  })

  test.each(shownAsFailed)('$name is shown as failed, with its field and the remedy', (input) => {
    const record = shown.get(sent.get(input)!.record)
    expect(record).toMatchObject({ status: 'failed', attempts: 0, failure: { class: 'data' } })
    expect(record?.failure?.message).toMatch(input.said)
    expect(letters.has(keyOf(input))).toBe(false)
  })

  test.each(tolerated)('$name costs no record', (input) => {
    expect(shown.get(sent.get(input)!.record)).toMatchObject({ status: 'posted' })
    expect(letters.has(keyOf(input))).toBe(false)
  })

  test.each(inputs)('$name does not hold up the record behind it', (input) => {
    expect(shown.get(sent.get(input)!.behind)).toMatchObject({ status: 'posted' })
  })

  test('what was not accepted is neither in the ledger nor shown as waiting', async () => {
    const accepted = inputs
      .filter((input) => input.afterSound || tolerated.includes(input))
      .map((input) => sent.get(input)!.record)
    const expected = [...accepted, ...inputs.map((input) => sent.get(input)!.behind)]
    expect(
      (await given().vouchers('strict-1')).map(({ reference }) => reference).toSorted(),
    ).toEqual(expected.map((id) => voucherReference('strict-1', id, 1)).toSorted())
    expect(await given().status('strict-1')).toMatchObject({
      pendingCount: 0,
      errorCount: shownAsFailed.length,
      health: { level: 'amber' },
    })
  })
})

describe('npm run dead-letters', () => {
  test('lists what was set aside, and shows one whole', async () => {
    const deadLetters = createDeadLettersCommand(given().stack)
    const listed = await deadLetters.list()
    expect(new Map(listed.map(({ key, reason }) => [key, reason]))).toEqual(
      new Map([...letters].map(([key, { reason }]) => [key, reason])),
    )
    const [cut] = setAside as [BadInput]
    const { id } = listed.find(({ key }) => key === keyOf(cut))!
    const { bad } = sent.get(cut)!
    expect(await deadLetters.show(id)).toMatchObject({
      key: keyOf(cut),
      state: 'waiting',
      value: bad.value,
      headers: { ...bad.headers, bb_topic: RecordApproved.topic },
    })
    expect(await deadLetters.command('list')).toContain(`${listed.length} of them waiting`)
  })

  test('replays the record of an organisation that was entered afterwards, once', async () => {
    const { session, found, enter, approvals, records, vouchers } = given()
    const deadLetters = createDeadLettersCommand(given().stack)
    const [seed] = await found('late')
    const { organizationId } = seed!
    const [record] = approvals([organizationId], 1) as [RecordApproved]
    await session.producer.publishRaw([soundMessage(record)])
    const letter = async () => (await deadLetters.list()).find(({ key }) => key === record.recordId)
    await expect
      .poll(letter, { timeout: 60_000, interval: 200 })
      .toMatchObject({ state: 'waiting' })
    const { id } = (await letter())!

    await enter(seed!)
    expect(await vouchers(organizationId)).toEqual([])
    expect(await deadLetters.replay(id)).toMatchObject({ replayed: [{ id }], alreadyReplayed: 0 })
    await expect
      .poll(() => records(organizationId), { timeout: 60_000 })
      .toMatchObject([{ recordId: record.recordId, status: 'posted' }])
    expect(await letter()).toMatchObject({ state: 'replayed' })
    expect(await deadLetters.replay(id)).toEqual({
      replayed: [],
      alreadyReplayed: 1,
      cannotBeReplayed: [],
    })
    expect(await vouchers(organizationId)).toHaveLength(1)
  })
})

const publishPlain = (messages: ReturnType<typeof soundMessage>[]) =>
  given().session.producer.publishRaw(messages)

/** As a client with compression does. */
async function publishCompressed(messages: ReturnType<typeof soundMessage>[]): Promise<void> {
  const { connection } = given().session
  const producer = connection.kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  await producer.send({
    topic: connection.prefixed(RecordApproved.topic),
    messages: messages as Parameters<typeof producer.send>[0]['messages'],
    compression: gzip,
  })
  await producer.disconnect()
}
