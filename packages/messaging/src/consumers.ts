import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { Epoch } from '@bilagsbro/service-kit/installation'
import { consume, type Consumer } from './consumer.ts'
import type { ConsumerOptions } from './consumer-options.ts'
import { followWithPast, openFirstReading, type FirstReading } from './first-reading.ts'
import type { Handler } from './handler.ts'

export interface ServiceHandlers {
  /** Handlers of connectors: a consumer of their own reads their topics to the end before the others begin. */
  readonly connectors?: readonly Handler[]
  /** Handlers of topics that are read to their ends at the beginning of the epoch, and no further. */
  readonly past?: readonly Handler[]
  readonly others: readonly Handler[]
  /**
   * For how long messages for the others may gather on the broker, in milliseconds, up to 1,000: for a service that nobody
   * waits for. Few large batches cost a fraction of many small ones.
   */
  readonly gatherMs?: number
}

/** The consumers of a service. Their groups carry the database's epoch: in a new epoch all topics are read from the beginning. */
export interface Consumers {
  /** To be called once. Resolves when the consumers have joined their groups, or have failed to for now: `healthy` tells. */
  start(resources: AsyncDisposableStack, handlers: ServiceHandlers): Promise<void>
  /** Resolves when every organisation that was announced before the call is known. For a service that reads connectors. */
  readonly organizationsCaughtUp: () => Promise<void>
  /** Resolves when all messages have been handled that were on the topics at the call; rejects when the service stops before. */
  readonly caughtUp: () => Promise<void>
  /** Whether all messages were handled that were on the topics when the database's epoch began. */
  readonly hasReadPast: () => boolean
  /** Throws, with the reason, when events are not being fetched and handled. */
  healthy(): void
}

/** Commits come four times a second. */
const unhurriedMs = 250

interface Options extends Omit<ConsumerOptions, 'group' | 'handlers'> {
  readonly service: string
  readonly orm: Database
  readonly epoch: Epoch
}

export function createConsumers({ service, ...options }: Options): Consumers {
  const started: Consumer[] = []
  const followed: { readonly consumer: Consumer; readonly handlers: readonly Handler[] }[] = []
  let connectorReader: Consumer | undefined
  let reading: FirstReading | undefined
  const organizationsCaughtUp = async () => {
    try {
      await connectorReader?.caughtUp(ConnectorConfigured)
    } catch (cause) {
      // A consumer that stops meanwhile is no fault of the event: the event comes again.
      const error = new Error('It cannot be told now which organisations are known.', { cause })
      throw Object.assign(error, { code: 'ECONNABORTED' })
    }
  }
  return {
    async start(resources, { connectors, past = [], others, gatherMs = 0 }) {
      const reads = [...(connectors ?? []), ...past, ...others].map(({ definition }) => definition)
      reading = await openFirstReading({ ...options, reads })
      const open = async (group: string, handlers: readonly Handler[], timing = {}) => {
        const named = { ...options, group: `${group}.${options.epoch.id}`, handlers }
        return resources.use(await consume(named, timing))
      }
      const follow = async (group: string, handlers: readonly Handler[], timing = {}) => {
        const consumer = await open(group, handlers, timing)
        started.push(consumer)
        followed.push({ consumer, handlers })
        return consumer
      }
      if (connectors) {
        connectorReader = await follow(`${service}-connectors`, connectors)
        await organizationsCaughtUp()
      }
      await follow(service, others, { gatherMs })
      await followWithPast(reading, started, past, (unread) => open(`${service}-past`, unread))
    },
    organizationsCaughtUp,
    async caughtUp() {
      const topics = followed.flatMap(({ consumer, handlers }) => {
        const byTopic = new Map(handlers.map(({ definition }) => [definition.topic, definition]))
        return [...byTopic.values()].map((definition) => consumer.caughtUp(definition, unhurriedMs))
      })
      await Promise.all(topics)
    },
    hasReadPast: () => reading?.isOver ?? false,
    healthy() {
      if (started.length === 0) throw new Error('No consumer has begun to read yet.')
      for (const consumer of started) consumer.healthy()
    },
  }
}
