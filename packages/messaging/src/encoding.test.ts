import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { goldenExample } from '@bilagsbro/events/golden-example'
import { recordRules } from '@bilagsbro/events/read-record'
import { CloudEvent, Kafka } from 'cloudevents'
import { expect, test } from 'vitest'
import { createDecode } from './decoding.ts'
import { encode, maxValueBytes, type IncomingMessage, type OutgoingMessage } from './encoding.ts'
import { posted } from './testing/postings.ts'
import { PostingCompleted } from '@bilagsbro/events/posting'
import { record } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { jsonFault } from './json-fault.ts'
import { fromRow, toRow } from './outbox-row.ts'

const position = { topic: RecordApproved.topic, partition: 0, offset: '7' }
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const envelope = { id: 'id-1', time: '2026-11-21T10:00:00.000Z', source: '/test', traceparent }
const decode = createDecode([RecordApproved])

const arriving = (
  message: Pick<OutgoingMessage, 'key' | 'value' | 'headers'>,
): IncomingMessage => ({
  key: message.key === null ? null : Buffer.from(message.key),
  value: message.value === null ? null : Buffer.from(message.value),
  headers: Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) || value === null ? value : Buffer.from(value),
    ]),
  ),
  offset: '7',
})
const sent = encode(RecordApproved, record(1), envelope)
const structured = { 'content-type': 'application/cloudevents+json' }
const twice = (headers: OutgoingMessage['headers']) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      [Buffer.from(value as string), Buffer.from(value as string)],
    ]),
  )

test('an event that was encoded is decoded to the same', () => {
  expect(decode(arriving(sent), position)).toEqual({
    ok: true,
    value: {
      definition: RecordApproved,
      id: 'id-1',
      data: record(1),
      traceparent,
      position,
    },
  })
})

test('the CloudEvents SDK reads what is encoded here', () => {
  const headers = sent.headers as Record<string, string>
  const event = Kafka.toEvent({ ...sent, headers, body: sent.value }) as CloudEvent<unknown>
  expect(event.validate()).toBe(true)
  expect(event).toMatchObject({
    id: 'id-1',
    type: 'record.approved',
    source: '/test',
    specversion: '1.0',
    time: '2026-11-21T10:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:bilagsbro:record.approved:1',
  })
})

test('what the CloudEvents SDK encodes is read here', () => {
  const event = new CloudEvent({
    type: 'record.approved',
    source: '/app',
    datacontenttype: 'application/json',
    partitionkey: 'record-1',
    data: record(1),
  })
  const { headers, value } = Kafka.binary(event)
  const message = {
    key: 'record-1',
    value: JSON.stringify(value),
    // The SDK names attributes that the event has not.
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([name, text]) => (text ? [[name, String(text)]] : [])),
    ),
  }
  const decoded = decode(arriving(message), position)
  expect(decoded).toMatchObject({ ok: true, value: { id: event.id, data: record(1) } })
})

test.each([
  ['the CloudEvents SDK', undefined],
  ['others, with a charset', 'application/cloudevents+json; charset=UTF-8'],
])('an event in the structured mode of %s is read', (_, mode) => {
  const given = {
    id: 'id-2',
    type: 'record.approved',
    source: '/app',
    traceparent,
    data: record(1),
  }
  const made = Kafka.structured(new CloudEvent({ ...given, partitionkey: 'record-1' }))
  const other = { ...given, specversion: '1.0', time: 'yesterday', count: 1 }
  const value = mode === undefined ? String(made.value) : JSON.stringify(other)
  const headers = { 'content-type': mode ?? String(made.headers['content-type']) }
  expect(decode(arriving({ key: 'record-1', value, headers }), position)).toMatchObject({
    ok: true,
    value: { id: 'id-2', data: record(1), traceparent },
  })
})

