import type { Readable } from 'node:stream'
import { Agent, type Dispatcher } from 'undici'

export interface Asked {
  readonly origin: string
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer | undefined
  readonly signal: AbortSignal
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Readable
}

/**
 * Asks the services. Streams that last have connections of their own, as many as are open: in the pool of the others each
 * would take the place of every call.
 */
export function createUpstream() {
  const calls = new Agent({ connections: 64, headersTimeout: 35_000, bodyTimeout: 60_000 })
  const streams = new Agent({ connections: null, headersTimeout: 35_000, bodyTimeout: 0 })
  const ask = async (agent: Dispatcher, asked: Asked): Promise<Answered> => {
    const { origin, path, method, headers, body = null, signal } = asked
    const answer = await agent.request({
      origin,
      path,
      method: method as Dispatcher.HttpMethod,
      headers,
      body,
      signal,
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body }
  }
  return {
    call: (asked: Asked) => ask(calls, asked),
    stream: (asked: Asked) => ask(streams, asked),
    async [Symbol.asyncDispose]() {
      await Promise.all([calls.destroy(), streams.destroy()])
    },
  }
}
export type Upstream = ReturnType<typeof createUpstream>
