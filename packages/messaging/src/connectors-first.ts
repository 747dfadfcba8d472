import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { consume, type Consumer } from './consumer.ts'
import type { ConsumerOptions } from './consumer-options.ts'
import { openFirstReading, type FirstReading } from './first-reading.ts'
import type { Handler } from './handler.ts'

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
    async start(
      resources: AsyncDisposableStack,
      connectors: readonly Handler[],
      others: readonly Handler[],
    ): Promise<void> {
      const reads = [...connectors, ...others].map(({ definition }) => definition)
      reading = await openFirstReading({ ...options, orm, reads })
      const epoch = reading.epoch.id
      const open = async (group: string, handlers: readonly Handler[]) =>
        started.push(resources.use(await consume({ ...options, group, handlers })))
      await open(`${name}-connectors.${epoch}`, connectors)
      await organizationsCaughtUp()
      await open(`${name}.${epoch}`, others)
      reading.follow(started)
    },
    /** Throws, with the reason, when events are not really being fetched and handled. */
    healthy(): void {
      if (started.length < 2) throw new Error('The connectors have not been read to their end yet.')
      for (const consumer of started) consumer.healthy()
    },
  }
}
