import { longestAnswerMs } from '@bilagsbro/service-kit/long-answer'
import type { Readable } from 'node:stream'
import { Agent, type Dispatcher } from 'undici'

export interface Asked {
  readonly origin: string
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer | undefined
  readonly signal: AbortSignal
  /** Begins to answer only when all is read: a long log takes minutes. */
  readonly isSlow?: boolean
}

interface Followed extends Asked {
  /** After so long without a word the connection counts as lost. */
  readonly silentMs: number
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Readable
}

/** Until an answer has to begin. */
const usualDeadlines = { usualMs: 35_000, slowMs: longestAnswerMs }

/**
 * Asks the services. What lasts has a connection of its own: in the pool of the others it would take the place of every
 * call.
 */
export function createUpstream({ usualMs, slowMs } = usualDeadlines) {
  const calls = new Agent({ connections: 64, headersTimeout: usualMs, bodyTimeout: 60_000 })
  const streams = new Agent({ connections: null, headersTimeout: usualMs })
  const ask = async (
    agent: Dispatcher,
    asked: Asked,
    options: Pick<Dispatcher.RequestOptions, 'bodyTimeout' | 'headersTimeout'> = {},
  ): Promise<Answered> => {
    const { origin, path, method, headers, body = null, signal } = asked
    const answer = await agent.request({
      origin,
      path,
      method: method as Dispatcher.HttpMethod,
      headers,
      body,
      signal,
      ...options,
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body }
  }
  return {
    call: ({ isSlow = false, ...asked }: Asked) =>
      isSlow ? ask(streams, asked, { headersTimeout: slowMs }) : ask(calls, asked),
    follow: ({ silentMs, ...asked }: Followed) => ask(streams, asked, { bodyTimeout: silentMs }),
    async [Symbol.asyncDispose]() {
      await Promise.all([calls.destroy(), streams.destroy()])
    },
  }
}
export type Upstream = ReturnType<typeof createUpstream>
