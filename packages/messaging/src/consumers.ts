import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { Database, Epoch } from '@bilagsbro/service-kit/postgres'
import { consume, type Consumer } from './consumer.ts'
import type { ConsumerOptions } from './consumer-options.ts'
import { followWithPast, openFirstReading, type FirstReading } from './first-reading.ts'
import type { Handler } from './handler.ts'

export interface ServiceHandlers {
  /** Read to their end by a consumer of their own before the others begin. */
  readonly connectors?: readonly Handler[]
  /** Read to where their topics ended when the database's epoch began, and not any further. */
  readonly past?: readonly Handler[]
  readonly others: readonly Handler[]
}

/** The consumers of a service. Their groups carry the database's epoch: in a new one everything is read from the beginning. */
export interface Consumers {
  /** To be called once. Resolves when the groups have been joined, or could not be yet: `healthy` tells. */
  start(resources: AsyncDisposableStack, handlers: ServiceHandlers): Promise<void>
  /** Resolves when every organisation that announced before the call is known, to a service that reads connectors. */
  readonly organizationsCaughtUp: () => Promise<void>
  /** Whether everything has been handled that was on the topics when the database's epoch began. */
  readonly hasReadPast: () => boolean
  /** Throws, with the reason, when events are not really being fetched and handled. */
  healthy(): void
}

interface Options extends Omit<ConsumerOptions, 'group' | 'handlers'> {
  readonly service: string
  readonly orm: Database
  readonly epoch: Epoch
}

export function createConsumers({ service, ...options }: Options): Consumers {
  const started: Consumer[] = []
  let connectorReader: Consumer | undefined
  let reading: FirstReading | undefined
  const organizationsCaughtUp = async () => {
    try {
      await connectorReader?.caughtUp(ConnectorConfigured)
    } catch (cause) {
      // A consumer that stops meanwhile is no fault of any event's: it comes again.
      const error = new Error('It cannot be told now which organisations are known.', { cause })
      throw Object.assign(error, { code: 'ECONNABORTED' })
    }
  }
  return {
    async start(resources, { connectors, past = [], others }) {
      const reads = [...(connectors ?? []), ...past, ...others].map(({ definition }) => definition)
      reading = await openFirstReading({ ...options, reads })
      const open = async (group: string, handlers: readonly Handler[]) =>
        resources.use(
          await consume({ ...options, group: `${group}.${options.epoch.id}`, handlers }),
        )
      if (connectors) {
        connectorReader = await open(`${service}-connectors`, connectors)
        started.push(connectorReader)
        await organizationsCaughtUp()
      }
      started.push(await open(service, others))
      await followWithPast(reading, started, past, (unread) => open(`${service}-past`, unread))
    },
    organizationsCaughtUp,
    hasReadPast: () => reading?.isOver ?? false,
    healthy() {
      if (started.length === 0) throw new Error('No consumer has begun to read yet.')
      for (const consumer of started) consumer.healthy()
    },
  }
}
