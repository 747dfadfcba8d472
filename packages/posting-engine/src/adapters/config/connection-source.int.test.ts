import { afterAll, expect, test } from 'vitest'
import { json, startStub } from '#testing/stub.ts'
import { createConfigConnectionSource } from './connection-source.ts'

const answers: Record<string, [number, object]> = {
  hlf: [
    200,
    {
      type: 'dynamics',
      version: 2,
      enabled: false,
      targetFingerprint: 'ledger-1',
      target: { tenantId: 't' },
      secrets: { clientSecret: 'canary' },
    },
  ],
  other: [
    200,
    {
      type: 'xledger',
      version: 1,
      enabled: true,
      targetFingerprint: 'x',
      target: {},
      secrets: {},
    },
  ],
  odd: [200, { type: 'dynamics', secrets: { clientSecret: 'canary' } }],
  none: [404, {}],
  locked: [401, {}],
  down: [503, {}],
}
const config = await startStub((response, { path }) =>
  json(response, ...answers[path.split('/')[3]!]!),
)
afterAll(() => config[Symbol.asyncDispose]())

let forgotten = 0
const source = createConfigConnectionSource({
  configUrl: config.url,
  type: 'dynamics',
  tokens: { token: async () => 'token', forget: () => void forgotten++ },
})

test('a connection comes with its secrets', async () => {
  expect(await source.connectionOf('hlf')).toEqual({
    ok: true,
    value: {
      organizationId: 'hlf',
      credentialsVersion: 2,
      isOff: true,
      targetFingerprint: 'ledger-1',
      target: { tenantId: 't' },
      secrets: { clientSecret: 'canary' },
    },
  })
})

test('none, or one to another kind of accounting system, is missing', async () => {
  const missing = { ok: false, error: 'missing' }
  expect(await source.connectionOf('none')).toEqual(missing)
  expect(await source.connectionOf('other')).toEqual(missing)
})

test('a token that is refused is not used again', async () => {
  await expect(source.connectionOf('locked')).rejects.toThrow('401')
  expect(forgotten).toBe(1)
})

test('a fault is thrown, and shows no secret', async () => {
  await expect(source.connectionOf('down')).rejects.toThrow('503')
  const odd = await source.connectionOf('odd').catch(String)
  expect(odd).toContain('another form')
  expect(odd).not.toContain('canary')
})
