import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { Parser } from '@asyncapi/parser'
import { expect, test } from 'vitest'
import { asyncapi } from './asyncapi.ts'
import { definitions, topics } from './catalogue.ts'
import { goldenExample } from './golden-example.ts'
import { createNamedSchemas } from './named-schemas.ts'
import { readRecord, recordRules } from './read-record.ts'
import { RecordApproved } from './record-approved.ts'

const root = join(import.meta.dirname, '../../..')
const approved = () =>
  structuredClone(goldenExample(RecordApproved).value) as unknown as RecordApproved

test.each(definitions.map((event) => [event.type, event] as const))(
  'the golden example of %s is read as it was written',
  (_type, event) => {
    const { key, headers, value } = goldenExample(event)
    expect(event.problems(value)).toEqual([])
    expect(event.check(value)).toBe(true)
    expect(key).toBe(value[event.key])
    expect(headers).toMatchObject({ ce_type: event.type, ce_specversion: '1.0' })
  },
)

test('every example belongs to an event', () => {
  const files = readdirSync(join(root, 'packages/events/examples')).toSorted()
  expect(files).toEqual(
    [...new Set(definitions.map((event) => `${event.type}.v${event.version}.json`))].toSorted(),
  )
})

test('the committed AsyncAPI document is the one that the code makes', () => {
  const committed = readFileSync(join(root, 'docs/events/asyncapi.json'), 'utf8')
  expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(asyncapi())))
})

test('the AsyncAPI document is valid', async () => {
  const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncapi()))
  expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([])
  expect(document?.operations().length).toBe(definitions.length)
  // Classes are called after these.
  const kinds = document!
    .allSchemas()
    .filter((schema) => schema.type() === 'object' || schema.enum() !== undefined)
  const anonymous = kinds.filter((schema) => !/^[A-Z][A-Za-z]+$/.test(schema.id()))
  expect(anonymous.map((schema) => JSON.stringify(schema.json()))).toEqual([])
})

test('approved and withdrawn records are received, and everything else is sent', () => {
  const { operations } = asyncapi()
  const received = Object.entries(operations).filter(([, { action }]) => action === 'receive')
  expect(received.map(([name]) => name)).toEqual([
    'receive_record_approved',
    'receive_record_withdrawn',
  ])
})

test('every schema of the document has one name, and every name one schema', () => {
  const { schemas, add } = createNamedSchemas()
  const kind = { anyOf: [{ const: 'a' }, { const: 'b' }], title: 'Kind' }
  const lines = { type: 'array', items: { type: 'object', properties: { kind } } }
  const rules = { type: 'object', patternProperties: { '^.*$': { type: 'string' } } }
  expect(add('Thing', { type: 'object', properties: { lines, rules } })).toEqual({
    $ref: '#/components/schemas/Thing',
  })
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  expect(schemas).toMatchObject({
    Kind: { type: 'string', enum: ['a', 'b'] },
    ThingLine: { properties: { kind: ref('Kind') } },
    ThingRules: { additionalProperties: { type: 'string' } },
    Thing: { properties: { lines: { items: ref('ThingLine') }, rules: ref('ThingRules') } },
  })
  expect(() => add('Other', { type: 'object', title: 'Kind', properties: {} })).toThrow('Kind')
})

test('the rules of a record are in the document, and its example keeps them', () => {
  const { description } = asyncapi().components.messages['record_approved_v1'] as {
    description: string
  }
  for (const rule of recordRules) expect(description).toContain(rule)
  expect(readRecord(approved()).ok).toBe(true)
})

test("the README's producer sends what is accepted", () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const script = /```js\n\/\/ publish\.mjs\n([\s\S]*?)```/.exec(readme)![1]!
  const [, definitionsOf] = /(const recordId[\s\S]*?)const producer/.exec(script)!
  const sent = runInNewContext(`${definitionsOf}; ({ record, headers, recordId })`, {
    crypto,
    Date,
  }) as {
    record: RecordApproved
    headers: Record<string, string>
    recordId: string
  }
  const record = JSON.parse(JSON.stringify(sent.record)) as RecordApproved
  expect(RecordApproved.problems(record)).toEqual([])
  expect(readRecord(record)).toEqual({ ok: true, value: record })
  expect(record.recordId).toBe(sent.recordId)
  expect(script).toContain('messages: [{ key: recordId, headers, value: JSON.stringify(record) }]')
  const { required, properties } = asyncapi().components.schemas.CloudEventHeaders
  for (const name of required) expect(sent.headers[name]).toBeTruthy()
  for (const name of Object.keys(sent.headers)) expect(properties).toHaveProperty([name])
})

