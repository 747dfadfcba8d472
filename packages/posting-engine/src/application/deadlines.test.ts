import { expect, test } from 'vitest'
import { createDeadlines } from './deadlines.ts'

test.each([
  ['of both clocks alike', 400, 400, 600],
  ['of a machine that was paused, by the clock on the wall', 10, 5_000, -4_000],
  ['of a clock on the wall that was put back, by the other', 1_200, -3_600_000, -200],
])('the time left %s', (_, passed, passedOnTheWall, left) => {
  let [elapsedMs, wall] = [7_000, Date.parse('2026-11-21T10:00:00Z')]
  const clock = { now: () => new Date(wall) }
  const timeLeft = createDeadlines({ elapsed: () => elapsedMs, clock })(1_000)
  expect(timeLeft()).toBe(1_000)
  elapsedMs += passed
  wall += passedOnTheWall
  expect(timeLeft()).toBe(left)
})
