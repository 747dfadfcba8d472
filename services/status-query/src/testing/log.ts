import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { goldenExample } from '@bilagsbro/events/golden-example'
import { fixedClock } from '@bilagsbro/kernel/clock'
import type { Received } from '@bilagsbro/messaging/encoding'
import { createUnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { createScopedTestDatabase } from '@bilagsbro/service-kit/testing'
import { readUnannounced } from '#organizations/announced.ts'
import { connectorHandlers, handlers } from '../handlers.ts'
import { migrations } from '../migrations/migrations.ts'
import { appendOnly, tables } from '../tables.ts'

/** A database that events are told to, as Kafka would tell them. */
export async function createTestLog() {
  const database = await createScopedTestDatabase({ tables, migrations, appendOnly })
  const { orm } = database
  const clock = fixedClock('2026-11-21T12:00:00Z')
  const unknownOrganizations = createUnknownOrganizations(readUnannounced(orm), async () => {})
  const all = [...connectorHandlers(orm), ...handlers({ orm, clock, unknownOrganizations })]
  const receive = async <D extends EventDefinition>(definition: D, ...datas: DataOf<D>[]) => {
    const handler = all.find((one) => one.definition === (definition as EventDefinition))!
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    const events = datas.map((data) => ({ definition, id: crypto.randomUUID(), data, traceparent }))
    await handler.handle(events as unknown as Received[])
  }
  return {
    ...database,
    all,
    receive,
    /** An organisation that was announced, and of which the log holds one entry. */
    async open(changes: Partial<DataOf<typeof ConnectorConfigured>> = {}) {
      const organizationId = crypto.randomUUID()
      await receive(ConnectorConfigured, {
        ...golden(ConnectorConfigured, organizationId),
        version: 1,
        ...changes,
      })
      return organizationId
    },
    within: <T>(organizationId: string, work: () => Promise<T>) =>
      withinScope([organizationId], work),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

export const golden = <D extends EventDefinition>(definition: D, organizationId: string) =>
  ({ ...goldenExample(definition).value, organizationId }) as DataOf<D>
