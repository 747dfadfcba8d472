import { setTimeout as sleep } from 'node:timers/promises'
import type { EventDefinition } from '@bilagsbro/events/define-event'
import { createCommits } from './commits.ts'
import { withAdmin, type KafkaConnection } from './connection.ts'
import { defaultTiming, type ConsumerOptions, type ConsumerTiming } from './consumer-options.ts'
import { createGroupCommit } from './group-commit.ts'
import { createGroupOffsets, type Ends, type GroupOffsets } from './group-offsets.ts'
import { createHandling } from './handling.ts'
import { onLostOffset } from './lost-offsets.ts'
import { followMembership } from './membership.ts'
import { createTrying } from './trying.ts'
import { createSteadyAdmin } from './steady-admin.ts'
import { createDeadline } from './wait.ts'
import { createWatchdog } from './watchdog.ts'

export interface Consumer extends AsyncDisposable {
  /** Resolves when the group has handled all messages that were on the definition's topic at the call; asked again after the pause. */
  caughtUp(definition: EventDefinition, pauseMs?: number): Promise<void>
  /** Resolves when the group has handled all messages before these ends, on the topics that it reads. */
  reached(ends: Ends): Promise<void>
  /** Throws, with the reason, when events are not being fetched and handled. */
  healthy(): void
}

const restartAfterMs = 300

/** Resolves when the consumer has joined its group, or has failed to for now: `healthy` tells. */
export async function consume(
  options: ConsumerOptions,
  changedTiming: Partial<ConsumerTiming> = {},
): Promise<Consumer> {
  const { connection, handlers, logger } = options
  const timing = { ...defaultTiming, ...changedTiming }
  const group = connection.prefixed(options.group)
  const topics = [...new Set(handlers.map(({ definition }) => definition.topic))]
  await using opened = new AsyncDisposableStack()

  const admin = opened.use(createSteadyAdmin(connection))
  await requireTopics(connection, topics)
  const offsets = createGroupOffsets(admin, connection, group)

  const kafka = connection.kafka.consumer(settings(group, timing))
  const stop = createDeadline(timing.stopWithinMs)
  opened.defer(() => stop.wait(kafka.disconnect()))
  const commits = createCommits(timing.commitEveryMs, logger)
  const fatal = once((error: Error) => {
    logger.error({ event: 'consumer', outcome: 'fatal', group, err: error })
    options.onFatal(error)
  })
  opened.use(sayLostOffsets(options, group, offsets))
  const run = () =>
    kafka.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 256,
      eachBatch: groupCommit.add,
    })
  const stopping = new AbortController()
  const { signal } = stopping
  const restart = () =>
    sleep(restartAfterMs, undefined, { signal })
      .then(run)
      .catch((error: Error) => signal.aborted || fatal(error))
  const membership = followMembership({ kafka, connection, commits, offsets, restart, fatal })
  const trying = createTrying(logger)
  const handling = createHandling(options, trying)
  const groupCommit = createGroupCommit({ handling, membership, commits, connection })
  opened.defer(() => stop.wait(groupCommit.stop().then(commits.now)))
  await kafka.connect()
  // From the beginning: else kafkajs skips messages from before a new group, or a lost offset, was seen.
  await kafka.subscribe({
    topics: topics.map((name) => connection.prefixed(name)),
    fromBeginning: true,
  })
  const watchdog = opened.use(
    createWatchdog({
      ...options,
      topics,
      offsets,
      membership,
      trying,
      groupCommit,
      timing,
      fatal,
    }),
  )
  opened.defer(() => stopping.abort())
  await run()

  const resources = opened.move()
  return {
    caughtUp: ({ topic }, pauseMs) => offsets.caughtUp(topic, pauseMs),
    async reached(ends) {
      await Promise.all(topics.map((topic) => offsets.reached(topic, ends[topic] ?? [])))
    },
    healthy: watchdog.healthy,
    async [Symbol.asyncDispose]() {
      stop.begin()
      offsets.stop()
      await resources.disposeAsync()
    },
  }
}

/** An ERROR line: messages are read again, or were never read. */
function sayLostOffsets(options: ConsumerOptions, group: string, offsets: GroupOffsets) {
  const { connection, logger, metrics } = options
  const count = metrics.counter(
    'bilagsbro_lost_offsets_total',
    'Partitions that are read from the beginning of what is there, because where the group stood is gone.',
    ['topic'],
  )
  return onLostOffset(group, ({ topic: name, partition }) => {
    const topic = connection.unprefixed(name)
    offsets.forget(topic, partition)
    count.labels(topic).inc()
    logger.error(
      { event: 'consumer.offset_lost', outcome: 'reads_from_beginning', group, topic, partition },
      'the topic was made anew or cut off, or its retention took messages that had not been handled',
    )
  })
}

const settings = (groupId: string, timing: ConsumerTiming) => ({
  groupId,
  allowAutoTopicCreation: false,
  sessionTimeout: timing.sessionTimeoutMs,
  heartbeatInterval: Math.floor(timing.sessionTimeoutMs / 5),
  rebalanceTimeout: 30_000,
  // Messages that a dying process has fetched come again: few enough to be quick, and enough from all partitions together
  // for a full batch, which costs little more than a small one.
  maxBytesPerPartition: 256 * 1024,
  // More than a fetch ever brings: kafkajs asks for partitions in the same order, and the last ones would starve.
  maxBytes: 64 * 1024 * 1024,
  // A fetch is answered as soon as there is a message, or after it has gathered; heartbeats and a stop wait for the fetch.
  ...(timing.gatherMs > 0
    ? { minBytes: 1024 * 1024, maxWaitTimeInMs: timing.gatherMs }
    : { minBytes: 1, maxWaitTimeInMs: 1_000 }),
  metadataMaxAge: timing.metadataMaxAgeMs,
  // After so few tries kafkajs starts the consumer anew, on new connections, for ever: one may be dead unnoticed.
  retry: { retries: 4, initialRetryTime: 300, maxRetryTime: 5_000 },
})

async function requireTopics(connection: KafkaConnection, topics: readonly string[]) {
  const present = new Set(await withAdmin(connection, (admin) => admin.listTopics()))
  const missing = topics.filter((name) => !present.has(connection.prefixed(name)))
  if (missing.length > 0)
    throw new Error(`No such topic: ${missing.join(', ')}. Run \`npm run topics\`.`)
}

function once(work: (error: Error) => void) {
  let done = false
  return (error: Error) => {
    if (done) return
    done = true
    work(error)
  }
}
