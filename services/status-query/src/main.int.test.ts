import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AuditSealed } from '@bilagsbro/events/audit-sealed'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { goldenExample } from '@bilagsbro/events/golden-example'
import { PostingCompleted, PostingRequested } from '@bilagsbro/events/posting'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { createScopedTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { startService } from '@bilagsbro/service-runtime/testing/start-service'
import { afterAll, expect, test, vi } from 'vitest'
import { migrations } from './migrations/migrations.ts'
import { appendOnly, tables } from './tables.ts'

await using resources = new AsyncDisposableStack()
const database = resources.use(await createScopedTestDatabase({ tables, migrations, appendOnly }))
const topics = resources.use(await createTestTopics())
const issuer = resources.use(await createTestIssuer())
const folder = await mkdtemp(join(tmpdir(), 'status-query-'))
resources.defer(() => rm(folder, { recursive: true }))
const owned = resources.move()
afterAll(() => owned.disposeAsync())

test('AUDIT-4, AUDIT-7: what was asked of a ledger is logged, sealed, published and verified by the service', async () => {
  await using service = startService(join(import.meta.dirname, 'main.ts'), {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    KAFKA_BROKERS: topics.brokers,
    KAFKA_TOPIC_PREFIX: topics.prefix,
    OIDC_ISSUER: issuer.issuer,
    SEAL_KEY_FILE: join(folder, 'seal-key.pem'),
    SEAL_KEY_FILE_CREATE: 'true',
  })
  const url = await service.listening
  const golden = <D extends EventDefinition>(of: D) => goldenExample(of).value as DataOf<D>
  const completed = golden(PostingCompleted)
  const answer = { status: 204 }
  const straight = { ...completed, attempt: 1, outcome: { ...completed.outcome, answer } }
  // An answer that is straight is told by the success, and has no entry of its own.
  const answers = [straight, { ...completed, attempt: 2 }] as (typeof completed)[]
  await topics.produce(PostingCompleted, answers)
  await topics.produce(ConnectorConfigured, [golden(ConnectorConfigured)])
  await topics.produce(PostingRequested.dynamics, [golden(PostingRequested.dynamics)])
  const entriesOf = (all: readonly { readonly data: AuditSealed }[]) =>
    Math.max(0, ...all.map(({ data }) => data.entries))
  const heads = await topics.read(AuditSealed, (all) => entriesOf(all) === 3, 40_000)
  expect(heads[0]!.data.organizationId).toBe('hlf')

  const token = await issuer.token({ roles: ['auditor'], organization: 'hlf' })
  const get = async (path: string) => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${url}/organizations/hlf/log${path}`, { headers })
    return answer.headers.get('content-type')?.includes('json') ? answer.json() : answer.text()
  }
  await vi.waitFor(
    async () =>
      expect(await get('/verify')).toMatchObject({ intact: true, published: { entries: 3 } }),
    20_000,
  )
  expect(await get('?kind=posting.requested')).toMatchObject({
    rows: [{ recordId: 'r-1' }],
    total: 1,
  })
  expect(await get('?kind=posting.completed')).toMatchObject({ rows: [{ attempt: 2 }], total: 1 })
  expect(await get('/export')).toMatch(/;posting\.requested;requested;r-1;/)
  expect(await service.kill('SIGTERM')).toEqual([0, null])
})
