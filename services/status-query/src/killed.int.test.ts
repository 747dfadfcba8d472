import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { SyncFailed, SyncSucceeded } from '@bilagsbro/events/sync'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { openDatabase } from '@bilagsbro/service-kit/postgres'
import { createScopedTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { startService } from '@bilagsbro/service-runtime/testing/start-service'
import { afterAll, expect, test } from 'vitest'
import { migrations } from './migrations/migrations.ts'
import { rebuildReadModels } from './rebuild/rebuild.ts'
import { appendOnly, tables } from './tables.ts'
import { golden } from './testing/log.ts'
import { readModelsOf, recounted } from './testing/read-models.ts'
import { follow } from './testing/stream.ts'

await using resources = new AsyncDisposableStack()
const database = resources.use(await createScopedTestDatabase({ tables, migrations, appendOnly }))
const topics = resources.use(await createTestTopics())
const issuer = resources.use(await createTestIssuer())
const folder = await mkdtemp(join(tmpdir(), 'status-query-'))
resources.defer(() => rm(folder, { recursive: true }))
const owned = resources.move()
afterAll(() => owned.disposeAsync())

const startReplica = async () => {
  const process = startService(join(import.meta.dirname, 'main.ts'), {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    KAFKA_BROKERS: topics.brokers,
    KAFKA_TOPIC_PREFIX: topics.prefix,
    OIDC_ISSUER: issuer.issuer,
    SEAL_KEY_FILE: join(folder, 'seal-key.pem'),
    SEAL_KEY_FILE_CREATE: 'true',
  })
  return { process, url: await process.listening }
}

const organizationId = 'hlf'
const batches = 2
const records = 60

const produce = <D extends EventDefinition>(definition: D, changes: readonly object[]) =>
  topics.produce(
    definition,
    changes.map((change) => ({ ...golden(definition, organizationId), ...change }) as DataOf<D>),
  )
/** Half of them fail at first; all are posted in the end. */
async function produceBatch(batch: number) {
  const ids = Array.from({ length: records }, (_, no) => ({ recordId: `r-${batch}-${no}` }))
  await produce(RecordApproved, ids)
  await produce(
    SyncFailed,
    ids.filter((_, no) => no % 2 === 0).map((id) => ({ ...id, sequence: 3 })),
  )
  await produce(
    SyncSucceeded,
    ids.map((id) => ({ ...id, sequence: 5 })),
  )
}

interface Status {
  readonly sums: Readonly<Record<string, { readonly count: number }>>
}

test('STATUS-6: replicas that are killed at any moment lose no count, and a client that goes to another misses nothing', async () => {
  const authorization = `Bearer ${await issuer.token({ roles: ['auditor'], organization: organizationId })}`
  const shown = async (url: string) => {
    const answer = await fetch(`${url}/organizations/${organizationId}/status`, {
      headers: { authorization },
    })
    return answer.ok ? ((await answer.json()) as Status).sums['posted']?.count : undefined
  }
  await produce(ConnectorConfigured, [{}])
  const stays = await startReplica()
  await using _stays = stays.process
  /** What the page shows: read when its stream opens, and when a hint comes, and never else. */
  let page: number | undefined
  const open = async (url: string, lastEventId = '') => {
    const headers = { authorization, ...(lastEventId && { 'last-event-id': lastEventId }) }
    const stream = await follow(`${url}/organizations/${organizationId}/changes`, headers)
    let heard = 0
    const read = async () => {
      if (stream.text().length === heard) return
      heard = stream.text().length
      page = (await shown(url).catch(() => undefined)) ?? page
    }
    return { ...stream, read }
  }
  for (let batch = 0; batch < batches; batch++) {
    const killed = await startReplica()
    const client = await open(killed.url)
    await produceBatch(batch)
    // Somewhere between the first record of the batch and its last.
    const isUnderWay = async () => ((await shown(stays.url)) ?? 0) > batch * records
    await expect.poll(isUnderWay, patience).toBe(true)
    await killed.process.kill('SIGKILL')
    await expect.poll(client.ended, patience).toBe('cut off')
    const elsewhere = await open(stays.url, client.lastEventId())
    await expect
      .poll(async () => (await elsewhere.read(), page), patience)
      .toBe((batch + 1) * records)
    elsewhere.leave()
  }
  const { record_sum: sums, integration } = await readModelsOf(database.orm, organizationId)
  const again = await recounted(database.orm, organizationId)
  expect(sums).toEqual(again.sums)
  expect(integration).toMatchObject([{ transferred: again.transferred }])
  const options = { tables, migrations, poolSize: 1 }
  const owner = await openDatabase({ url: database.ownerUrl, ...options })
  await using _closed = { [Symbol.asyncDispose]: () => owner.close() }
  const clock = fixedClock('2026-11-21T13:00:00Z')
  const { differences } = await rebuildReadModels({ owner, clock, isInForce: false })
  for (const { removed, changed, added } of Object.values(differences))
    expect([removed, changed, added]).toEqual([0, 0, 0])
}, 240_000)

/** The broker gives what a killed replica read to another once its session is over. */
const patience = { timeout: 100_000, interval: 50 }
