import type { NewId } from '@bilagsbro/kernel/ids'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Handler } from '@bilagsbro/messaging/handler'
import { createHub } from '@bilagsbro/service-kit/changes/hub'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { startTicker } from '@bilagsbro/service-kit/ticker'
import { kindOf } from './hint.ts'
import { startNotices } from './notices.ts'
import { createPending } from './pending.ts'
import { changeRoutes } from './routes.ts'

interface Options {
  readonly url: string
  readonly orm: Database
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
  /** In milliseconds; never goes back. */
  readonly now?: () => number
  readonly random?: () => number
  /** How long a stream may last at most. */
  readonly longestMs?: number
}

const tickMs = 250
/** No token lasts longer. */
const tokensLastMs = 2 * 60 * 60_000

/** Tells clients of every replica that something changed, and leaves it to them to read what. */
export function startLive(options: Options) {
  const { url, orm, clock, newId, logger } = options
  const { now = () => performance.now(), random = Math.random, longestMs = tokensLastMs } = options
  const hub = createHub({ boot: newId(), now, random })
  const pending = createPending()
  const resources = new AsyncDisposableStack()
  resources.use(startNotices({ url, pending, heard: (changes) => hub.tell(changes), logger }))
  const onFault = (err: unknown) => logger.error({ event: 'changes.failed', err }, 'failed')
  resources.use(startTicker(async () => hub.tick(), tickMs, onFault))
  return {
    routes: changeRoutes({ orm, hub, clock, longestMs }),
    /** How many clients there is anything of. */
    clients: () => hub.size,
    /** The same handlers; what they committed is told to the clients. */
    telling: (handlers: readonly Handler[]): Handler[] =>
      handlers.map((handler) => ({
        ...handler,
        async handle(events) {
          const unusable = await handler.handle(events)
          const kind = kindOf(handler.definition.type)
          for (const { data } of events) pending.add(String(data['organizationId']), kind)
          return unusable
        },
      })),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}
