import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf, written } from './line.ts'

test('AUDIT-7: a payload is named by HMAC-SHA-256, as everybody computes it', () => {
  const salts = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(salts, fc.string({ unit: 'grapheme', maxLength: 300 }), (bytes, body) => {
      const expected = createHmac('sha256', bytes).update(body).digest('hex')
      expect(digestOf(Buffer.from(bytes).toString('hex'), body)).toBe(expected)
    }),
  )
})

test('AUDIT-7: a line has one form, with its moment in milliseconds and nothing that is kept apart', () => {
  const entry = {
    organizationId: 'hlf',
    subject: 'r-1',
    sequence: 4,
    at: '2026-11-21T11:00:00.123456+01:00',
    status: 'handled',
    note: 'Kari',
    more: { amount: '1.00', class: undefined },
  }
  const told = { kind: 'sync.handled', newSalt: () => '00'.repeat(32) }
  const { line, body, at } = written(entry, told)
  expect(at).toBe('2026-11-21T10:00:00.123Z')
  expect(body).toBe('{"note":"Kari"}')
  expect(line).toBe(
    `{"v":2,"organizationId":"hlf","subject":"r-1","sequence":4,"status":"handled","kind":"sync.handled","revision":0,"at":"2026-11-21T10:00:00.123Z","amount":"1.00","payload":"${digestOf(told.newSalt(), body!)}"}`,
  )
})
