import { expect, test } from 'vitest'
import { endOf, hasEnded, isWorthNoting } from './times.ts'

const at = (time: string) => new Date(`2026-11-26T${time}:00Z`)

test.each([
  ['after an hour without use', '08:00', '08:30', '09:30', true],
  ['eight hours after its begin, whatever is done', '08:00', '15:30', '16:00', false],
  ['then, too, if both come at once', '08:00', '15:00', '16:00', false],
])('a session ends %s', (_, createdAt, usedAt, end, extendable) => {
  const times = { createdAt: at(createdAt), usedAt: at(usedAt) }
  expect(endOf(times)).toEqual({ at: at(end), extendable })
  expect(hasEnded(times, new Date(at(end).getTime() - 1))).toBe(false)
  expect(hasEnded(times, at(end))).toBe(true)
})

test('use is noted once a minute', () => {
  const times = { createdAt: at('08:00'), usedAt: at('08:30') }
  expect(isWorthNoting(times, new Date(at('08:31').getTime() - 1))).toBe(false)
  expect(isWorthNoting(times, at('08:31'))).toBe(true)
})
