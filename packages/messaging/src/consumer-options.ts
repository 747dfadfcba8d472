import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { KafkaConnection } from './connection.ts'
import type { Handler } from './handler.ts'
import type { Outbox } from './outbox.ts'

export interface ConsumerOptions {
  readonly connection: KafkaConnection
  /** The consumer group; the replicas of a service share one. */
  readonly group: string
  readonly handlers: readonly Handler[]
  readonly outbox: Pick<Outbox, 'emitRaw'>
  readonly logger: Logger
  readonly metrics: Metrics
  /** The consumer cannot go on: end the process, so that it is started again. */
  readonly onFatal: (error: Error) => void
}

export const defaultTiming = {
  /** After so long a replica that died is noticed, and its partitions are given to others. */
  sessionTimeoutMs: 10_000,
  /** New partitions are noticed after so long. */
  metadataMaxAgeMs: 60_000,
  /** The pause between commits. Messages handled since the last commit come again to the next owner, and change nothing. */
  commitEveryMs: 250,
  watchEveryMs: 15_000,
  stalledAfterMs: 60_000,
  unhealthyAfterMs: 30_000,
  stopWithinMs: 7_000,
  /** How long messages gather on the broker before they are fetched. 0: they are fetched as soon as they come. */
  gatherMs: 0,
}
export type ConsumerTiming = typeof defaultTiming
