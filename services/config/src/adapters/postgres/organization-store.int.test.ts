import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import { systemClock } from '@bilagsbro/kernel/clock'
import { randomId } from '@bilagsbro/kernel/ids'
import { createOutbox } from '@bilagsbro/messaging/outbox'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { databaseEpoch } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { createScopedTestDatabase, createTestDatabase } from '@bilagsbro/service-kit/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { organizationStoreContract } from '#application/ports/organization-store.contract.ts'
import { disableConnector, enableConnector } from '#domain/toggle.ts'
import {
  connected,
  later,
  mapped,
  nothingInUse,
  registered,
  sealed,
  valueOf,
} from '#testing/examples.ts'
import { inScope } from '#testing/in-scope.ts'
import { migrations } from './migrations/migrations.ts'
import { createPostgresOrganizationStore } from './organization-store.ts'
import { createPostgresSecretStore } from './secret-store.ts'
import { appendOnly, tables } from './tables.ts'

await using resources = new AsyncDisposableStack()
const database = resources.use(
  await createScopedTestDatabase({
    tables,
    migrations,
    appendOnly,
  }),
)
const topics = resources.use(
  await createTestTopics({ topics: [ConnectorConfigured.topic, ConnectorToggled.topic] }),
)
const outbox = resources.use(
  createOutbox({
    orm: database.orm,
    connection: topics.connection,
    source: '/bilagsbro/config',
    clock: systemClock,
    newId: randomId,
    logger: createLogger('config', 'silent'),
    metrics: createMetrics('config'),
  }),
)
const owned = resources.move()
afterAll(() => owned.disposeAsync())

const unscoped = createPostgresOrganizationStore(database.orm, outbox)
/** As flows of the service itself use it. */
const store = inScope(unscoped)
const configured = async (id: string, count: number) => {
  const mine = (events: { data: ConnectorConfigured }[]) =>
    events.map(({ data }) => data).filter(({ organizationId }) => organizationId === id)
  return mine(await topics.read(ConnectorConfigured, (events) => mine(events).length >= count))
}

organizationStoreContract('PostgreSQL', () => store)

