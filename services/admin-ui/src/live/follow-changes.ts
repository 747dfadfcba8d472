import { everything, kinds, type Changes } from '@bilagsbro/service-kit/changes/changes'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { ServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { pause } from '@bilagsbro/service-kit/ticker'
import type { Upstream } from '#proxy/upstream.ts'
import { createEventReader, type StreamEvent } from './event-stream.ts'

interface Options {
  /** Of status-query. */
  readonly origin: string
  readonly upstream: Pick<Upstream, 'follow'>
  readonly tokens: ServiceTokens
  readonly logger: Logger
  readonly heard: (changes: Changes | typeof everything) => void
  /** Whether changes are heard of, when that is another than it was. */
  readonly onLink: (isUp: boolean) => void
  /** From 0 up to 1. */
  readonly random: () => number
}

/** It beats every 15 s: a server that the network has lost says nothing. */
const silentMs = 45_000
/** A server that is replaced is away for a moment, and nobody needs to know. */
const unheardMs = 5_000
/** What a server asks for spreads thousands of browsers; we are one, and are to be back before anybody is told. */
const longestPauseMs = 2_000

/**
 * The one stream of hints that this process has for everybody who looks. It is opened again whenever it ends, from where
 * it was: what was told meanwhile comes then. Where nobody knows what was missed, everything counts as changed.
 */
export function followChanges(options: Options): AsyncDisposable {
  const { origin, upstream, tokens, logger, heard, onLink, random } = options
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
      await pause(Math.min(waitMs, longestPauseMs) * (0.5 + random() / 2), leaving.signal)
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
