import { err, ok } from '@bilagsbro/kernel/result'
import { expect, test } from 'vitest'
import { createTestSystem } from '#testing/test-system.ts'
import { createConnectionUseCases } from './test-connection.ts'

const draft = { target: {}, secrets: {} }
const report = { name: 'Test', accounts: 1, costCentres: 0 }

test('CONFIG-5: one organisation that tries without end waits for itself, and no other for it', async () => {
  await using system = createTestSystem()
  const answer = Promise.withResolvers<void>()
  let begun = 0
  const { testConnection } = createConnectionUseCases(
    {
      ...system,
      async testConnection({ organizationId }) {
        if (organizationId === 'greedy') {
          begun++
          await answer.promise
        }
        return ok(report)
      },
    },
    { connectionOf: async () => err('missing') },
  )
  const tries = Array.from({ length: 20 }, () => testConnection({ draftOf: 'greedy', ...draft }))
  expect(await testConnection({ draftOf: 'modest', ...draft })).toEqual(ok(report))
  expect(begun).toBe(3)
  answer.resolve()
  const told = await Promise.all(tries)
  expect(told.filter(({ ok: passed }) => passed)).toHaveLength(15)
  expect(told.filter(({ ok: passed }) => !passed)).toMatchObject(
    Array.from({ length: 5 }, () => ({ error: { code: 'connection.busy' } })),
  )
})
