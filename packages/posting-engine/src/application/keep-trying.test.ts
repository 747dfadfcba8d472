import { expect, test } from 'vitest'
import { createKeepTrying } from './keep-trying.ts'
import type { Observer } from './ports/observer.ts'

const silent = { fault() {} } as unknown as Observer

function failingStore(passes: boolean) {
  const pauses: number[] = []
  const keepTrying = createKeepTrying(
    silent,
    () => passes,
    async (ms) => void pauses.push(ms),
  )
  return { keepTrying, pauses }
}

const failing = (times: number) => async () => {
  if (times-- > 0) throw new Error('away')
}

test('what is in the way for a while is waited for, ever longer', async () => {
  const { keepTrying, pauses } = failingStore(true)
  await keepTrying('conclude-flight', failing(8))
  expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000])
})

test('a fault that does not pass is given up after five times', async () => {
  const { keepTrying, pauses } = failingStore(false)
  await expect(keepTrying('conclude-flight', failing(8))).rejects.toThrow('away')
  expect(pauses).toHaveLength(4)
})
