import { expect, test } from 'vitest'
import { ledgerAnswer, withAnswer } from './ledger-answer.ts'

const [own, other] = ['7f1c2d9e-3a50-4c8b-9c57-0d1c1b7f5e21', '104711']

test.each([
  [{ 'x-request-id': own }, undefined, own],
  [{ 'request-id': other, 'ms-correlation-x': [own, 'x'] }, undefined, own],
  [{ 'x-request-id': own, 'x-sporing': other }, 'X-Sporing', other],
  [{ 'x-request-id': own }, 'X-Sporing', undefined],
  [{ 'x-request-id': '' }, undefined, undefined],
  [{}, undefined, undefined],
])('AUDIT-4: of the headers %j, by the header %s, the correlation id is %s', (headers, by, id) => {
  expect(ledgerAnswer({ status: 400, headers }, by).correlationId).toBe(id)
})

test('AUDIT-4: what the body says counts before the headers, and nothing long is kept whole', () => {
  const headers = { 'x-request-id': other }
  const answer = ledgerAnswer({ status: 400, headers, code: 'x'.repeat(200), correlationId: own })
  expect(answer).toEqual({ status: 400, code: 'x'.repeat(100), correlationId: own })
})

test('what has an answer of its own keeps it', () => {
  const [first, second] = [{ status: 400 }, { status: 204 }]
  expect(withAnswer({ answer: first }, second)).toEqual({ answer: first })
  expect(withAnswer({ kind: 'posted' }, second)).toEqual({ kind: 'posted', answer: second })
  expect(withAnswer({ kind: 'posted' }, undefined)).toEqual({ kind: 'posted' })
})
