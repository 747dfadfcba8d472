import { expect, test } from 'vitest'
import type { Job } from './evaluation-job.ts'
import { createEvaluation } from './evaluation.ts'
import { createWall, NotUp, Overdue, startProcess } from './evaluation-wall.ts'

const job = (value: string): Job => ({
  expressions: { value: `"${value}"` },
  inputs: ['{}'],
  most: 1_000,
})

test('the answer to a job that was given up is never taken for the answer to another', async () => {
  const wall = createWall(24)
  await wall.evaluate(job('first'), 30_000)
  const late = wall.evaluate(job('late'), 50).catch((error: unknown) => error)
  await new Promise(setImmediate)
  // The service is busy until both the deadline and the answer have passed it by.
  const busyUntil = performance.now() + 500
  while (performance.now() < busyUntil) continue
  expect(await late).toBeInstanceOf(Overdue)
  for (const value of ['second', 'third'])
    expect((await wall.evaluate(job(value), 30_000)).answer).toEqual([
      { value: { json: `"${value}"` } },
    ])
})

/** Too slow the first time. */
function slowStart() {
  let starts = 0
  return (memoryMb: number) => startProcess(memoryMb, starts++ === 0 ? 0 : 30_000)
}

test('a process that does not come up in time is replaced', async () => {
  const wall = createWall(24, slowStart())
  await expect(wall.evaluate(job('first'), 30_000)).rejects.toBeInstanceOf(NotUp)
  expect((await wall.evaluate(job('second'), 30_000)).answer).toEqual([
    { value: { json: '"second"' } },
  ])
})

test('a process that does not come up in time is no fault of the template', async () => {
  const evaluateFor = createEvaluation({ deadlineMs: 30_000, memoryMb: 24 }, (memoryMb) =>
    createWall(memoryMb, slowStart()),
  )
  const share = { organizationId: 'forening', purpose: 'posting' } as const
  const evaluate = evaluateFor(share, AbortSignal.timeout(60_000))
  expect(await evaluate(job('first'))).toMatchObject({
    error: { class: 'transient', code: 'template.busy' },
  })
  expect(await evaluate(job('second'))).toMatchObject({ ok: true })
})
