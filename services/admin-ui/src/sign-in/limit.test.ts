import { expect, test } from 'vitest'
import { addressOf, createSignInLimit } from './limit.ts'

test('so many a minute from an address, and then a wait until the next', () => {
  let now = 5_000
  const take = createSignInLimit(2, () => now)
  expect([take('a'), take('a'), take('b')]).toEqual([undefined, undefined, undefined])
  now += 15_500
  expect([take('a'), take('b')]).toEqual([45, undefined])
  now += 44_500
  expect(take('a')).toBeUndefined()
})

test.each([
  [0, undefined, '10.0.0.1'],
  [0, '1.1.1.1', '10.0.0.1'],
  [1, undefined, '10.0.0.1'],
  [1, '1.1.1.1', '1.1.1.1'],
  // What the browser wrote itself stands first.
  [1, '6.6.6.6, 1.1.1.1', '1.1.1.1'],
  [2, '6.6.6.6, 1.1.1.1,2.2.2.2', '1.1.1.1'],
  [2, '1.1.1.1', '1.1.1.1'],
  [1, '2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  [1, '2001:db8::6', '2001:db8::'],
  [1, '::ffff:1.1.1.1', '::ffff:1.1.1.1'],
  [1, '1.1.1.1:5678', '1.1.1.1'],
  [1, '[2001:db8:1:2:3:4:5:6]:5678', '2001:db8:1:2'],
  [1, '[2001:db8::6]', '2001:db8::'],
  [1, '[::ffff:1.1.1.1]:5678', '::ffff:1.1.1.1'],
])('behind %i proxies that wrote %s it is %s', (proxies, written, address) => {
  const headers = written === undefined ? {} : { 'x-forwarded-for': written }
  expect(addressOf({ headers, ip: '10.0.0.1' }, proxies)).toBe(address)
})
