import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { allowLongAnswer } from './long-answer.ts'

const silence = Promise.withResolvers<void>()
const app = fastify({ connectionTimeout: 200 })
app.get('/usual', async () => silence.promise)
app.get('/long', async (request) => {
  allowLongAnswer(request)
  await silence.promise
  return 'whole'
})
await app.listen({ host: '127.0.0.1', port: 0 })
afterAll(() => app.close())

test('a connection whose answer takes long outlives the silence that ends others', async () => {
  const { port } = app.server.address() as AddressInfo
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
  const long = ask('/long')
  await expect(ask('/usual')).rejects.toThrow('fetch failed')
  silence.resolve()
  expect(await (await long).text()).toBe('whole')
})
