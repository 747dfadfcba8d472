import { systemClock } from '@bilagsbro/kernel/clock'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp } from '@bilagsbro/service-kit/http'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { createScopedTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { sharedTables } from '@bilagsbro/service-runtime/shared-tables'
import { alertRoutes } from '#adapters/http/alert-routes.ts'
import { thresholdRoutes } from '#adapters/http/threshold-routes.ts'
import { texts } from '#adapters/http/texts.ts'
import { connectorHandlers, handlers } from '#adapters/kafka/handlers.ts'
import { createPostgresAlertBook } from '#adapters/postgres/alert-book.ts'
import { createPostgresFactStore } from '#adapters/postgres/fact-store.ts'
import { createPostgresInbox } from '#adapters/postgres/inbox.ts'
import { createPostgresThresholdStore } from '#adapters/postgres/threshold-store.ts'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { createApp } from '../app.ts'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Received } from '@bilagsbro/messaging/encoding'
import type { Seen } from '#application/ports/broker.ts'
import type { Told } from '#application/ports/alert-book.ts'

/** The service without Kafka and without a port, as the user who owns nothing. What it tells is kept. */
export async function startTestService({
  clock = systemClock,
  gatherMs = 0,
}: { clock?: Clock; gatherMs?: number } = {}) {
  await using resources = new AsyncDisposableStack()
  const issuer = resources.use(await createTestIssuer())
  const database = resources.use(
    await createScopedTestDatabase({ tables: sharedTables, migrations }),
  )
  const { orm } = database
  const told: Told[] = []
  const seen: Partial<Seen> = {}
  const app = createApp({
    facts: createPostgresFactStore(orm, clock),
    book: createPostgresAlertBook(
      (work) =>
        orm.em.fork().transactional(async (em) => {
          const own: Told[] = []
          const result = await work(em, (one) => void own.push(one))
          told.push(...own)
          return result
        }),
      { restMs: 0 },
    ),
    broker: { look: async () => ({ misdeclared: [], letters: [], lagging: [], ...seen }) },
    inbox: createPostgresInbox(orm),
    thresholds: createPostgresThresholdStore(orm),
    clock,
    gatherMs,
  })
  const all = [...connectorHandlers(app), ...handlers(app)]
  const http = await createHttp({
    title: 'Bilagsbro alerts',
    logger: createLogger('alerting', 'silent'),
    authenticator: createAuthenticator({ issuer: issuer.issuer, audience: 'bilagsbro' }),
    health: createHealth(),
    metrics: createMetrics('alerting'),
    texts,
    routes: [alertRoutes(app), thresholdRoutes(app)],
  })
  resources.defer(() => http.close())
  const owned = resources.move()
  return {
    app: http,
    useCases: app,
    database,
    token: issuer.token,
    told: told as readonly Told[],
    /** What the broker shows. */
    seen: seen as { -readonly [K in keyof Seen]?: Seen[K] },
    /** Hands events to their handler, as one batch. */
    async receive<D extends EventDefinition>(definition: D, datas: readonly DataOf<D>[]) {
      const events = datas.map((data, id) => ({ definition, id: String(id), data }))
      const { handle } = all.find(
        (handler) => handler.definition === (definition as EventDefinition),
      )!
      await handle(events as unknown as Received[])
    },
    /** Everything that was told until now is known. */
    async judge(now = clock.now().getTime()) {
      while ((await app.judgeOrganizations(now)) > 0);
      await app.judgePlatform(now)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
