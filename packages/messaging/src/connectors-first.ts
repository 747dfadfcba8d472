import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { consume, type Consumer } from './consumer.ts'
import type { ConsumerOptions } from './consumer-options.ts'
import type { Handler } from './handler.ts'

/**
 * Two consumers. One reads connectors, so that the other can wait for what was announced: it begins when all of it is
 * known, and can tell records of unknown organisations from those whose organisation it has not read of yet. The
 * groups carry the database's epoch: a new database reads everything from the beginning.
 */
export function createConnectorsFirst(
  options: Omit<ConsumerOptions, 'group' | 'handlers'>,
  name: string,
  epoch: string,
) {
  const started: Consumer[] = []
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
    async start(
      resources: AsyncDisposableStack,
      connectors: readonly Handler[],
      others: readonly Handler[],
    ): Promise<void> {
      const group = `${name}-connectors.${epoch}`
      started.push(resources.use(await consume({ ...options, group, handlers: [...connectors] })))
      await organizationsCaughtUp()
      started.push(
        resources.use(
          await consume({ ...options, group: `${name}.${epoch}`, handlers: [...others] }),
        ),
      )
    },
    /** Throws, with the reason, when events are not really being fetched and handled. */
    healthy(): void {
      if (started.length < 2) throw new Error('The connectors have not been read to their end yet.')
      for (const consumer of started) consumer.healthy()
    },
  }
}
