import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { goldenExample } from '@bilagsbro/events/golden-example'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { countedIds } from '@bilagsbro/kernel/ids'
import type { Received } from '@bilagsbro/messaging/encoding'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp } from '@bilagsbro/service-kit/http'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { createScopedTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { connectorHandlers, handlers } from '../handlers.ts'
import { createUnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import { readUnannounced } from '#organizations/announced.ts'
import { startLive } from '#live/live.ts'
import { logRoutes } from '#audit/routes.ts'
import { organizationRoutes } from '#organizations/routes.ts'
import { figureRoutes } from '#figures/routes.ts'
import { runRoutes } from '#runs/routes.ts'
import { periodRoutes } from '#periods/routes.ts'
import { recordRoutes } from '#records/route.ts'
import { migrations } from '../migrations/migrations.ts'
import { appendOnly, tables } from '../tables.ts'
import { texts } from '../texts.ts'

/** The service without Kafka and without a port, as the user who owns nothing. Two organisations are known. */
export async function startTestService() {
  await using resources = new AsyncDisposableStack()
  const issuer = resources.use(await createTestIssuer())
  const { orm, url } = resources.use(
    await createScopedTestDatabase({ tables, migrations, appendOnly }),
  )
  const unknownOrganizations = createUnknownOrganizations(readUnannounced(orm), async () => {})
  const all = [...connectorHandlers(orm), ...handlers({ orm, clock, unknownOrganizations })]
  const receive = async <D extends EventDefinition>(definition: D, ...datas: DataOf<D>[]) => {
    const time = clock.now().toISOString()
    const events = datas.map((data, id) => ({ definition, id: String(id), time, data }))
    await all
      .find((handler) => handler.definition.type === definition.type)!
      .handle(events as unknown as Received[])
  }
  for (const organizationId of ['hlf', 'blindeforbundet']) {
    const golden = <D extends EventDefinition>(definition: D) =>
      ({ ...goldenExample(definition).value, organizationId }) as DataOf<D>
    await receive(ConnectorConfigured, golden(ConnectorConfigured))
    await receive(RecordApproved, golden(RecordApproved))
  }
  const logger = createLogger('status-query', 'silent')
  // A request that a suite waits for has to end: each stream does after its first words.
  const live = resources.use(
    startLive({ url, orm, clock, newId: countedIds('boot'), logger, longestMs: 0 }),
  )
  const app = await createHttp({
    title: 'Bilagsbro status',
    texts,
    logger,
    authenticator: createAuthenticator({ issuer: issuer.issuer, audience: 'bilagsbro' }),
    health: createHealth(),
    metrics: createMetrics('status-query'),
    routes: [
      recordRoutes(orm),
      organizationRoutes(orm, clock),
      periodRoutes(orm, clock),
      figureRoutes(orm, clock),
      runRoutes(orm),
      logRoutes({ orm, readHeads: async () => [], archives: undefined }),
      live.routes,
    ],
  })
  resources.defer(() => app.close())
  const owned = resources.move()
  return { app, token: issuer.token, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
