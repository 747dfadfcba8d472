import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { CategoryUsed } from '@bilagsbro/events/category-used'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { InstallationMigration, InstallationTable } from '@bilagsbro/service-kit/postgres'
import {
  compileCache,
  createScopedTestDatabase,
  createTestIssuer,
} from '@bilagsbro/service-kit/testing'
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
  SERVICE_CLIENT_ID: 'config',
  SERVICE_CLIENT_SECRET: 'secret',
  KAFKA_BROKERS: topics.brokers,
  KAFKA_TOPIC_PREFIX: topics.prefix,
  OIDC_ISSUER: issuer.issuer,
  KEY_FILE: join(folder, 'keys.json'),
  KEY_FILE_CREATE: 'true',
}

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { ...compileCache(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const errors: string[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  return { child, errors, exited: once(child, 'exit') as Promise<[number | null, string | null]> }
}

async function start() {
  const { child, errors, exited } = run(environment)
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url?: string }
    if (url) return { url, child, exited }
  }
  throw new Error(`It ended before it listened: ${errors.join('')}`)
}

const put = async (url: string, body: unknown) => {
  const token = await issuer.token({ roles: ['global_admin'] })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) })
}

test('what was answered before a kill -9 is published, and its secret still opens', async () => {
  const first = await start()
  await put(`${first.url}/organizations/hlf`, { name: 'HLF' })
  const saved = await put(`${first.url}/organizations/hlf/connector`, draft)
  first.child.kill('SIGKILL')
  expect(saved.status).toBe(200)
  const { version } = (await saved.json()) as { version: number }
  await first.exited

  const second = await start()
  expect(await (await fetch(`${second.url}/health/ready`)).json()).toMatchObject({ status: 'ok' })
  const token = await issuer.token({ service: 'dynamics-adapter' })
  const connection = await fetch(`${second.url}/internal/organizations/hlf/connection`, {
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
  second.child.kill('SIGTERM')
  expect(await second.exited).toEqual([0, null])
})

test('a start without its settings names all that are missing', async () => {
  const { exited, errors } = run({ PORT: 'abc' })
  expect((await exited)[0]).toBe(1)
  for (const name of [
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    'KAFKA_BROKERS',
    'OIDC_ISSUER',
    'KEY_FILE',
    'PORT',
  ])
    expect(errors.join('')).toContain(`${name}: `)
})

test('a start without its key file says what is missing, and makes none', async () => {
  const { child, exited } = run({
    ...environment,
    KEY_FILE: join(folder, 'none.json'),
    KEY_FILE_CREATE: 'false',
  })
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) lines.push(line)
  expect((await exited)[0]).toBe(1)
  expect(lines.join('')).toContain('KEY_FILE_CREATE=true')
})