describe('what is published', () => {
  test('is the organisation without a connector as soon as it is entered', async () => {
    await store.save(registered('new'), 0)
    expect(await configured('new', 1)).toMatchObject([
      { organizationId: 'new', organizationName: 'HLF', connector: null, mapping: { version: 0 } },
    ])
  })

  test('after a restore is a new version, once, which every reader takes for newer than what was lost', async () => {
    const born = registered('restored')
    await store.save(born, 0)
    await databaseEpoch(database.orm)
    await database.orm.em.fork().execute(`update installation set born_at = clock_timestamp()`)
    await Promise.all([store.republish(), store.republish()])
    await store.republish()
    const versions = (await configured('restored', 4)).map(({ version }) => version)
    const seconds = Math.floor((Date.now() - Date.UTC(2026, 0, 1)) / 1000)
    expect(versions[1]).toBeGreaterThan(born.version)
    expect(versions[1]).toBeGreaterThanOrEqual(seconds - 60)
    expect(new Set(versions.slice(1)).size).toBe(1)
    expect((await store.find('restored'))?.version).toBe(versions[1])
    await database.orm.em.fork().execute(`update installation set born_at = '2000-01-01'`)
  })

  test('TOGGLE-5: is every toggle, with who, which connector, the new state and the reason', async () => {
    const on = valueOf(
      enableConnector(
        mapped(connected(registered('toggled'))),
        { sendFrom: '2026-11-01T00:00:00Z' },
        nothingInUse,
        later(10, 'admin-on'),
      ),
    )
    const off = valueOf(disableConnector(on, { reason: 'Ferie' }, later(20, 'admin-off')))
    await store.save(on, 0)
    await store.save(off, on.version)
    const mine = (events: { data: ConnectorToggled }[]) =>
      events.map(({ data }) => data).filter(({ organizationId }) => organizationId === 'toggled')
    const toggled = mine(await topics.read(ConnectorToggled, (events) => mine(events).length >= 2))
    expect(toggled).toEqual([
      {
        organizationId: 'toggled',
        connector: 'dynamics',
        enabled: true,
        version: on.version,
        changedAt: later(10).at.toISOString(),
        changedBy: 'admin-on',
      },
      {
        organizationId: 'toggled',
        connector: 'dynamics',
        enabled: false,
        reason: 'Ferie',
        version: off.version,
        changedAt: later(20).at.toISOString(),
        changedBy: 'admin-off',
      },
    ])
    expect(await configured('toggled', 2)).toMatchObject([
      { version: on.version, connector: { enabled: true, sendFrom: '2026-11-01T00:00:00.000Z' } },
      { version: off.version, connector: { enabled: false } },
    ])
  })

  test('is nothing for a change that was not stored', async () => {
    const organization = registered('refused')
    expect(await store.save(organization, 7)).toBe('outdated')
    await store.save(organization, 0)
    expect(await configured('refused', 1)).toHaveLength(1)
  })

  test('is the same again for every organisation when that is asked for', async () => {
    for (let index = 0; index < 120; index++) await store.save(registered(`many-${index}`), 0)
    const all = await store.list()
    expect(await store.republish()).toBe(all.length)
    const events = await topics.read(ConnectorConfigured, (seen) => {
      const versions = seen.map(({ data }) => `${data.organizationId} ${data.version}`)
      return all.every(
        ({ id, version }) => versions.filter((it) => it === `${id} ${version}`).length >= 2,
      )
    })
    const last = new Map(events.map(({ data }) => [data.organizationId, data.version]))
    expect(all.every(({ id, version }) => last.get(id) === version)).toBe(true)
  })

  test('names the state that is stored, however many changes it is published beside', async () => {
    await store.save(registered('busy'), 0)
    let state = registered('busy')
    const change = async () => {
      for (let round = 0; round < 20; round++) {
        const next = { ...state, version: state.version + 1, name: `Round ${round}` }
        expect(await store.save(next, state.version)).toBe('saved')
        state = next
      }
    }
    await Promise.all([change(), store.republish(), store.republish()])
    const events = await configured('busy', 22)
    const names = new Map(
      events.map(({ version, organizationName }) => [version, organizationName]),
    )
    for (const event of events) expect(names.get(event.version)).toBe(event.organizationName)
    expect(names.get(state.version)).toBe('Round 19')
  })
})

test('AUDIT-4: every version of a mapping is kept', async () => {
  const first = mapped(connected(registered('versions')))
  await store.save(first, 0)
  const second = {
    ...first,
    version: first.version + 1,
    mapping: { ...first.mapping, version: 2, categories: {} },
  }
  await store.save(second, first.version)
  expect(await store.find('versions')).toEqual(second)
  const rows = await withinScope('all', () =>
    database.orm.em
      .fork()
      .execute<{ version: number; categories: object }[]>(
        `select version, rules->'categories' as categories from mapping where organization_id = 'versions' order by version`,
      ),
  )
  expect(rows).toEqual([
    { version: 1, categories: first.mapping.categories },
    { version: 2, categories: {} },
  ])
})

test('the keys that secrets were sealed with are known', async () => {
  const organization = connected(registered('keys'))
  const secret = sealed('clientSecret', 'text')
  await store.save(
    {
      ...organization,
      connector: {
        ...organization.connector!,
        secrets: [{ ...secret, sealed: { ...secret.sealed, kekId: 'kek-of-old' } }],
      },
    },
    0,
  )
  const secrets = createPostgresSecretStore(database.orm)
  const counted = await withinScope('all', () => secrets.counts())
  expect(counted).toContainEqual({ keyId: 'kek-of-old', secrets: 1 })
})

test('tables and migrations agree', async () => {
  await using own = await createTestDatabase({ tables, migrations })
  const drift = await own.orm.schema.getUpdateSchemaSQL({ wrap: false, dropTables: false })
  // The outbox keeps its own tables.
  expect(drift.split('\n').filter((line) => line && !line.includes('"outbox"'))).toEqual([])
})
