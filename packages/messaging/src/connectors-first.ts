import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { consume, type Consumer } from './consumer.ts'
import type { ConsumerOptions } from './consumer-options.ts'
import { followWithPast, openFirstReading, type FirstReading } from './first-reading.ts'
import type { Handler } from './handler.ts'

export interface ConnectorsFirstHandlers {
  readonly connectors: readonly Handler[]
  /** Read to where their topics ended when the database's epoch began, and not any further. */
  readonly past?: readonly Handler[]
  readonly others: readonly Handler[]
}

/**
 * Two consumers. One reads connectors, so that the other can wait for what was announced: it begins when all of it is
 * known, and can tell records of unknown organisations from those whose organisation it has not read of yet. The
 * groups carry the database's epoch: in a new one everything is read from the beginning.
 */
export function createConnectorsFirst(
  { orm, ...options }: Omit<ConsumerOptions, 'group' | 'handlers'> & { readonly orm: Database },
  name: string,
) {
  const started: Consumer[] = []
  let reading: FirstReading | undefined
  const organizationsCaughtUp = async () => {
    try {
      await started[0]?.caughtUp(ConnectorConfigured)
    } catch (cause) {
      // A consumer that stops meanwhile is no fault of any event's: it comes again.
      const error = new Error('It cannot be told now which organisations are known.', { cause })
      throw Object.assign(error, { code: 'ECONNABORTED' })
    }
  }
  return {
    /** Resolves when every organisation that announced before the call is known. */
    organizationsCaughtUp,
    /** Whether everything has been handled that was on the topics when the database's epoch began. */
    hasReadPast: () => reading?.isOver ?? false,
    /** The database's epoch. Throws before `start` knows it. */
    epoch() {
      if (!reading) throw new Error('The epoch is not known before the reading has begun.')
      return reading.epoch.id
    },
    async start(
      resources: AsyncDisposableStack,
      { connectors, past = [], others }: ConnectorsFirstHandlers,
    ): Promise<void> {
      const reads = [...connectors, ...past, ...others].map(({ definition }) => definition)
      const opened = await openFirstReading({ ...options, orm, reads })
      reading = opened
      const epoch = opened.epoch.id
      const open = async (group: string, handlers: readonly Handler[]) =>
        resources.use(await consume({ ...options, group: `${group}.${epoch}`, handlers }))
      started.push(await open(`${name}-connectors`, connectors))
      await organizationsCaughtUp()
      started.push(await open(name, others))
      await followWithPast(opened, started, past, (unread) => open(`${name}-past`, unread))
    },
    /** Throws, with the reason, when events are not really being fetched and handled. */
    healthy(): void {
      if (started.length < 2) throw new Error('The connectors have not been read to their end yet.')
      for (const consumer of started) consumer.healthy()
    },
  }
}
