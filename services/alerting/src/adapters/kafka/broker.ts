import type { BrokerWatch } from '@bilagsbro/messaging/broker-watch'
import type { Broker } from '#application/ports/broker.ts'
import { lagLimitMs } from '#domain/platform.ts'

/** A watch that has just begun knows of no end that was not reached for long. */
const warmUpMs = lagLimitMs + 60_000

export function createBroker(watch: BrokerWatch): Broker {
  let since: number | undefined
  return {
    async look(now) {
      since ??= now
      const lags = await watch.lags(now)
      const letters = await watch.letters()
      return {
        misdeclared: await watch.misdeclared(),
        lagging:
          now - since < warmUpMs
            ? undefined
            : [...lags].filter(([, lag]) => lag > lagLimitMs).map(([service]) => service),
        letters: letters.map(({ topic, time, replayedAt }) => ({
          topic,
          // What a stranger put there may say no moment.
          setAsideAt: Date.parse(time) || 0,
          ...(replayedAt !== undefined && { replayedAt: Date.parse(replayedAt) || 0 }),
        })),
      }
    },
  }
}
