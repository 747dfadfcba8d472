import { expect, test } from 'vitest'
import type { Job } from './evaluation-job.ts'
import { createWall, Overdue } from './evaluation-wall.ts'

const job = (value: string): Job => ({
  expressions: { value: `"${value}"` },
  inputs: ['{}'],
  most: 1_000,
})

test('the answer to a job that was given up is never taken for the answer to another', async () => {
  const wall = createWall(24)
  await wall.evaluate(job('first'), 5_000)
  const late = wall.evaluate(job('late'), 50).catch((error: unknown) => error)
  await new Promise(setImmediate)
  // The service is busy until both the deadline and the answer have passed it by.
  const busyUntil = performance.now() + 500
  while (performance.now() < busyUntil) continue
  expect(await late).toBeInstanceOf(Overdue)
  for (const value of ['second', 'third'])
    expect((await wall.evaluate(job(value), 5_000)).answer).toEqual([
      { value: { json: `"${value}"` } },
    ])
}, 30_000)
