import type { Logger } from '@bilagsbro/service-kit/logger'
import { startTicker } from '@bilagsbro/service-kit/ticker'
import type { SessionStore } from '#session/store.ts'

const lookEveryMs = 15_000

export type Streams = ReturnType<typeof createStreams>

/** Streams that are open, by session: they end with it, wherever it was ended. */
export function createStreams({ sessions, logger }: { sessions: SessionStore; logger: Logger }) {
  const bySession = new Map<string, Set<AbortController>>()
  const endAll = (key: string) => {
    for (const stream of bySession.get(key) ?? []) stream.abort()
    bySession.delete(key)
  }
  const look = async () => {
    const asked = [...bySession.keys()]
    const open = await sessions.open(asked)
    for (const key of asked) if (!open.has(key)) endAll(key)
  }
  const onFault = (err: unknown) => logger.error({ event: 'streams.failed', err }, 'failed')
  const ticker = startTicker(look, lookEveryMs, onFault)
  return {
    begin(key: string): AbortController {
      const stream = new AbortController()
      const all = bySession.get(key) ?? new Set()
      bySession.set(key, all.add(stream))
      stream.signal.addEventListener('abort', () => {
        all.delete(stream)
        if (all.size === 0 && bySession.get(key) === all) bySession.delete(key)
      })
      return stream
    },
    end: endAll,
    /** How many there are. */
    get size() {
      return [...bySession.values()].reduce((sum, all) => sum + all.size, 0)
    },
    async [Symbol.asyncDispose]() {
      await ticker[Symbol.asyncDispose]()
      for (const key of bySession.keys()) endAll(key)
    },
  }
}
