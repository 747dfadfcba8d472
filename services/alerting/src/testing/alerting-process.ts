import { join } from 'node:path'
import { AlertRaised, AlertResolved, AlertUpdated } from '@bilagsbro/events/alert'
import type { DataOf } from '@bilagsbro/events/define-event'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import {
  createScopedTestDatabase,
  createTestIssuer,
  type TestTokenOptions,
} from '@bilagsbro/service-kit/testing'
import { sharedTables } from '@bilagsbro/service-runtime/shared-tables'
import { startService } from '@bilagsbro/service-runtime/testing/start-service'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'

const main = join(import.meta.dirname, '../main.ts')
type Told = typeof AlertRaised | typeof AlertUpdated | typeof AlertResolved

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
      FETCH_MS: '0',
      ...env,
    })
  const owned = resources.move()
  /** What was told of an organisation, or of the platform, as soon as some of it is as `until` has it. */
  const told =
    <D extends Told>(definition: D) =>
    async (
      organizationId: string | undefined,
      until: (data: DataOf<D>) => boolean = () => true,
    ) => {
      const isOf = ({ data }: { data: { organizationId?: string | undefined } }) =>
        data.organizationId === organizationId
      const found = await topics.read(definition, (all) =>
        all.filter(isOf).some(({ data }) => until(data)),
      )
      return found.filter(isOf).map(({ data }) => data)
    }
  const call = async (
    url: string,
    caller: TestTokenOptions,
    request: { method?: string; body?: object; version?: string } = {},
  ) => {
    const headers = {
      authorization: `Bearer ${await issuer.token(caller)}`,
      ...(request.body && { 'content-type': 'application/json' }),
      ...(request.version !== undefined && { 'if-match': `"${request.version}"` }),
    }
    const answer = await fetch(url, {
      method: request.method ?? 'GET',
      headers,
      ...(request.body && { body: JSON.stringify(request.body) }),
    })
    return (await answer.json()) as { rows: Row[]; total: number } & Row
  }
  return {
    issuer,
    database,
    topics,
    start,
    raised: told(AlertRaised),
    updated: told(AlertUpdated),
    resolved: told(AlertResolved),
    call,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

interface Row {
  readonly organizations?: readonly { readonly name: string }[]
  readonly id: string
  readonly version: string
  readonly rule: string
  readonly state: string
  readonly organizationId?: string
  readonly raisedAt: string
  readonly resolvedAt?: string
  readonly text: string
}
