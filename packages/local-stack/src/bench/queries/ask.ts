import { request } from 'undici'
import type { Stack } from '../../start-stack.ts'

/** Asks status-query as a global administrator, and reads the answer to its end without keeping it. */
export type Ask = (path: string) => Promise<{ readonly lines: number; readonly bytes: number }>

export async function createAsk(stack: Stack): Promise<Ask> {
  const { url } = stack.addresses().services['status-query']!
  const authorization = `Bearer ${await stack.tokenFor('demo-global-admin')}`
  return async (path) => {
    const answer = await request(url + path, { headers: { authorization } })
    if (answer.statusCode !== 200)
      throw new Error(`GET ${path}: ${answer.statusCode} ${await answer.body.text()}`)
    const read = { lines: 0, bytes: 0 }
    for await (const piece of answer.body as AsyncIterable<Buffer>) {
      read.bytes += piece.length
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) read.lines++
    }
    return read
  }
}
