import { afterAll, beforeAll, expect, test } from 'vitest'
import { text } from 'node:stream/consumers'
import { startServicesBehind } from '#testing/services-behind.ts'
import { createUpstream } from './upstream.ts'

type Behind = Awaited<ReturnType<typeof startServicesBehind>>
let behind: Behind
beforeAll(async () => {
  behind = await startServicesBehind()
})
afterAll(() => behind?.[Symbol.asyncDispose]())

test('AUDIT-7: what reads a whole log may take longer to begin its answer than everything else', async () => {
  const waiting = Promise.withResolvers<void>()
  behind.answerWith((request, response) => {
    if (request.url === '/slow') void waiting.promise.then(() => response.end('whole'))
  })
  await using upstream = createUpstream({ usualMs: 1_000, slowMs: 900_000 })
  const ask = (path: string, isSlow: boolean) =>
    upstream.call({
      origin: behind.url,
      path,
      method: 'GET',
      headers: {},
      signal: new AbortController().signal,
      isSlow,
    })
  const slow = ask('/slow', true)
  await expect(ask('/usual', false)).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' })
  waiting.resolve()
  expect(await text((await slow).body)).toBe('whole')
})
