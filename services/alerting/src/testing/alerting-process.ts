import { join } from 'node:path'
import { AlertRaised, AlertResolved, AlertUpdated } from '@bilagsbro/events/alert'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { createScopedTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { sharedTables } from '@bilagsbro/service-runtime/shared-tables'
import { startService } from '@bilagsbro/service-runtime/testing/start-service'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'

const main = join(import.meta.dirname, '../main.ts')

/** Alerting as a process of its own, on its own topics and database. */
export async function openAlerting(env: Readonly<Record<string, string>> = {}) {
  await using resources = new AsyncDisposableStack()
  const issuer = resources.use(await createTestIssuer())
  const database = resources.use(
    await createScopedTestDatabase({ tables: sharedTables, migrations }),
  )
  const topics = resources.use(await createTestTopics())
  const start = () =>
    startService(main, {
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      KAFKA_BROKERS: topics.brokers,
      KAFKA_TOPIC_PREFIX: topics.prefix,
      OIDC_ISSUER: issuer.issuer,
      // What belongs together may come apart on a busy machine.
      GATHER_MS: '2000',
      TICK_MS: '50',
      ...env,
    })
  const owned = resources.move()
  const of =
    (organizationId: string) => (event: { data: { organizationId?: string | undefined } }) =>
      event.data.organizationId === organizationId
  return {
    issuer,
    database,
    topics,
    start,
    /** The first so many events of an organisation. */
    raised: async (organizationId: string, count = 1) =>
      datas(
        (
          await topics.read(AlertRaised, (all) => all.filter(of(organizationId)).length >= count)
        ).filter(of(organizationId)),
      ),
    updated: async (organizationId: string, count = 1) =>
      datas(
        (
          await topics.read(AlertUpdated, (all) => all.filter(of(organizationId)).length >= count)
        ).filter(of(organizationId)),
      ),
    resolved: async (organizationId: string, count = 1) =>
      datas(
        (
          await topics.read(AlertResolved, (all) => all.filter(of(organizationId)).length >= count)
        ).filter(of(organizationId)),
      ),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const datas = <D>(events: readonly { readonly data: D }[]): D[] => events.map(({ data }) => data)
