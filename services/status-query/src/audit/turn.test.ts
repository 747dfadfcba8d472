import { Readable } from 'node:stream'
import { err, ok } from '@bilagsbro/kernel/result'
import { expect, test } from 'vitest'
import { createTurn } from './turn.ts'

const refused = { kind: 'conflict', code: 'busy' } as const
const busy = { ok: false, error: refused }

test('AUDIT-7: one is verified at a time, and the next comes in when it has ended, or failed', async () => {
  const turn = createTurn(refused)
  const first = Promise.withResolvers<number>()
  const under = turn.work(() => first.promise)
  expect(await turn.work(async () => 2)).toEqual(busy)
  first.resolve(1)
  expect(await under).toEqual(ok(1))
  await expect(turn.work(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
  expect(await turn.work(async () => 3)).toEqual(ok(3))
})

test('AUDIT-5: one is exported at a time, until it was sent or its reader has gone', async () => {
  const turn = createTurn(refused)
  const open = () => turn.stream(async () => ok(Readable.from(['a', 'b'])))
  const first = await open()
  expect(await open()).toEqual(busy)
  expect(first.ok && (await first.value.toArray())).toEqual(['a', 'b'])
  const second = await open()
  expect(await open()).toEqual(busy)
  if (second.ok) second.value.destroy()
  await new Promise((resolve) => setImmediate(resolve))
  const refusal = err({ kind: 'missing', code: 'none.not_found' } as const)
  expect(await turn.stream(async () => refusal)).toEqual(refusal)
  await expect(turn.stream(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
  expect((await open()).ok).toBe(true)
})
