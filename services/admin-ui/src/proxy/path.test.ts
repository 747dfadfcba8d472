import { expect, test } from 'vitest'
import { upstreamPath } from './path.ts'

const template = '/organizations/{organizationId}/records/{recordId}'

test('values stand in the places of their names, encoded', () => {
  const params = { organizationId: 'hlf', recordId: 'r 1?x#y' }
  expect(upstreamPath(template, params, '')).toBe('/organizations/hlf/records/r%201%3Fx%23y')
})

test('the query is passed on as it is', () => {
  const params = { organizationId: 'hlf', recordId: 'r-1' }
  expect(upstreamPath(template, params, 'limit=50&q=%2F')).toBe(
    '/organizations/hlf/records/r-1?limit=50&q=%2F',
  )
})

test("the id of a record may have a slash, and what has it stays one value; nobody else's may", () => {
  const [organizationId, recordId] = ['hlf', '2026/0001']
  const path = '/organizations/hlf/records/2026%2F0001'
  expect(upstreamPath(template, { organizationId, recordId }, '')).toBe(path)
  expect(upstreamPath(template, { organizationId: 'h/lf', recordId }, '')).toBeUndefined()
})

const odd = ['', '.', '..', '../internal', 'a/../b', 'a//b', '/a', 'a/.', 'a\\b', 'a\0b', 'a\nb']
test.each(odd)('the value %j leads nowhere', (recordId) => {
  expect(upstreamPath(template, { organizationId: 'hlf', recordId }, '')).toBeUndefined()
})