test.each([
  ['with the mark of UTF-8', { value: Buffer.from(`\ufeff${sent.value as string}`) }],
  ['whose headers are there twice', { headers: twice(sent.headers) }],
  ['with a time that is none', { headers: { ...sent.headers, ce_time: 'yesterday' } }],
  ['with a time that is empty', { headers: { ...sent.headers, ce_time: '' } }],
  ['of another type of JSON', { headers: { ...sent.headers, 'content-type': 'text/json' } }],
])('an event %s is read', (_, changes) => {
  expect(decode(arriving({ ...sent, ...changes }), position)).toMatchObject({
    ok: true,
    value: { id: 'id-1', data: record(1), traceparent },
  })
})

test('the key is the field that keeps order, however its letters are composed', () => {
  const of = (key: string | null, recordId = 'bilåg-1') =>
    decode(arriving({ ...sent, key, value: JSON.stringify(record(1, { recordId })) }), position)
  expect(of('bilåg-1').ok).toBe(true)
  expect(of('bila\u030ag-1').ok).toBe(true)
  expect(of('bilåg-1', 'bila\u030ag-1').ok).toBe(true)
  const remedy = 'Send recordId as the key, as plain text: order holds within a key only.'
  expect(of(null)).toEqual({ ok: false, error: `key: missing. ${remedy}` })
  expect(of('"r-1"', 'r-1')).toEqual({
    ok: false,
    error: `key: is "\\"r-1\\"", and recordId is "r-1". ${remedy}`,
  })
  expect(of('x'.repeat(5_000), 'r-1')).toMatchObject({ error: expect.stringMatching(/^.{1,300}$/) })
})

test('what others said is passed on without what no database takes', () => {
  const message = 'Feil \ud83d\0, og \\u0000 og \\ud83d'
  const failure = { class: 'data' as const, code: 'ledger.refused', message }
  const outcome = { kind: 'refused' as const, failure }
  const encoded = encode(PostingCompleted, { ...posted('r-1'), outcome }, envelope)
  expect(JSON.parse(String(encoded.value))).toMatchObject({
    outcome: { failure: { message: 'Feil \ufffd\ufffd, og \\u0000 og \\ud83d' } },
  })
})

test('producers are told the limit of a value that is kept', () => {
  expect(recordRules.join(' ')).toContain(`${maxValueBytes / 1024} KiB`)
})

const without = (name: string) =>
  Object.fromEntries(Object.entries(sent.headers).filter(([other]) => other !== name))

