import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { ConsumerTiming } from './consumer-options.ts'
import type { KafkaConnection } from './connection.ts'
import type { GroupCommit } from './group-commit.ts'
import type { GroupOffsets } from './group-offsets.ts'
import type { Membership } from './membership.ts'
import type { Trying } from './trying.ts'

export interface Watchdog extends AsyncDisposable {
  readonly healthy: () => void
}

export interface WatchdogOptions {
  readonly connection: KafkaConnection
  readonly topics: readonly string[]
  readonly offsets: GroupOffsets
  readonly membership: Membership
  readonly trying: Trying
  readonly groupCommit: GroupCommit
  readonly timing: ConsumerTiming
  readonly logger: Logger
  readonly metrics: Metrics
  readonly fatal: (error: Error) => void
}

/**
 * Compares the consumer with the broker. kafkajs can own a partition and never fetch it again, without a word; and a
 * handler can hang. Both end the process, which is started again and goes on where the group stands.
 */
export function createWatchdog(options: WatchdogOptions): Watchdog {
  const { topics, offsets, metrics, timing, logger, fatal } = options
  const lag = metrics.gauge('bilagsbro_consumer_lag', 'Messages not handled yet.', ['topic'])
  const stuck = createStuckPartitions(options)
  const stopping = new AbortController()
  let answersSince = Infinity

  const watch = async () => {
    let behind = 0
    for (const topic of topics) {
      const partitions = await offsets.of(topic)
      const waiting = partitions.map(({ low, high, committed }) => high - Math.max(low, committed))
      const sum = waiting.reduce((total, one) => total + Math.max(0, one), 0)
      lag.labels(topic).set(sum)
      behind += sum
      for (const [at, { partition, committed }] of partitions.entries())
        if (stuck(topic, partition, committed, waiting[at]! > 0))
          fatal(new Error(`${topic}/${partition} has messages, and is not being fetched.`))
    }
    answersSince = Math.min(answersSince, Date.now())
    const silence = Date.now() - Math.max(lastSign(options), answersSince)
    if (behind > 0 && silence > timing.stalledAfterMs)
      fatal(new Error(`${behind} messages wait, and nothing has happened for ${silence} ms.`))
  }
  const run = async () => {
    while (!stopping.signal.aborted) {
      const pause = { signal: stopping.signal, ref: false }
      await sleep(timing.watchEveryMs, undefined, pause).catch(() => undefined)
      if (stopping.signal.aborted) return
      // A broker that does not answer is no stall: kafkajs is trying, and readiness says so.
      await watch().catch((error: unknown) => {
        answersSince = Infinity
        logger.debug({ event: 'consumer.watch', outcome: 'failed', err: error })
      })
    }
  }
  void run()
  return {
    healthy: () => requireHealth(options),
    async [Symbol.asyncDispose]() {
      stopping.abort()
    },
  }
}

/** The last fetch, joining or handling. A handler that runs counts from its beginning. */
function lastSign({ membership, trying }: WatchdogOptions): number {
  return Math.max(membership.fetchedAt, membership.joinedAt, trying.busySince ?? trying.triedAt)
}

/** Whether a partition of ours has had messages for too long while none of them was in hand. */
function createStuckPartitions({ connection, membership, groupCommit, timing }: WatchdogOptions) {
  const since = new Map<string, { committed: number; at: number }>()
  return (name: string, partition: number, committed: number, isBehind: boolean): boolean => {
    const topic = connection.prefixed(name)
    const key = `${name}/${partition}`
    const known = since.get(key)
    const isStill = known?.committed === committed && known.at >= membership.joinedAt
    if (!isBehind || !membership.owns(topic, partition) || groupCommit.has(topic, partition))
      since.delete(key)
    else if (!isStill) since.set(key, { committed, at: Date.now() })
    else return Date.now() - known.at > timing.stalledAfterMs
    return false
  }
}

function requireHealth(options: WatchdogOptions): void {
  const { membership, trying, timing } = options
  if (!membership.assigned) throw new Error('The consumer has not joined its group.')
  const { failing } = trying
  const failingFor = failing ? Date.now() - failing.since : 0
  if (failing && failingFor > timing.unhealthyAfterMs / 3)
    throw new Error(`Events cannot be handled: ${failing.error.message}`)
  const silence = Date.now() - lastSign(options)
  if (silence > timing.unhealthyAfterMs)
    throw new Error(`Nothing has been fetched from Kafka for ${Math.round(silence / 1000)} s.`)
}
