import { topics } from '@bilagsbro/events/catalogue'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { encode, type OutgoingMessage } from '@bilagsbro/messaging/encoding'
import { createPartitioner } from '@bilagsbro/messaging/partitioner'

type Message = Pick<OutgoingMessage, 'key' | 'value' | 'headers'>
type Headers = Readonly<Record<string, string>>

/** One way in which a producer can get it wrong, and what must be said of it. */
export interface BadInput {
  readonly name: string
  /** Made of a message that has no fault. */
  readonly spoil: (record: RecordApproved, sound: Message) => Message
  /** Names the field and the remedy. */
  readonly said: RegExp
  /** The same record as it should be is sent just before. */
  readonly afterSound?: boolean
  readonly compressed?: boolean
}

const content =
  (change: (record: RecordApproved) => object): BadInput['spoil'] =>
  (record, sound) => ({ ...sound, value: JSON.stringify(change(record)) })

const value =
  (made: (json: string) => string | Buffer | null): BadInput['spoil'] =>
  (record, sound) => ({ ...sound, value: made(JSON.stringify(record)) })

const headers =
  (change: (headers: Headers) => Headers): BadInput['spoil'] =>
  (_, sound) => ({ ...sound, headers: change(sound.headers as Headers) })

const withLine = (record: RecordApproved, change: object) => ({
  ...record,
  lines: record.lines.map((line, index) => (index === 0 ? { ...line, ...change } : line)),
})

const megabytes = 2 * 1024 * 1024
const huge = content((record) => withLine(record, { text: 'x'.repeat(megabytes) }))

