import type { Consumer as KafkaConsumer } from 'kafkajs'
import type { Commits } from './commits.ts'
import type { KafkaConnection } from './connection.ts'
import type { GroupOffsets } from './group-offsets.ts'

/** The consumer's place in its group, and its last sign of life. */
export interface Membership {
  /** Partitions by topic, names as on the broker; nothing before the group was joined. */
  readonly assigned: ReadonlyMap<string, readonly number[]> | undefined
  readonly joinedAt: number
  readonly fetchedAt: number
  owns(topic: string, partition: number): boolean
}

export interface MembershipOptions {
  readonly kafka: KafkaConsumer
  readonly connection: KafkaConnection
  readonly commits: Commits
  readonly offsets: GroupOffsets
  /** Starts the consumer anew, a little later. */
  readonly restart: () => unknown
  readonly fatal: (error: Error) => void
}

export function followMembership(options: MembershipOptions): Membership {
  const { kafka, connection, commits, offsets, restart, fatal } = options
  let assigned: Map<string, readonly number[]> | undefined
  let joinedAt = 0
  let fetchedAt = Date.now()

  kafka.on(kafka.events.GROUP_JOIN, ({ payload }) => {
    assigned = new Map(Object.entries(payload.memberAssignment))
    joinedAt = Date.now()
    commits.forget()
  })
  kafka.on(kafka.events.REBALANCING, () => {
    // The commit is still accepted when it is sent before the request to join: fewer messages come again.
    void commits.now()
  })
  kafka.on(kafka.events.FETCH, () => {
    fetchedAt = Date.now()
  })
  kafka.on(kafka.events.END_BATCH_PROCESS, ({ payload }) => {
    // Only the marks of a producer's transactions, which no handler sees.
    if (payload.batchSize > 0) return
    offsets.passed(connection.unprefixed(payload.topic), payload.partition, payload.lastOffset)
    // The other replicas hear of the leaving from the broker only.
    commits.scheduleAgain()
  })
  kafka.on(kafka.events.CRASH, ({ payload }) => {
    assigned = undefined
    if (payload.restart) return
    // kafkajs gives up when the one answer is lost that names the coordinator, as while a broker is starting.
    if (payload.error.name === 'KafkaJSGroupCoordinatorNotFound') return void restart()
    // Without a restart kafkajs would stay stopped for ever, in a process that looks alive.
    fatal(new Error('The Kafka consumer crashed.', { cause: payload.error }))
  })

  return {
    get assigned() {
      return assigned
    },
    get joinedAt() {
      return joinedAt
    },
    get fetchedAt() {
      return fetchedAt
    },
    owns: (topic, partition) => assigned?.get(topic)?.includes(partition) ?? false,
  }
}
