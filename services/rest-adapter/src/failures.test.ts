import { expect, test } from 'vitest'
import { answerOf } from './answers.ts'
import { answeredFailure, lost } from './failures.ts'

const now = new Date('2026-11-21T10:00:00Z')
const endpoint = new URL('https://ledger.example/vouchers')

test.each([
  [401, 'auth', 'auth.wrong_secret', 'unsent', true],
  [403, 'auth', 'auth.missing_permission', 'unsent', true],
  [404, 'config', 'address.not_found', 'unsent', true],
  [405, 'config', 'address.not_found', 'unsent', true],
  [415, 'config', 'template.wrong_form', 'unsent', true],
  [301, 'config', 'address.redirects', 'in_doubt', true],
  [302, 'config', 'address.redirects', 'in_doubt', true],
  [303, 'config', 'address.redirects', 'in_doubt', true],
  [307, 'config', 'address.redirects', 'unsent', true],
  [308, 'config', 'address.redirects', 'unsent', true],
  [400, 'data', 'voucher.refused', 'refused', false],
  [413, 'data', 'voucher.refused', 'refused', false],
  [422, 'data', 'voucher.refused', 'refused', false],
  [429, 'rate_limited', 'vendor.throttled', 'unsent', true],
  [408, 'transient', 'vendor.unavailable', 'in_doubt', false],
  [409, 'transient', 'vendor.conflict', 'in_doubt', false],
  [500, 'transient', 'vendor.unavailable', 'in_doubt', false],
  [502, 'transient', 'vendor.unavailable', 'in_doubt', false],
  [503, 'transient', 'vendor.unavailable', 'unsent', false],
  [504, 'transient', 'vendor.unavailable', 'in_doubt', false],
] as const)('%i is %s (%s), and leaves a voucher %s', (status, kind, code, told, isStop) => {
  const failure = answeredFailure({ status, text: '{"detail":"Why."}' }, now)
  expect(failure).toMatchObject({ class: kind, code, message: expect.stringContaining('Why.') })
  const answer = answerOf({ kind: 'answered', status, text: '', failure }, 'BB1', endpoint)
  expect([answer.heard.kind, answer.stop !== undefined]).toEqual([told, isStop])
})

test.each([
  ['120', '2026-11-21T10:02:00.000Z'],
  ['Sat, 21 Nov 2026 10:05:00 GMT', '2026-11-21T10:05:00.000Z'],
  ['Sat, 21 Nov 2026 09:00:00 GMT', undefined],
  ['86400', '2026-11-21T11:00:00.000Z'],
  ['soon', undefined],
])('Retry-After: %s is %s', (header, at) => {
  expect(answeredFailure({ status: 503, text: '', retryAfter: header }, now)).toMatchObject(
    at ? { class: 'rate_limited', retryAfter: at } : { class: 'transient' },
  )
})

test.each([
  ['{"title":"T","detail":"D"}', 'D'],
  ['{"message":"M"}', 'M'],
  ['{"error":{"message":"E"}}', 'E'],
  ['{"error":"e"}', 'e'],
  ['{"title":"T"}', 'T'],
  ['<html>no</html>', ''],
  ['["x"]', 'x'],
  [JSON.stringify({ detail: 'a\r\n\tb\u0000c\u202e' }), 'a b c'],
  [JSON.stringify({ detail: 'é'.repeat(5_000) }), 'é'.repeat(200)],
])('the detail of %.60s is one short line', (text, detail) => {
  const { message } = answeredFailure({ status: 400, text }, now)
  expect(message).toBe(`The ledger refused the voucher (400).${detail ? ` ${detail}` : ''}`)
})

const coded = (code: string) => Object.assign(new Error(code), { code })
test.each([
  ['ECONNREFUSED', 'no', 'unreachable', 'network.unreachable'],
  ['ENOTFOUND', 'no', 'unreachable', 'network.unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no', 'unreachable', 'network.unreachable'],
  ['CERT_HAS_EXPIRED', 'no', 'unreachable', 'network.tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'no', 'unreachable', 'network.tls'],
  ['ECONNRESET', 'maybe', 'transient', 'vendor.lost_answer'],
  ['UND_ERR_HEADERS_TIMEOUT', 'maybe', 'transient', 'vendor.timeout'],
])('%s: arrived %s', (code, arrived, kind, failureCode) => {
  const wrapped = new Error('outer', { cause: new AggregateError([coded(code)]) })
  for (const error of [coded(code), wrapped])
    expect(lost(error)).toMatchObject({ arrived, failure: { class: kind, code: failureCode } })
})

test.each([
  [
    'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
    'in_doubt',
  ],
  [
    'upstream connect error or disconnect/reset before headers. retried and the latest reset reason: remote connection failure',
    'in_doubt',
  ],
  [
    'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
    'unsent',
  ],
  ['upstream connect error or disconnect/reset before headers. reset reason: overflow', 'unsent'],
  ['<html>Service Unavailable</html>', 'unsent'],
  ['', 'unsent'],
])('503 with %j is %s', (text, kind) => {
  const failure = answeredFailure({ status: 503, text }, now)
  const { heard } = answerOf({ kind: 'answered', status: 503, text, failure }, 'BB1', endpoint)
  expect(heard.kind).toBe(kind)
})

test.each([
  [422, 'Idempotency-Key is already used', 'different_in_ledger'],
  [
    400,
    'Keys for idempotent requests can only be used with the same parameters',
    'different_in_ledger',
  ],
  [422, 'The idempotency key was reused with a different payload', 'different_in_ledger'],
  [400, 'Idempotency-Key is missing', 'config'],
  [422, 'Idempotency-Key must be a UUID', 'config'],
  [400, 'The header idempotency-key is malformed', 'config'],
  [422, 'The account is blocked', 'data'],
])('%i with %j is %s', (status, detail, kind) => {
  const text = JSON.stringify({ detail })
  const failure = answeredFailure({ status, text }, now)
  expect(failure.class).toBe(kind)
  const { heard } = answerOf({ kind: 'answered', status, text, failure }, 'BB1', endpoint)
  expect(heard.kind).toBe(kind === 'config' ? 'unsent' : 'refused')
})
