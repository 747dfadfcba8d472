import { afterEach, expect, test, vi } from 'vitest'
import { startLaneLoop, type LaneLoop, type Step } from './lane-loop.ts'
import type { Observer } from './ports/observer.ts'

const faults: string[] = []
const observer = { fault: (where: string) => void faults.push(where) } as unknown as Observer
let loop: LaneLoop
afterEach(async () => {
  vi.useRealTimers()
  await loop.stop()
})

function start(
  next: (except: readonly string[]) => Promise<Step>,
  connect: (organizationId: string) => Promise<number> = async () => 0,
) {
  const elapsed = () => performance.now()
  loop = startLaneLoop({ name: 'x', atOnce: 2, pollMs: 60_000, observer, elapsed, next, connect })
  return loop
}

/** Resolves when it was called so often. */
function counted(times: number) {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { reached: promise, count: () => void (--times === 0 && resolve()) }
}

test('never more things at once than allowed, and the next as soon as one is done', async () => {
  let running = 0
  let most = 0
  const { reached, count } = counted(50)
  start(async () => ({
    kind: 'work',
    async run() {
      most = Math.max(most, ++running)
      await new Promise(setImmediate)
      running--
      count()
    },
  }))
  await reached
  expect(most).toBe(2)
})

test('an organisation that is given a rest is passed over, and then served again', async () => {
  // The first two turns are taken at the same time.
  const { reached, count } = counted(3)
  const passedOver: boolean[] = []
  start(async (except) => {
    passedOver.push(except.includes('hlf'))
    if (except.includes('hlf')) return { kind: 'nothing' }
    count()
    const rest = { organizationId: 'hlf', milliseconds: 5 }
    return { kind: 'work', run: async () => {}, rest }
  })
  await reached
  expect(passedOver).toContain(true)
})

test('an organisation whose connection is being read is passed over', async () => {
  const { promise: connected, resolve } = Promise.withResolvers<number>()
  const { reached, count } = counted(10)
  const asked: string[] = []
  start(
    async (except) => {
      count()
      if (!except.includes('hlf')) return { kind: 'connect', organizationId: 'hlf' }
      return { kind: 'more' }
    },
    (organizationId) => {
      asked.push(organizationId)
      return connected
    },
  )
  await reached
  expect(asked).toEqual(['hlf'])
  resolve(60_000)
})

test('a loop that finds nothing looks ever more seldom, and quickly again once it is woken', async () => {
  vi.useFakeTimers()
  const asked: number[] = []
  start(async () => {
    asked.push(Date.now())
    return { kind: 'nothing' }
  })
  const begun = Date.now()
  const minutes = async (count: number) => vi.advanceTimersByTimeAsync(count * 60_000)
  await minutes(31)
  const at = () => [...new Set(asked.splice(0).map((time) => (time - begun) / 60_000))]
  expect(at()).toEqual([0, 1, 3, 7, 15, 23, 31])
  loop.wake()
  await minutes(1)
  expect(at()).toEqual([31, 32])
})

test('a fault in one thing is told and stops nothing', async () => {
  const { reached, count } = counted(5)
  start(async () => ({
    kind: 'work',
    async run() {
      count()
      throw new Error('no')
    },
  }))
  await reached
  expect(faults).toContain('x')
})

test('a fault in taking a turn is followed by another turn', async () => {
  const { reached, count } = counted(4)
  start(async () => {
    count()
    throw new Error('the database is away')
  })
  await reached
  expect(faults.length).toBeGreaterThan(1)
})

test('a wake-up ends the wait for the next poll', async () => {
  const first = counted(2)
  const second = counted(3)
  start(async () => {
    first.count()
    second.count()
    return { kind: 'nothing' }
  })
  await first.reached
  loop.wake()
  await second.reached
  expect(loop.lastTurn()).toBeGreaterThan(0)
})

test('stopping waits for what is under way', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let done = false
  const { reached, count } = counted(1)
  start(async () => ({
    kind: 'work',
    async run() {
      count()
      await promise
      done = true
    },
  }))
  await reached
  const stopped = loop.stop()
  resolve()
  await stopped
  expect(done).toBe(true)
})
