import { everything, kinds, type Changes } from '@bilagsbro/service-kit/changes/changes'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { ServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import type { Upstream } from '#proxy/upstream.ts'
import { createEventReader, type StreamEvent } from './event-stream.ts'

interface Options {
  /** Of status-query. */
  readonly origin: string
  readonly upstream: Upstream
  readonly tokens: ServiceTokens
  readonly logger: Logger
  readonly heard: (changes: Changes | typeof everything) => void
  /** Whether changes are heard of, when that is another than it was. */
  readonly onLink: (isUp: boolean) => void
}

/** It beats every 15 s: a server that the network has lost says nothing. */
const silentMs = 45_000
/** A server that is replaced is away for a moment, and nobody needs to know. */
const unheardMs = 5_000

/**
 * The one stream of hints that this process has for everybody who looks. It is opened again whenever it ends, from where
 * it was: what was told meanwhile comes then. Where nobody knows what was missed, everything counts as changed.
 */
export function followChanges(options: Options): AsyncDisposable {
  const { origin, upstream, tokens, logger, heard, onLink } = options
  const leaving = new AbortController()
  let lastId: string | undefined
  let waitMs = 1_000

  const listen = async () => {
    const answer = await upstream.follow({
      origin,
      path: '/internal/changes',
      method: 'GET',
      headers: {
        authorization: `Bearer ${await tokens.token()}`,
        ...(lastId !== undefined && { 'last-event-id': lastId }),
      },
      signal: leaving.signal,
      silentMs,
    })
    if (answer.status === 401) tokens.forget()
    if (answer.status !== 200) {
      // What is destroyed before its end says so, and nobody listens.
      answer.body.on('error', () => undefined).destroy()
      throw new Error(`status-query answered ${answer.status}.`)
    }
    link(true)
    if (lastId === undefined) heard(everything)
    const read = createEventReader()
    answer.body.setEncoding('utf8')
    for await (const text of answer.body) {
      const told = read(String(text))
      for (const event of told.events) tell(event)
      // Told before it is kept: a hint twice is one read more, a hint that is lost is an old figure.
      lastId = told.lastId ?? lastId
      waitMs = told.retryMs ?? waitMs
    }
  }
  const tell = ({ event, data }: StreamEvent) => {
    if (event === 'resync') heard(everything)
    if (event === 'changed') heard(changesOf(data))
  }

  let away: NodeJS.Timeout | undefined
  let isUp = true
  const link = (up: boolean) => {
    clearTimeout(away)
    away = undefined
    if (up === isUp) return
    isUp = up
    onLink(up)
  }
  const follow = async () => {
    while (!leaving.signal.aborted) {
      const err = await listen().then(
        () => undefined,
        (cause: unknown) => cause,
      )
      if (leaving.signal.aborted) return
      if (err) logger.warn({ event: 'changes.unheard', err }, 'cannot hear of changes')
      away ??= setTimeout(() => link(false), unheardMs)
      await pause(waitMs * (0.5 + Math.random()), leaving.signal)
    }
  }
  const done = follow()
  return {
    async [Symbol.asyncDispose]() {
      leaving.abort()
      clearTimeout(away)
      await done
    },
  }
}

function changesOf(data: string): Changes {
  const { organizationId, kinds: told } = JSON.parse(data) as {
    organizationId: string
    kinds: readonly string[]
  }
  return new Map([[organizationId, new Set(kinds.filter((kind) => told.includes(kind)))]])
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
