import type { Clock } from '@bilagsbro/kernel/clock'
import { randomId } from '@bilagsbro/kernel/ids'
import type { Authenticator } from '@bilagsbro/service-kit/auth'
import { createHub } from '@bilagsbro/service-kit/changes/hub'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { ServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { startTicker } from '@bilagsbro/service-kit/ticker'
import type { Streams } from '#proxy/streams.ts'
import type { Upstream } from '#proxy/upstream.ts'
import type { AccessTokens } from '#session/access-tokens.ts'
import { followChanges } from './follow-changes.ts'
import { liveRoutes } from './live-routes.ts'

interface Options {
  readonly origin: string
  readonly upstream: Upstream
  readonly tokens: ServiceTokens
  readonly accessTokens: AccessTokens
  readonly authenticator: Authenticator
  readonly streams: Streams
  readonly clock: Clock
  readonly logger: Logger
}

const tickMs = 250
/** Tabs share one; a browser that cannot has one for each. */
const mostOfSession = 8
/** A page reads first, and opens its stream then: on a slow machine some seconds later. */
const readBeforeMs = 30_000

/** Hints for all browsers of this process, from one stream of status-query, each by what its person may see. */
export function createLive(options: Options) {
  const { logger } = options
  const hub = createHub({
    boot: randomId(),
    now: () => performance.now(),
    random: Math.random,
    mostOfCaller: mostOfSession,
    readBeforeMs,
  })
  const resources = new AsyncDisposableStack()
  const onFault = (err: unknown) => logger.error({ event: 'changes.failed', err }, 'failed')
  resources.use(startTicker(async () => hub.tick(), tickMs, onFault))
  let isFollowing = false
  /** Nobody is asked for hints until somebody looks. */
  const begin = () => {
    if (isFollowing) return
    isFollowing = true
    const { origin, upstream, tokens } = options
    resources.use(
      followChanges({
        origin,
        upstream,
        tokens,
        logger,
        random: Math.random,
        heard: (changes) => hub.tell(changes),
        onLink: (isUp) => hub.setBlind(!isUp),
      }),
    )
  }
  return {
    routes: liveRoutes({ ...options, hub, begin }),
    /** Sends everybody elsewhere. */
    stop: () => hub.stop(),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}