/** Each of these is set aside as a dead letter. */
export const setAside: readonly BadInput[] = [
  {
    name: 'JSON that is cut short',
    spoil: value((json) => json.slice(0, 40)),
    said: /^value: is not JSON from character 41 on\. Send one JSON object\.$/,
  },
  {
    name: 'bytes that are not text',
    spoil: value(() => Buffer.from([0x7b, 0xff, 0xc3, 0x7d])),
    said: /^value: is not UTF-8\. Send/,
  },
  { name: 'no content at all', spoil: value(() => null), said: /^value: missing\. Send/ },
  {
    name: 'a missing field',
    spoil: content(({ payee: _payee, ...record }) => record),
    said: /^payee: missing\. Who is to be paid: id and kind\.$/,
  },
  {
    name: 'a missing field of a line',
    spoil: content((record) => withLine(record, { category: undefined })),
    said: /^lines\.0\.category: missing\. The expense category/,
  },
  {
    name: 'a wrong field',
    spoil: content((record) => ({ ...record, revision: 'first' })),
    said: /^revision: "first" must be integer\. A whole number from 1/,
  },
  {
    name: 'lines that do not sum to the total',
    spoil: content((record) => ({ ...record, total: '0.01' })),
    said: /^total: is 0\.01, but the lines sum to [\d.]+\. Send the record again with a total that equals its lines\.$/,
  },
  {
    name: 'a day that does not exist',
    spoil: content((record) => withLine(record, { date: '2026-02-30' })),
    said: /^lines\.0\.date: "2026-02-30" is no day from 2000 to 2099\. Send the record again/,
  },
  {
    name: 'a moment that stands for none',
    spoil: content((record) => ({ ...record, approvedAt: '0001-01-01T00:00:00Z' })),
    said: /^approvedAt: "0001-01-01T00:00:00Z" is no moment from 2000 to 2099\. Send the record again/,
  },
  {
    name: 'half of a character in a text',
    spoil: content((record) => withLine(record, { text: 'Taxi \ud83d' })),
    said: /^lines\.0\.text: "Taxi \\ud83d" holds half of a character; send whole ones\./,
  },
  {
    name: 'an unknown organisation',
    spoil: content((record) => ({ ...record, organizationId: 'nobody-knows-it' })),
    said: /^organizationId: no organisation "nobody-knows-it" is known here\. Create it, then replay this dead letter\.$/,
  },
  {
    name: 'other content under a known identity',
    spoil: content((record) => ({ ...record, approvedBy: 'somebody-else' })),
    said: /^revision: .* already known in revision 1 with other content\. Send what changed as a higher revision\.$/,
    afterSound: true,
  },
  {
    name: 'an amount with three decimals',
    spoil: content((record) => withLine(record, { amount: '12.345' })),
    said: /^lines\.0\.amount: "12\.345" .* with exactly two decimals, like "1234\.50"\.$/,
  },
  {
    name: 'a NUL in a text',
    spoil: content((record) => withLine(record, { text: 'a\u0000b' })),
    said: /^lines\.0\.text: "a\\u0000b" holds a control character; send it without\./,
  },
  {
    name: 'a NUL in an id',
    spoil: content((record) => ({ ...record, recordId: 'a\u0000b' })),
    said: /^recordId: "a\\u0000b" holds a control character; send it without\./,
  },
  {
    name: 'a NUL in a header',
    spoil: headers((sound) => ({ ...sound, ce_id: 'a\u0000b' })),
    said: /^ce_id: holds a NUL character\. Send it without\.$/,
  },
  {
    name: 'a message of 2 MB',
    spoil: huge,
    said: /^value: is 20\d{5} bytes, and the limit is 262144 \(256 KiB\)\. Send less/,
  },
  {
    name: 'a message of 2 MB, compressed',
    spoil: huge,
    said: /^value: is 20\d{5} bytes, and the limit is 262144 \(256 KiB\)\. Send less/,
    compressed: true,
  },
  {
    name: 'another key than its id',
    spoil: (record, sound) => ({
      ...sound,
      value: JSON.stringify({ ...record, recordId: 'another' }),
    }),
    said: /^key: is ".*", and recordId is "another"\. Send recordId as the key, as plain text: /,
  },
  {
    name: 'two lines of one id',
    spoil: content((record) => {
      const [line] = record.lines as [RecordApproved['lines'][number]]
      const lines = [line, { ...line, amount: `-${line.amount}` }]
      return { ...record, lines, total: '0.00' }
    }),
    said: /^lines\.1\.lineId: "1" is there twice\. Give each line an id of its own\.$/,
  },
  {
    name: 'a header that is cut short',
    spoil: headers((sound) => ({ ...sound, ce_type: 'record.appr' })),
    said: /^ce_type: "record\.appr" is not an event of this topic\. Send "record\.approved"\.$/,
  },
  {
    name: 'a header without a value',
    spoil: (_, sound) => ({ ...sound, headers: { ...sound.headers, ce_id: null } }),
    said: /^ce_id: missing\. Send the CloudEvents headers/,
  },
  {
    name: 'no headers',
    spoil: headers(() => ({})),
    said: /^ce_type: missing\. Send the CloudEvents headers ce_id, ce_source, ce_specversion and ce_type\.$/,
  },
]

/** Each of these is a record that nobody can post: shown as failed. */
export const shownAsFailed: readonly BadInput[] = [
  {
    name: 'another currency',
    spoil: content((record) => ({ ...record, currency: 'USD' })),
    said: /^currency: is USD\. Only NOK can be posted; approve the record again with its amounts in NOK\.$/,
  },
]

/** Each of these is not worth a record. */
export const tolerated: readonly BadInput[] = [
  {
    name: 'a traceparent that is cut short',
    spoil: headers((sound) => ({ ...sound, traceparent: '00-4bf92f3577b34da6a3ce' })),
    said: /^$/,
  },
]

/** As an app would send it. */
export const soundMessage = (record: RecordApproved): Message =>
  encode(RecordApproved, record, {
    id: `sound ${record.recordId}`,
    time: record.approvedAt,
    source: '/example/approvals',
  })

/** Records behind each other, in order. */
export const isOnSamePartition = (one: RecordApproved, other: RecordApproved): boolean =>
  partitionOf(one.recordId) === partitionOf(other.recordId)

function partitionOf(key: string): number {
  const { partitions } = topics.find(({ name }) => name === RecordApproved.topic)!
  const partition = { partitionErrorCode: 0, leader: 0, replicas: [], isr: [] }
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    ...partition,
    partitionId,
  }))
  return createPartitioner()({ topic: '', partitionMetadata, message: { key, value: null } })
}
