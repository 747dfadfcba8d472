import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { consume, type Consumer, type ConsumerOptions } from '@bilagsbro/messaging/consumer'
import type { UseCases } from '#app.ts'
import { connectorHandlers, postingHandlers } from './handlers.ts'

/**
 * Two consumers. One reads connectors, so that the other can wait for what was announced: nothing is decided before
 * all of it is known. The groups carry the database's epoch: a new database reads everything from the beginning.
 */
export function createConsumers(
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
    /** Resolves when every organisation announced before the call is known. */
    organizationsCaughtUp,
    async start(resources: AsyncDisposableStack, app: UseCases): Promise<void> {
      const { metrics, logger } = options
      const connectors = { group: `${name}-connectors.${epoch}`, handlers: connectorHandlers(app) }
      started.push(resources.use(await consume({ ...options, ...connectors })))
      await organizationsCaughtUp()
      const handlers = postingHandlers(app, metrics, logger)
      const postings = { group: `${name}.${epoch}`, handlers }
      started.push(resources.use(await consume({ ...options, ...postings })))
    },
    /** Throws, with the reason, when events are not really being fetched and handled. */
    async healthy(): Promise<void> {
      if (started.length < 2) throw new Error('The connectors have not been read to their end yet.')
      for (const consumer of started) consumer.healthy()
    },
  }
}
