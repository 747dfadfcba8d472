import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import {
  ConnectorSuspended,
  SyncCompleted,
  SyncFailed,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { indexEntriesRead } from '@bilagsbro/service-kit/testing'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { createTestLog, golden } from '../testing/log.ts'
import { createIntegrations } from './integrations.ts'
import { createOverview } from './overview.ts'
import { createOrganizationStatus } from './status.ts'

const log = await createTestLog()
afterAll(() => log[Symbol.asyncDispose]())
const { orm, receive } = log
let now = new Date('2026-11-21T12:00:00Z')
const clock = { now: () => now }
const overview = createOverview(orm, clock)
const statusOf = createOrganizationStatus(orm, clock)
const all = (query: Partial<Parameters<typeof overview>[0]> = {}) =>
  withinScope('all', () => overview({ limit: 500, ...query }))

interface Given {
  readonly enabled?: boolean
  readonly type?: 'dynamics' | 'xledger'
}

async function open(organizationId: string, organizationName: string, given: Given = {}) {
  const { enabled = true, type = 'dynamics' } = given
  const state = golden(ConnectorConfigured, organizationId)
  const connector = { ...state.connector!, enabled, type }
  await receive(ConnectorConfigured, { ...state, organizationName, connector, version: 2 })
}

const approved = (organizationId: string, ...ids: string[]) =>
  receive(
    RecordApproved,
    ...ids.map((recordId) => ({ ...golden(RecordApproved, organizationId), recordId })),
  )
const failed = (organizationId: string, recordId: string) => {
  const { nextAttemptAt: _, ...final } = golden(SyncFailed, organizationId)
  return receive(SyncFailed, { ...final, recordId })
}

test('HEALTH-1: the last run is the one that began last, in whatever order runs are told', async () => {
  await using other = await createTestLog()
  const organizationId = await other.open()
  const run = golden(SyncCompleted, organizationId)
  const at = (hour: number) => `2026-11-21T0${hour}:00:00.000Z`
  const of = (hour: number) => ({
    runId: `run-${hour}`,
    startedAt: at(hour),
    completedAt: at(hour),
  })
  await other.receive(SyncCompleted, { ...run, ...of(3) }, { ...run, ...of(5) })
  await other.receive(SyncCompleted, { ...run, ...of(4) })
  await other.receive(SyncCompleted, { ...run, ...of(5) })
  const status = await other.within(organizationId, () =>
    createOrganizationStatus(other.orm, clock)(organizationId),
  )
  expect(status).toMatchObject({
    ok: true,
    value: { lastRun: { id: 'run-5', completedAt: at(5) } },
  })
})

describe('the overview', () => {
  /** One that is fine, one with failed records, one that is suspended, one that is off, one that is not set up. */
  const organizations = ['fine', 'failing', 'stopped', 'off', 'bare']
  const ready = prepare()
  async function prepare() {
    await open('fine', 'Ås lokallag')
    await approved('fine', 'a')
    await receive(SyncSucceeded, { ...golden(SyncSucceeded, 'fine'), recordId: 'a' })
    await receive(SyncCompleted, golden(SyncCompleted, 'fine'))
    await open('failing', 'Bodø lokallag', { type: 'xledger' })
    await approved('failing', 'a', 'b', 'c')
    await failed('failing', 'a')
    await receive(SyncCompleted, golden(SyncCompleted, 'failing'))
    await open('stopped', 'Askim lokallag')
    await approved('stopped', 'a', 'b')
    await receive(ConnectorSuspended, golden(ConnectorSuspended, 'stopped'))
    await open('off', 'Drammen lokallag', { enabled: false })
    const bare = golden(ConnectorConfigured, 'bare')
    await receive(ConnectorConfigured, { ...bare, organizationName: 'Elverum', connector: null })
  }
  const idsOf = async (query: Parameters<typeof all>[0]) => {
    await ready
    const found = await all(query)
    return found.rows.map((row) => row.organizationId).filter((id) => organizations.includes(id))
  }

  test('STATUS-2, HEALTH-1: has one row for each organisation: connector, on or off, health, last sync, pending and errors', async () => {
    await ready
    const { rows, byHealth } = await all()
    const found = Object.fromEntries(rows.map((row) => [row.organizationId, row]))
    const { completedAt } = golden(SyncCompleted, 'fine')
    expect(found).toMatchObject({
      fine: {
        name: 'Ås lokallag',
        connector: { type: 'dynamics', enabled: true },
        health: { level: 'green', rules: [{ rule: 'fine' }] },
        lastRunAt: completedAt,
        lastSuccessAt: golden(SyncSucceeded, 'fine').at,
        pendingCount: 0,
        errorCount: 0,
      },
      failing: { connector: { type: 'xledger' }, pendingCount: 2, errorCount: 1 },
      stopped: { health: { level: 'red' }, pendingCount: 2, errorCount: 0 },
      off: { connector: { enabled: false }, health: { level: 'disabled' } },
      bare: { health: { level: 'not_configured' } },
    })
    expect(found['bare']).not.toHaveProperty('connector')
    expect(byHealth).toEqual({ red: 1, amber: 1, disabled: 1, not_configured: 1, green: 1 })
  })

  test('HEALTH-2: an organisation with failed records stands out by a level, and by the words that say why', async () => {
    await ready
    const { rows } = await all({ q: 'failing' })
    expect(rows).toMatchObject([
      { health: { level: 'amber', rules: [{ rule: 'failed', params: { count: 1 } }] } },
    ])
  })

  test('HEALTH-3: a row warns, by the clock alone, that an enabled organisation has been silent for over a day', async () => {
    await ready
    const before = now
    try {
      now = new Date('2026-11-22T15:00:00Z')
      const { rows } = await all()
      const warned = Object.fromEntries(rows.map((row) => [row.organizationId, row.staleness]))
      const { completedAt } = golden(SyncCompleted, 'fine')
      expect(warned['fine']).toEqual({ rule: 'no_run', params: { hours: 28, at: completedAt } })
      expect(warned['off']).toBeUndefined()
      expect(rows.find((row) => row.organizationId === 'fine')?.health.level).toBe('green')
      // What waited has become too old meanwhile: no event told of it.
      expect(rows.find((row) => row.organizationId === 'failing')?.health.level).toBe('red')
    } finally {
      now = before
    }
  })

  test.each<[Parameters<typeof all>[0], string[]]>([
    [{}, ['stopped', 'failing', 'off', 'bare', 'fine']],
    [{ reverse: true }, ['fine', 'bare', 'off', 'failing', 'stopped']],
    [{ sort: 'name' }, ['stopped', 'failing', 'off', 'bare', 'fine']],
    [{ sort: 'pending' }, ['stopped', 'failing', 'off', 'bare', 'fine']],
    [{ sort: 'errors' }, ['failing', 'stopped', 'off', 'bare', 'fine']],
    [{ sort: 'lastRun', reverse: true }, ['failing', 'fine', 'stopped', 'off', 'bare']],
    [{ health: 'red,amber' }, ['stopped', 'failing']],
    [{ connector: 'xledger' }, ['failing']],
    [{ enabled: false }, ['off', 'bare']],
    [{ q: ' LOKALLAG', enabled: true }, ['stopped', 'failing', 'fine']],
    [{ q: 'a\u030as' }, ['fine']],
    [{ q: 'stopp' }, ['stopped']],
    [{ q: '%' }, []],
  ])('HEALTH-4: searched, sorted and filtered by %j, it is %j', async (query, expected) => {
    expect(await idsOf(query)).toEqual(expected)
  })

  test('HEALTH-4: pages do not overlap, and the counts by health leave the filter by health aside', async () => {
    await ready
    const first = await all({ limit: 3, sort: 'name' })
    const second = await all({ limit: 3, sort: 'name', after: first.next! })
    expect([first.total, second.next]).toEqual([5, null])
    const seen = [...first.rows, ...second.rows].map((row) => row.organizationId)
    expect(seen.toSorted()).toEqual(organizations.toSorted())
    expect(await all({ health: 'red', enabled: true })).toMatchObject({
      total: 1,
      byHealth: { red: 1, amber: 1, green: 1, disabled: 0 },
    })
  })

  test('STATUS-2: whoever belongs to an organisation sees that one alone', async () => {
    await ready
    const { rows, byHealth } = await log.within('failing', () => overview({ limit: 50 }))
    expect(rows.map((row) => row.organizationId)).toEqual(['failing'])
    expect(byHealth).toMatchObject({ amber: 1, red: 0, green: 0 })
  })

  test('STATUS-7: the overview, the dashboard and the integrations tell of one health', async () => {
    await ready
    const integrationsOf = createIntegrations(orm, statusOf)
    const { rows } = await all()
    for (const { organizationId, health, pendingCount, errorCount } of rows)
      await log.within(organizationId, async () => {
        const status = await statusOf(organizationId)
        expect(status).toMatchObject({ ok: true, value: { health, pendingCount, errorCount } })
        const integrations = await integrationsOf(organizationId, { limit: 3 })
        const isError =
          integrations.ok && integrations.value.rows.some((it) => it.status === 'error')
        expect([organizationId, isError]).toEqual([
          organizationId,
          ['red', 'amber'].includes(health.level),
        ])
      })
  })
})

test('HEALTH-6: what is read of 100,000 records of 500 organisations is an entry of an index for each sum', async () => {
  await using many = await createTestLog()
  const perStatus = { posted: 170, handled: 10, pending: 9, failed: 6, delivered: 4, in_doubt: 1 }
  const given = Object.entries(perStatus).flatMap(([status, count]) =>
    Array.from({ length: count }, () => status),
  )
  await withinScope('all', () =>
    many.orm.em.fork().transactional(async (em) => {
      const db = em.getKysely()
      await sql`
        insert into organization (organization_id, name, version, connector_type, enabled)
        select 'org-' || o, 'Lokallag ' || o, 1, 'dynamics', true from generate_series(1, 500) o`.execute(
        db,
      )
      await sql`
        insert into record (organization_id, record_id, revision, amount, approved_at, status, updated_at)
        select 'org-' || o, 'r-' || no, 1, 100, timestamptz '2026-11-21T11:00:00Z' - no * interval '1 second', status, now()
        from generate_series(1, 500) o, unnest(${given}::text[]) with ordinality given (status, no)`.execute(
        db,
      )
      await sql`
        insert into record_sum select organization_id, status, count(*), sum(amount) from record group by 1, 2`.execute(
        db,
      )
      await sql`
        insert into run (organization_id, run_id, trigger, started_at, completed_at, counts, sequence)
        select 'org-' || o, 'run-' || no, 'approval', timestamptz '2026-11-21T11:00:00Z' - no * interval '1 hour',
          timestamptz '2026-11-21T11:00:00Z' - no * interval '1 hour',
          '{"planned":1,"posted":1,"delivered":0,"failed":0,"deferred":0}', 1
        from generate_series(1, 500) o, generate_series(1, 60) no`.execute(db)
    }),
  )
  const wholeReads = async () => {
    const [found] = await many.orm.em
      .fork()
      .execute<{ count: number }[]>(
        `select sum(seq_scan)::int as count from pg_stat_user_tables where relname in ('record', 'run')`,
      )
    return found!.count
  }
  const read = async () =>
    [
      await indexEntriesRead(many.orm, 'record'),
      await indexEntriesRead(many.orm, 'run'),
      await wholeReads(),
    ] as const
  await read()
  const before = await read()
  const found = await withinScope('all', () => createOverview(many.orm, clock)({ limit: 50 }))
  expect(found).toMatchObject({ total: 500, byHealth: { amber: 500 } })
  expect(found.rows[0]).toMatchObject({ pendingCount: 10, errorCount: 6 })
  const after = await read()
  expect(after[2] - before[2]).toBe(0)
  // Of each organisation four sums are of what is open.
  expect(after[0] - before[0]).toBeLessThanOrEqual(500 * 4)
  // The latest run of each is kept beside it.
  expect(after[1] - before[1]).toBe(0)
})
