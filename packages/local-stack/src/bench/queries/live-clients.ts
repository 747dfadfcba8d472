import { request, type IncomingMessage } from 'node:http'
import { tokensOf } from './callers.ts'
import type { Stack } from '../../start-stack.ts'

/** A caller may not have more streams. */
const streamsPerCaller = 20
const openedAtOnce = 50

export interface LiveClients extends Disposable {
  /** Hints that all of them have heard so far. */
  heard(): number
}

/** So many streams of all organisations, as pages hold them open. */
export async function openLiveClients(stack: Stack, count: number): Promise<LiveClients> {
  const { url } = stack.addresses().services['status-query']!
  const tokens = tokensOf(stack, Math.ceil(count / streamsPerCaller))
  let heard = 0
  const streams: IncomingMessage[] = []
  for (let at = 0; at < count; at += openedAtOnce) {
    const some = Array.from({ length: Math.min(openedAtOnce, count - at) }, async (_, index) => {
      const stream = await open(
        `${url}/changes`,
        tokens[Math.floor((at + index) / streamsPerCaller)]!,
      )
      stream.setEncoding('latin1').on('data', (text: string) => {
        heard += text.split('event: changed').length - 1
      })
      stream.on('error', () => {})
      return stream
    })
    streams.push(...(await Promise.all(some)))
  }
  return {
    heard: () => heard,
    [Symbol.dispose]: () => streams.forEach((stream) => stream.destroy()),
  }
}

function open(url: string, token: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false, headers: { authorization: `Bearer ${token}` } })
    asked.once('error', reject)
    asked.once('response', (answer) => {
      if (answer.statusCode === 200) resolve(answer)
      else reject(new Error(`GET ${url}: ${answer.statusCode}`))
    })
    asked.end()
  })
}