const refused: readonly (readonly [string, Partial<OutgoingMessage>, string])[] = [
  ['no headers', { headers: {} }, 'ce_type: missing. Send the CloudEvents headers'],
  ['no id', { headers: without('ce_id') }, 'ce_id: missing. Send the CloudEvents headers'],
  [
    'a header that is cut within a character',
    { headers: { ...sent.headers, ce_source: Buffer.from('/å').subarray(0, 2) } },
    'ce_source: is not UTF-8. Send it as UTF-8 text.',
  ],
  [
    'a header twice',
    { headers: { ...sent.headers, ce_id: ['a', 'b'] } },
    'ce_id: sent more than once, and not the same. Send it once.',
  ],
  [
    'a header with NUL',
    { headers: { ...sent.headers, ce_id: 'a\0' } },
    'ce_id: holds a NUL character. Send it without.',
  ],
  [
    'another CloudEvents version',
    { headers: { ...sent.headers, ce_specversion: '0.3' } },
    'ce_specversion: is "0.3". Send "1.0".',
  ],
  [
    'a type that is cut short',
    { headers: { ...sent.headers, ce_type: 'record.appr' } },
    'ce_type: "record.appr" is not an event of this topic. Send "record.approved".',
  ],
  [
    'the mark of a schema registry',
    { value: Buffer.concat([Buffer.from([0, 0, 0, 0, 42]), Buffer.from(sent.value as string)]) },
    'value: begins as the serializers of a schema registry write it (schema 42). Send plain JSON',
  ],
  ...[true, false].flatMap((isMarked) =>
    ['utf16le' as const, 'utf16be' as const].map((encoding) => {
      const text = Buffer.from((isMarked ? '\ufeff' : '') + (sent.value as string), 'utf16le')
      const value = encoding === 'utf16le' ? text : text.swap16()
      return [
        `a value in ${encoding}`,
        { value },
        'value: is UTF-16. Send the JSON in UTF-8.',
      ] as const
    }),
  ),
  [
    'many events in one',
    { headers: { 'content-type': 'application/cloudevents-batch+json' } },
    'content-type: "application/cloudevents-batch+json" is not read here. Send application/json with',
  ],
  [
    'an event in another format',
    { headers: { 'content-type': 'application/cloudevents+avro' } },
    'content-type: "application/cloudevents+avro" is not read here.',
  ],
  [
    'an event without a type',
    { headers: structured, value: JSON.stringify({ id: 'a', source: '/app', specversion: '1.0' }) },
    'type: missing. Send the CloudEvents attributes id, source, specversion, type.',
  ],
  [
    'an event without data',
    {
      headers: structured,
      value: JSON.stringify({ id: 'a', source: '/a', specversion: '1.0', type: 'record.approved' }),
    },
    'data: missing.',
  ],
  ['an event that is nothing', { headers: structured, value: 'null' }, 'id: missing.'],
  [
    'a later version',
    { headers: { ...sent.headers, ce_dataschema: 'urn:bilagsbro:record.approved:2' } },
    'ce_dataschema: "urn:bilagsbro:record.approved:2" is not known here. Send version 1,',
  ],
  ['no value', { value: null }, 'value: missing.'],
  ['broken JSON', { value: '{"a": 1,}' }, 'value: is not JSON from character 9 on.'],
  [
    'JSON that is nested without end',
    { value: '['.repeat(100_000) + ']'.repeat(100_000) },
    'data: what is nested too deeply must be object',
  ],
  [
    'a field that is nested without end',
    { value: `{"recordId":${'['.repeat(100_000) + ']'.repeat(100_000)}}` },
    'recordId: what is nested too deeply must be string',
  ],
  ['JSON that is no object', { value: '[1]' }, 'data: [1] must be object'],
  [
    'a field that is missing',
    { value: JSON.stringify({ ...record(1), currency: undefined }) },
    'currency: missing. An ISO 4217 code',
  ],
]

test.each(refused)('a message with %s is refused in a sentence', (_, changes, reason) => {
  const decoded = decode(arriving({ ...sent, ...changes }), position)
  expect(decoded).toEqual({ ok: false, error: expect.stringContaining(reason) })
})

test('a trace context that is cut short is left out, and the event kept', () => {
  const headers = { ...sent.headers, traceparent: '00-0af76519' }
  expect(decode(arriving({ ...sent, headers }), position)).toMatchObject({
    ok: true,
    value: { traceparent: undefined },
  })
})

test('whatever a message does when it is read, it is refused alone', () => {
  const message = {
    ...arriving(sent),
    get value(): Buffer {
      throw new RangeError('offset is out of range')
    },
  }
  expect(decode(message, position)).toEqual({
    ok: false,
    error: 'The message cannot be read: offset is out of range',
  })
})

test('an event of the topic that nobody here asked for is passed over', () => {
  const topic = PostingCompleted.topic
  const other = encode(PostingCompleted, posted('r-1'), envelope)
  expect(decode(arriving(other), { ...position, topic })).toEqual({ ok: true, value: undefined })
})

test.each([
  ['', 1],
  ['{', 2],
  ['hello', 1],
  ['{"a": truu}', 10],
  ['{"a": "b\n"}', 9],
  ['{"a": 1} {', 10],
  ['[1, 2,, 3]', 7],
  ['{"a": 01}', 8],
  ['{"a": -}', 8],
  ['{"a": "\\x"}', 9],
])('%j stops being JSON at character %i', (text, character) => {
  expect(jsonFault(text)).toBe(character)
})

