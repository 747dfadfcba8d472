import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { Agent } from 'undici'
import { afterAll, expect, test } from 'vitest'
import { startStub } from '#testing/stub.ts'
import { readText } from './read-body.ts'

const dispatcher = new Agent()
afterAll(() => dispatcher.close())
const said = '{"text":"Bokført på mandag"}'

async function read(bytes: Buffer, coding: string, most?: number): Promise<string> {
  await using vendor = await startStub((response) => {
    response.writeHead(200, { 'content-encoding': coding })
    response.end(bytes)
  })
  const answer = await dispatcher.request({ origin: vendor.url, path: '/', method: 'GET' })
  return await readText(answer, most)
}

test.each([
  ['gzip', gzipSync(said)],
  ['X-GZIP', gzipSync(said)],
  ['deflate', deflateSync(said)],
  ['br', brotliCompressSync(said)],
  ['zstd', zstdCompressSync(said)],
  ['identity', Buffer.from(said)],
  ['deflate, gzip', gzipSync(deflateSync(said))],
])('an answer in %s is read', async (coding, bytes) => {
  expect(await read(bytes, coding)).toBe(said)
})

test('an answer that names a coding and has nothing in it is empty', async () => {
  expect(await read(Buffer.alloc(0), 'gzip')).toBe('')
})

test('an answer that becomes too large, is cut, or is in an unknown coding is no answer', async () => {
  const large = gzipSync(Buffer.alloc(1_000_000))
  expect(large.length).toBeLessThan(2_000)
  await expect(read(large, 'gzip', 10_000)).rejects.toThrow('larger')
  await expect(read(gzipSync(said).subarray(0, 20), 'gzip')).rejects.toThrow('unexpected end')
  await expect(read(Buffer.from(said), 'gzip')).rejects.toThrow('incorrect header')
  await expect(read(Buffer.from(said), 'compress')).rejects.toThrow('coding compress')
  await expect(read(gzipSync(said), 'gzip, gzip, gzip')).rejects.toThrow('coding')
})
