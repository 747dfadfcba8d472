import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CategoryUsed } from '@bilagsbro/events/category-used'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { InstallationMigration, InstallationTable } from '@bilagsbro/service-kit/installation'
import { createScopedTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { startService } from '@bilagsbro/service-runtime/testing/start-service'
import { afterAll, expect, test } from 'vitest'
import { startAdapterStub } from '#testing/adapter-stub.ts'
import { draft } from '#testing/examples.ts'
import { dynamicsSchema } from '#testing/schemas.ts'

await using resources = new AsyncDisposableStack()
const issuer = resources.use(await createTestIssuer())
const adapter = resources.use(await startAdapterStub(dynamicsSchema))
const database = resources.use(
  await createScopedTestDatabase({
    tables: [InstallationTable],
    migrations: [InstallationMigration],
  }),
)
const topics = resources.use(
  await createTestTopics({ topics: [ConnectorConfigured.topic, CategoryUsed.topic] }),
)
const folder = await mkdtemp(join(tmpdir(), 'config-'))
resources.defer(() => rm(folder, { recursive: true }))
const owned = resources.move()
afterAll(() => owned.disposeAsync())

const environment = {
  DATABASE_URL: database.url,
  DATABASE_OWNER_URL: database.ownerUrl,
  DYNAMICS_ADAPTER_URL: adapter.url,
  ORCHESTRATOR_URL: 'http://127.0.0.1:9',
  SERVICE_CLIENT_ID: 'config',
  SERVICE_CLIENT_SECRET: 'secret',
  KAFKA_BROKERS: topics.brokers,
  KAFKA_TOPIC_PREFIX: topics.prefix,
  OIDC_ISSUER: issuer.issuer,
  KEY_FILE: join(folder, 'keys.json'),
  KEY_FILE_CREATE: 'true',
}

const main = join(import.meta.dirname, 'main.ts')
const start = () => startService(main, environment)

const put = async (url: string, body: unknown) => {
  const token = await issuer.token({ roles: ['global_admin'] })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) })
}

test('what was answered before a kill -9 is published, and its secret still opens', async () => {
  await using first = start()
  const organization = `${await first.listening}/organizations/hlf`
  await put(organization, { name: 'HLF' })
  const saved = await put(`${organization}/connector`, draft)
  await first.kill('SIGKILL')
  expect(saved.status).toBe(200)
  const { version } = (await saved.json()) as { version: number }

  await using second = start()
  const url = await second.listening
  expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({ status: 'ok' })
  const token = await issuer.token({ service: 'dynamics-adapter' })
  const connection = await fetch(`${url}/internal/organizations/hlf/connection`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(await connection.json()).toMatchObject({ secrets: draft.secrets })
  const events = await topics.read(ConnectorConfigured, (seen) =>
    seen.some(({ data }) => data.version === version),
  )
  expect(events.findLast(({ data }) => data.version === version)?.data).toMatchObject({
    organizationId: 'hlf',
    connector: { type: 'dynamics', enabled: false },
  })
  expect(await second.kill('SIGTERM')).toEqual([0, null])
})

test('a start without its settings names all that are missing', async () => {
  await using service = startService(main, { PORT: 'abc' })
  expect(await service.ended).toEqual([1, null])
  for (const name of [
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    'KAFKA_BROKERS',
    'OIDC_ISSUER',
    'KEY_FILE',
    'PORT',
  ])
    expect(service.lines.join('\n')).toContain(`${name}: `)
})

test('a start without its key file says what is missing, and makes none', async () => {
  await using service = startService(main, {
    ...environment,
    KEY_FILE: join(folder, 'none.json'),
    KEY_FILE_CREATE: 'false',
  })
  expect(await service.ended).toEqual([1, null])
  expect(service.lines.join('\n')).toContain('KEY_FILE_CREATE=true')
})