test('what is long and no JSON is refused in one go', () => {
  const long = `${'['.repeat(200_000)}}`
  // The processor's time: to go back to the beginning from every character would take minutes.
  const begun = process.cpuUsage()
  expect(jsonFault(long)).toBeUndefined()
  expect(process.cpuUsage(begun).user).toBeLessThan(5_000_000)
})

test('messages survive the outbox row', () => {
  const bytes = Buffer.from([0, 255, 34])
  const event = { ...sent, key: 'a"b\u0000', value: '{"a":"\\u0000 \\" å"}' }
  const named = { ['__proto__']: [bytes], constructor: [bytes] }
  const headers = { a: [bytes, bytes], b: [bytes], ...named }
  const raw = { topic: 't', key: null, value: bytes, headers }
  const messages = [event, raw, { ...raw, key: bytes, value: null }]
  const row = toRow(messages)
  expect(row.messages).not.toContain('\0')
  expect(fromRow(row)).toEqual(messages)
})

test('many messages are packed into a row a fraction as long, and survive it', () => {
  const many = Array.from({ length: 200 }, (_, at) => ({ ...sent, key: `record-${at}` }))
  const row = toRow(many)
  expect(row.messages).toBeNull()
  expect(row.packed!.length).toBeLessThan(JSON.stringify(many).length / 10)
  expect(fromRow(row)).toEqual(many)
})

test('data larger than the limit is a bug of whoever emits it', () => {
  const large = record(1, { recordType: 'x' })
  const lines = Array.from({ length: 200 }, (_, at) => ({
    ...large.lines[0]!,
    lineId: String(at),
    text: 'å'.repeat(250),
    category: 'c'.repeat(64),
  }))
  const attachments = Array.from({ length: 50 }, () => ({
    url: 'u'.repeat(2048),
    filename: 'å'.repeat(255),
    mediaType: 'm'.repeat(127),
    sha256: 'a'.repeat(64),
  }))
  expect(() => encode(RecordApproved, { ...large, lines, attachments }, envelope)).toThrow(
    'the limit is 262144 (256 KiB)',
  )
})

const completed = goldenExample(PostingCompleted).value as DataOf<typeof PostingCompleted>
const answer = { status: 204 }
const { voucher } = completed.outcome as { readonly voucher: object }
const failure = { class: 'data', code: 'account.blocked', message: '7140 is blocked.' }

test.each([
  ['posted at once', { outcome: { kind: 'posted', voucher, answer } }, true],
  [
    'posted at a later attempt',
    { attempt: 2, outcome: { kind: 'posted', voucher, answer } },
    false,
  ],
  ['found by a look-up', { outcome: { kind: 'posted', voucher } }, false],
  ['delivered', { outcome: { kind: 'delivered', voucher, answer } }, false],
  ['refused', { outcome: { kind: 'refused', failure: { ...failure, answer } } }, false],
])('AUDIT-4: an answer that is %s says by its envelope whether it is straight', (_, change, is) => {
  const data = { ...completed, attempt: 1, ...change } as DataOf<typeof PostingCompleted>
  const { headers } = encode(PostingCompleted, data, envelope)
  expect(headers['ce_straight']).toBe(is ? '1' : undefined)
})

test('what an event says by its envelope is enough for a reader that does not need the event', () => {
  const place = { ...position, topic: PostingCompleted.topic }
  const unreadable = (data: object) => {
    const sent = encode(PostingCompleted, data as typeof completed, envelope)
    return arriving({ ...sent, value: 'not JSON' })
  }
  const unread = new Map<EventDefinition, string>([[PostingCompleted, 'ce_straight']])
  const read = createDecode([PostingCompleted], unread)
  const straight = { ...completed, attempt: 1, outcome: { kind: 'posted', voucher, answer } }
  expect(read(unreadable(straight), place)).toEqual({ ok: true, value: undefined })
  expect(createDecode([PostingCompleted])(unreadable(straight), place).ok).toBe(false)
  expect(read(unreadable({ ...straight, attempt: 2 }), place).ok).toBe(false)
})
