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

test.each(['', '.', '..', '../internal', 'a/b', 'a\\b', 'a\0b', 'a\nb'])(
  'the value %j leads nowhere',
  (recordId) => {
    expect(upstreamPath(template, { organizationId: 'hlf', recordId }, '')).toBeUndefined()
  },
)
