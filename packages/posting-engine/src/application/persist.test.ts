import { expect, test } from 'vitest'
import { createPersist } from './persist.ts'
import type { Observer } from './ports/observer.ts'

const silent = { fault() {} } as unknown as Observer

function persistence(passes: boolean) {
  const pauses: number[] = []
  const persist = createPersist(
    silent,
    () => passes,
    async (ms) => void pauses.push(ms),
  )
  return { persist, pauses }
}

const failing = (times: number) => async () => {
  if (times-- > 0) throw new Error('away')
}

test('what is in the way for a while is waited for, ever longer', async () => {
  const { persist, pauses } = persistence(true)
  await persist('settle', failing(8))
  expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000])
})

test('a fault that does not pass is given up after five times', async () => {
  const { persist, pauses } = persistence(false)
  await expect(persist('settle', failing(8))).rejects.toThrow('away')
  expect(pauses).toHaveLength(4)
})
