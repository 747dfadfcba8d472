import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { unlessAborted } from './checker.ts'

test('whoever stops waits for nothing', async () => {
  const stopping = new AbortController()
  const waiting = unlessAborted(new Promise<never>(() => undefined), stopping.signal)
  stopping.abort(new Error('stopping'))
  await expect(waiting).rejects.toThrow('stopping')
  await expect(unlessAborted(new Promise(() => undefined), stopping.signal)).rejects.toThrow(
    'stopping',
  )
})

test('a wait that is over leaves nothing on the signal, which lasts as long as the process', async () => {
  const { signal } = new AbortController()
  await expect(unlessAborted(Promise.resolve(1), signal)).resolves.toBe(1)
  await expect(unlessAborted(Promise.reject(new Error('away')), signal)).rejects.toThrow('away')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