test('every topic has its dead letters, which take whatever the topic took', () => {
  const bytes = (name: string) =>
    Number(topics.find((topic) => topic.name === name)?.config['max.message.bytes'])
  for (const { topic } of definitions)
    expect(bytes(`${topic}.dead-letter`)).toBeGreaterThan(bytes(topic))
})

test('whatever a new database is rebuilt from is kept for as long as approved records', () => {
  const retention = (name: string) =>
    topics.find((topic) => topic.name === name)?.config['retention.ms'] ?? Infinity
  for (const { topic } of definitions)
    expect(Number(retention(topic))).toBeGreaterThanOrEqual(Number(retention('record.approved')))
})

test('approved records are kept for at least 30 days, and connector state for ever', () => {
  const config = (name: string) => topics.find((topic) => topic.name === name)?.config
  expect(Number(config('record.approved')?.['retention.ms'])).toBeGreaterThanOrEqual(
    30 * 86_400_000,
  )
  expect(config('connector.configured')?.['cleanup.policy']).toBe('compact')
})

test.each<[string, (record: Record<string, unknown>) => void, string]>([
  [
    'an amount with three decimals',
    (r) => setLine(r, 'amount', '12.345'),
    'lines.0.amount: "12.345"',
  ],
  ['an amount as a number', (r) => setLine(r, 'amount', 12), 'lines.0.amount: 12'],
  [
    'a missing category',
    (r) => setLine(r, 'category', undefined),
    'lines.0.category: missing. The expense category',
  ],
  ['no lines', (r) => (r['lines'] = []), 'lines: []'],
  ['a revision of nought', (r) => (r['revision'] = 0), 'revision: 0'],
  [
    'a payee of no known kind',
    (r) => (r['payee'] = { id: 'p', kind: 'robot' }),
    'payee.kind: "robot" is not one of',
  ],
  [
    'a time without an offset',
    (r) => (r['approvedAt'] = '2026-11-21T10:00:00'),
    'approvedAt: "2026-11-21T10:00:00"',
  ],
  [
    'a NUL in an id',
    (r) => (r['recordId'] = 'r\u0000'),
    'recordId: "r\\u0000" holds a control character; send it without.',
  ],
  [
    'half of a character in an id',
    (r) => (r['recordId'] = 'r\ud83d'),
    'recordId: "r\\ud83d" holds half of a character; send whole ones.',
  ],
  [
    'a NUL in a text',
    (r) => setLine(r, 'text', 'a\u0000b'),
    'lines.0.text: "a\\u0000b" holds a control character; send it without.',
  ],
  [
    'half of a character in a text',
    (r) => setLine(r, 'text', 'Taxi \ud83d\n'),
    'lines.0.text: "Taxi \\ud83d\\n" holds half of a character; send whole ones.',
  ],
  [
    'half of a character in the name of a file',
    (r) => setAttachment(r, 'filename', '\udc00.pdf'),
    'attachments.0.filename: "\\udc00.pdf" holds half of a character; send whole ones.',
  ],
  [
    'a NUL in the address of a file',
    (r) => setAttachment(r, 'url', 'https://files.example/\u0000'),
    'attachments.0.url: "https://files.example/\\u0000" holds a control character',
  ],
  ['a currency in words', (r) => (r['currency'] = 'kroner'), 'currency: "kroner"'],
])('%s is refused with the field and the remedy', (_name, spoil, expected) => {
  const record = approved() as unknown as Record<string, unknown>
  spoil(record)
  expect(RecordApproved.check(record)).toBe(false)
  const problems = RecordApproved.problems(record)
  expect(problems[0]).toContain(expected)
  expect(problems[0]).toMatch(/\. .+/)
})

test('several faults are all named at once', () => {
  expect(RecordApproved.problems({}).length).toBeGreaterThan(5)
})

test('an id may hold characters of any script', () => {
  expect(RecordApproved.check({ ...approved(), recordId: 'Ærfugl 𠮷 😀' })).toBe(true)
})

test('fields that nobody knows yet are ignored', () => {
  expect(RecordApproved.check({ ...approved(), mood: 'good' })).toBe(true)
})

function setAttachment(record: Record<string, unknown>, field: string, value: unknown) {
  const file = { url: 'https://files.example/1', filename: 'f.pdf', mediaType: 'application/pdf' }
  record['attachments'] = [{ ...file, sha256: 'a'.repeat(64), [field]: value }]
}

function setLine(record: Record<string, unknown>, field: string, value: unknown) {
  const line = (record['lines'] as Record<string, unknown>[])[0]!
  if (value === undefined) delete line[field]
  else line[field] = value
}
