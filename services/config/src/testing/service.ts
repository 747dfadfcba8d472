import type { InUse } from '@bilagsbro/booking/coverage'
import { createAdapterClient } from '@bilagsbro/adapter-api/adapter-client'
import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { CategoryUsed } from '@bilagsbro/events/category-used'
import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import { randomId } from '@bilagsbro/kernel/ids'
import { consume } from '@bilagsbro/messaging/consumer'
import { createOutbox } from '@bilagsbro/messaging/outbox'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import type { Role } from '@bilagsbro/service-kit/actor'
import { answersAsDescribed } from '@bilagsbro/service-kit/described'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp } from '@bilagsbro/service-kit/http'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { createScopedTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { createApp } from '#app.ts'
import type { Limits } from '#application/limiter.ts'
import { draft, mapping } from './examples.ts'
import { openKeyFile } from '@bilagsbro/service-kit/keys/key-file'
import { createKeyRing } from '@bilagsbro/service-kit/keys/key-ring'
import { createVault } from '#adapters/keys/vault.ts'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { createPostgresOrganizationStore } from '#adapters/postgres/organization-store.ts'
import { createPostgresSecretReads } from '#adapters/postgres/secret-reads.ts'
import { createPostgresSecretStore } from '#adapters/postgres/secret-store.ts'
import { createPostgresSettingsHistory } from '#adapters/postgres/settings-history.ts'
import { appendOnly, tables } from '#adapters/postgres/tables.ts'
import { createPostgresUsageStore } from '#adapters/postgres/usage-store.ts'
import { createTimetable } from '#adapters/cron/timetable.ts'
import { configRoutes } from '#adapters/http/routes.ts'
import { texts } from '#adapters/http/texts.ts'
import { handlers } from '#adapters/kafka/handlers.ts'
import { expiryOf } from '#adapters/keys/certificate.ts'
import { createLedgerAdapters } from '#adapters/ledger/ledger-adapters.ts'
import { startAdapterStub } from './adapter-stub.ts'
import { dynamicsSchema, restSchema } from './schemas.ts'

const unlimited = { atOnce: 1_000, perMinute: 1_000_000 }

interface TestRequest {
  readonly token?: string
  readonly body?: unknown
  readonly ifMatch?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The whole service on a database, topics and an identity provider of its own, without a port. */
export async function startTestService(
  given: { now?: () => Date; keyFile?: string; limits?: Limits } = {},
) {
  await using resources = new AsyncDisposableStack()
  const issuer = resources.use(await createTestIssuer())
  const adapter = resources.use(await startAdapterStub(dynamicsSchema))
  const restAdapter = resources.use(await startAdapterStub(restSchema))
  const database = resources.use(
    await createScopedTestDatabase({
      tables,
      migrations,
      appendOnly,
    }),
  )
  const topics = resources.use(
    await createTestTopics({
      topics: [ConnectorConfigured.topic, ConnectorToggled.topic, CategoryUsed.topic],
    }),
  )
  const log: string[] = []
  const unsent = { among: (names: InUse): InUse | undefined => names }
  const logger = createLogger('config', 'trace', collect(log))
  const metrics = createMetrics('config')
  const clock = { now: () => given.now?.() ?? new Date() }
  const outbox = resources.use(
    createOutbox({
      orm: database.orm,
      connection: topics.connection,
      source: '/bilagsbro/config',
      clock,
      newId: randomId,
      logger,
      metrics,
    }),
  )
  const client = resources.use(
    createAdapterClient({
      urls: { dynamics: adapter.url, rest: restAdapter.url },
      tokens: createServiceTokens({
        issuer: issuer.issuer,
        clientId: 'config',
        clientSecret: 'secret',
        audience: 'bilagsbro',
      }),
    }),
  )
  const adapters = createLedgerAdapters({ client, clock, logger })
  const keys = given.keyFile
    ? await openKeyFile(given.keyFile, true)
    : createKeyRing('test', new Map([['test', randomBytes(32)]]))
  const useCases = createApp({
    organizations: createPostgresOrganizationStore(database.orm, outbox),
    usages: createPostgresUsageStore(database.orm),
    unsentUses: { among: async (_organizationId, names) => unsent.among(names) },
    history: createPostgresSettingsHistory(database.orm),
    secrets: createPostgresSecretStore(database.orm),
    reads: createPostgresSecretReads(database.orm),
    vault: createVault(keys),
    expiryOf,
    adapters,
    timetable: createTimetable(clock),
    limits: given.limits ?? { tests: unlimited, catalogues: unlimited },
    clock,
  })
  resources.use(
    await consume({
      connection: topics.connection,
      group: `config-${randomId()}`,
      handlers: handlers(useCases),
      outbox,
      logger,
      metrics,
      onFatal: (error) => {
        throw error
      },
    }),
  )
  const http = await createHttp({
    logger,
    authenticator: createAuthenticator({ issuer: issuer.issuer, audience: 'bilagsbro' }),
    health: createHealth(),
    metrics,
    routes: configRoutes(useCases),
    title: 'Bilagsbro: configuration',
    texts,
  })
  resources.defer(() => http.close())
  const expectAsDescribed = answersAsDescribed(http)

  const request = async (
    line: string,
    { token, body, ifMatch, headers: more }: TestRequest = {},
  ) => {
    const [method, url] = line.split(' ')
    const answer = await http.inject({
      method: method as 'GET',
      url: url!,
      headers: {
        'accept-language': 'en',
        ...(token && { authorization: `Bearer ${token}` }),
        ...(ifMatch && { 'if-match': ifMatch }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body !== undefined && {
        payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      }),
    })
    await expectAsDescribed(answer)
    const { statusCode: status, headers, body: text } = answer
    return { status, headers, text, json: () => answer.json() }
  }
  const owned = resources.move()
  return {
    app: http,
    request,
    adapter,
    restAdapter,
    /** What the orchestrator tells of names in doubt: that records use them all, unless a test says otherwise. */
    unsent,
    useCases,
    database,
    topics,
    log: log as readonly string[],
    user: (role: Role, organization?: string) =>
      issuer.token({ sub: `${role}-user`, roles: [role], ...(organization && { organization }) }),
    service: (client: string) => issuer.token({ service: client }),
    token: issuer.token,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const collect = (lines: string[]) =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })

/** Somebody who may do everything, and the steps in which an organisation is set up. */
export function createAdministrator(service: Awaited<ReturnType<typeof startTestService>>) {
  const call = async (line: string, body?: unknown, ifMatch?: string) => {
    const token = await service.user('global_admin')
    return service.request(line, { token, body, ...(ifMatch && { ifMatch }) })
  }
  return {
    call,
    organization: async (id: string, ...steps: readonly ('connector' | 'mapping' | 'enable')[]) => {
      const address = `/organizations/${id}/connector`
      await call(`PUT /organizations/${id}`, { name: id })
      if (steps.includes('connector')) await call(`PUT ${address}`, draft)
      if (steps.includes('mapping')) await call(`PUT ${address}/mapping`, mapping)
      if (steps.includes('enable')) await call(`PUT ${address}/state`, { enabled: true })
      return (await call(`GET ${address}`)).json()
    },
    connection: async (id: string, client = 'dynamics-adapter') =>
      service.request(`GET /internal/organizations/${id}/connection`, {
        token: await service.service(client),
      }),
  }
}
