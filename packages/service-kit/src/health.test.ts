import { expect, test } from 'vitest'
import { createHealth } from './health.ts'

test('every check is asked at once, and readiness counts those of both kinds', async () => {
  const health = createHealth()
  health.add('loop', async () => {}, 'live')
  health.add('postgres', async () => Promise.reject(new Error('connection refused')), 'ready')
  expect(await health.report('live')).toEqual({ status: 'ok', checks: { loop: 'ok' } })
  expect(await health.report('ready')).toEqual({
    status: 'failing',
    checks: { loop: 'ok', postgres: 'connection refused' },
  })
})

test('a check that throws at once, or throws no error, fails like any other', async () => {
  const health = createHealth()
  health.add(
    'bug',
    () => {
      throw new TypeError('no')
    },
    'live',
  )
  health.add('odd', () => Promise.reject(new Error('')), 'live')
  expect((await health.report('live')).checks).toEqual({ bug: 'no', odd: 'failed' })
})

test('a check that hangs is reported after its deadline, and started once for all that ask', async () => {
  const health = createHealth(20)
  const { promise, resolve } = Promise.withResolvers<void>()
  let started = 0
  health.add('slow', () => (started++, promise), 'ready')
  const reports = await Promise.all([health.report('ready'), health.report('ready')])
  expect(reports.map(({ checks }) => checks['slow'])).toEqual(
    Array(2).fill('gave no answer within 20 ms'),
  )
  await health.report('ready')
  expect(started).toBe(1)
  resolve()
  await promise
  await expect.poll(() => health.report('ready')).toMatchObject({ status: 'ok' })
})

test('two checks cannot have one name', () => {
  const health = createHealth()
  health.add('kafka', async () => {}, 'ready')
  expect(() => health.add('kafka', async () => {}, 'live')).toThrow('kafka')
})
