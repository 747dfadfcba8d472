import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import type { Received } from '@bilagsbro/messaging/encoding'
import { createUnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp, listen } from '@bilagsbro/service-kit/http'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import {
  createScopedTestDatabase,
  createTestIssuer,
  type TestTokenOptions,
} from '@bilagsbro/service-kit/testing'
import { expect, vi } from 'vitest'
import { startLive } from '#live/live.ts'
import { readUnannounced } from '#organizations/announced.ts'
import { organizationRoutes } from '#organizations/routes.ts'
import { connectorHandlers, handlers } from '../handlers.ts'
import { migrations } from '../migrations/migrations.ts'
import { appendOnly, tables } from '../tables.ts'
import { texts } from '../texts.ts'
import { follow } from './stream.ts'

const limitMs = 30_000

/** Any number of replicas of the service on ports of their own, with one database, and clients of their streams. */
export async function createReplicas() {
  await using resources = new AsyncDisposableStack()
  const issuer = resources.use(await createTestIssuer())
  const database = resources.use(await createScopedTestDatabase({ tables, migrations, appendOnly }))
  const owned = resources.move()
  return {
    ...database,
    token: issuer.token,
    /** One more, which hears of changes already. */
    async start() {
      const replica = await startReplica(database, issuer)
      const hears = async () => {
        const client = await replica.follow('/changes', { roles: ['global_admin'] })
        await vi.waitFor(() => expect(client.text()).toMatch(/^id: /), limitMs)
        client.leave()
        expect(client.lastEventId()).toMatch(/-[1-9]\d*$/)
      }
      await vi.waitFor(hears, limitMs)
      return replica
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function startReplica(
  { orm, url }: Pick<Awaited<ReturnType<typeof createScopedTestDatabase>>, 'orm' | 'url'>,
  issuer: Awaited<ReturnType<typeof createTestIssuer>>,
) {
  await using resources = new AsyncDisposableStack()
  const logger = createLogger('status-query', 'silent')
  let later = 0
  const now = () => performance.now() + later
  const live = resources.use(startLive({ url, orm, clock, newId, logger, now }))
  const unknownOrganizations = createUnknownOrganizations(readUnannounced(orm), async () => {})
  const all = live.telling([
    ...connectorHandlers(orm),
    ...handlers({ orm, clock, unknownOrganizations }),
  ])
  const app = await createHttp({
    title: 'Bilagsbro status',
    texts,
    logger,
    authenticator: createAuthenticator({ issuer: issuer.issuer, audience: 'bilagsbro' }),
    health: createHealth(),
    metrics: createMetrics('status-query'),
    routes: [organizationRoutes(orm, clock), live.routes],
  })
  resources.defer(() => app.close())
  const address = await listen(app, { HOST: '127.0.0.1', PORT: 0 })
  const owned = resources.move()
  return {
    app,
    address,
    clients: live.clients,
    /** As if so much time had passed. */
    pass(milliseconds: number) {
      later += milliseconds
    },
    /** Tells it events, as Kafka would. */
    async receive<D extends EventDefinition>(definition: D, data: DataOf<D>) {
      const handler = all.find((one) => one.definition === (definition as EventDefinition))!
      const time = clock.now().toISOString()
      await handler.handle([{ definition, id: newId(), time, data }] as unknown as Received[])
    },
    async follow(path: string, who: TestTokenOptions, headers: Record<string, string> = {}) {
      const authorization = `Bearer ${await issuer.token(who)}`
      return follow(`${address}${path}`, { authorization, ...headers })
    },
    async read<T>(path: string, who: TestTokenOptions) {
      const authorization = `Bearer ${await issuer.token(who)}`
      const answer = await fetch(`${address}${path}`, { headers: { authorization } })
      return (await answer.json()) as T
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
