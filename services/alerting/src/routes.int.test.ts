import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { SyncDoubled, SyncFailed } from '@bilagsbro/events/sync'
import { accessContract, type Routes } from '@bilagsbro/service-kit/access.contract'
import { fuzzContract } from '@bilagsbro/service-kit/fuzz.contract'
import { openApiContract } from '@bilagsbro/service-kit/openapi.contract'
import { withinScope } from '@bilagsbro/service-kit/scope'
import type { TestTokenOptions } from '@bilagsbro/service-kit/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { eventsOf, minute } from '#testing/events.ts'
import { startTestService } from '#testing/service.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())

for (const organization of ['hlf', 'blindeforbundet']) {
  const { configured, failed } = eventsOf(organization)
  await service.receive(ConnectorConfigured, [configured()])
  await service.receive(SyncFailed, [failed('r-1', minute), failed('r-2', minute)])
}
await service.judge()

const rowsSeenBy = async (caller: TestTokenOptions, query = '') => {
  const authorization = `Bearer ${await service.token(caller)}`
  const answer = await service.app.inject({ url: `/alerts${query}`, headers: { authorization } })
  return answer.json<{ rows: Row[]; total: number }>()
}
interface Row {
  readonly id: string
  readonly rule: string
  readonly organizationId?: string
  readonly version: string
  readonly state: string
  readonly isRead: boolean
  readonly text: string
}
const global = { roles: ['global_admin'] } as const
const { rows } = await rowsSeenBy(global)
const idOf = (organization: string) =>
  rows.find((row) => row.organizationId === organization && row.rule === 'final_failure')!.id

const readers = ['global_admin', 'org_admin', 'org_support', 'auditor'] as const
const actors = ['global_admin', 'org_admin', 'org_support'] as const
const given = { alertId: idOf('hlf') }
const routes: Routes = {
  'GET /alerts': { allowed: readers },
  'GET /alerts/{alertId}': { allowed: readers, given, showsChanges: true },
  'GET /alerts/{alertId}/records': { allowed: readers, given },
  'POST /alerts/{alertId}/acknowledge': { allowed: actors, given },
  'POST /alerts/{alertId}/snooze': { allowed: actors, given, body: { hours: 4 } },
  'POST /alerts/{alertId}/read': { allowed: readers, given },
  'GET /organizations/{organizationId}/thresholds': {
    allowed: ['global_admin', 'org_admin', 'auditor'],
    showsChanges: true,
  },
  'PUT /organizations/{organizationId}/thresholds': {
    allowed: ['global_admin', 'org_admin'],
    body: { errorsPerDay: 5, waitingHours: 24, secretDays: 14 },
  },
  'GET /thresholds': { allowed: ['global_admin'], showsChanges: true },
  'PUT /thresholds': { allowed: ['global_admin'], body: { errorsPerDay: 10 } },
}
accessContract(service, routes)
fuzzContract(service, routes)
openApiContract(service)

describe('the inbox', () => {
  const act = async (caller: TestTokenOptions, path: string, body?: object, version?: string) => {
    const authorization = `Bearer ${await service.token(caller)}`
    const answer = await service.app.inject({
      method: 'POST',
      url: `/alerts/${path}`,
      headers: { authorization, ...(version !== undefined && { 'if-match': `"${version}"` }) },
      ...(body && { payload: body }),
    })
    return { status: answer.statusCode, ...answer.json<{ code?: string; state?: string }>() }
  }
  const at = (
    organization: string,
    role: 'org_admin' | 'org_support' | 'auditor',
    sub = 'somebody',
  ) => ({ roles: [role], organization, sub }) as const

  test('each sees the alerts of their organisations, and a global administrator all and those of the platform', async () => {
    const seen = await rowsSeenBy(at('hlf', 'auditor'))
    expect(seen.rows.map(({ organizationId }) => organizationId)).toEqual(['hlf'])
    const all = await rowsSeenBy(global)
    expect(all.rows.map(({ organizationId }) => organizationId)).toEqual(
      expect.arrayContaining(['hlf', 'blindeforbundet', undefined]),
    )
    expect(
      (await rowsSeenBy(at('hlf', 'auditor'), '?organizationId=blindeforbundet')).rows,
    ).toEqual([])
    const foreign = `/${idOf('blindeforbundet')}`
    expect((await rowsSeenBy(at('hlf', 'org_admin'), foreign)) as object).toMatchObject({
      code: 'alert.not_found',
    })
  })

  test('ALERT-9: an alert is marked as seen and snoozed by people whose role allows it in its organisation', async () => {
    const { configured, failed } = eventsOf('club')
    await service.receive(ConnectorConfigured, [configured()])
    await service.receive(SyncFailed, [failed('r-1', minute)])
    await service.judge()
    const { id } = (await rowsSeenBy(at('club', 'org_admin'))).rows[0]!
    const auditor = {
      roles: [
        { role: 'auditor', organization: 'club' },
        { role: 'org_admin', organization: 'hlf' },
      ],
    } as const
    expect(await act(auditor, `${id}/acknowledge`)).toMatchObject({
      status: 403,
      code: 'access.role_missing',
    })
    expect(await act(at('hlf', 'org_admin'), `${id}/acknowledge`)).toMatchObject({
      status: 404,
      code: 'alert.not_found',
    })
    expect(await act(at('club', 'org_support'), `${id}/acknowledge`)).toMatchObject({
      status: 200,
      state: 'acknowledged',
      acknowledgedBy: 'somebody',
    })
    expect(await act(at('club', 'org_admin'), `${id}/snooze`, { hours: 24 })).toMatchObject({
      state: 'snoozed',
    })
    expect((await rowsSeenBy(at('club', 'auditor'), '?state=snoozed')).total).toBe(1)
    expect((await rowsSeenBy(at('club', 'auditor'), '?state=open')).total).toBe(0)
    const platform = (await rowsSeenBy(global)).rows.find(
      (row) => row.organizationId === undefined,
    )!
    expect(await act(at('club', 'org_admin'), `${platform.id}/acknowledge`)).toMatchObject({
      status: 404,
    })
  })

  test('the word of a person settles the doublings that they saw, and no others: what came later stays and calls again', async () => {
    const now = Date.now()
    const { configured, doubled } = eventsOf('twice', now)
    const person = at('twice', 'org_admin')
    const read = async () => (await rowsSeenBy(person)).rows[0]!
    const records = async (id: string) => {
      const { rows: all } = await rowsSeenBy(person, `/${id}/records`)
      return (all as unknown as { recordId: string; clearedBy?: string }[]).map(
        ({ recordId, clearedBy }) => `${recordId} ${clearedBy ?? 'open'}`,
      )
    }
    await service.receive(ConnectorConfigured, [configured()])
    await service.receive(SyncDoubled, [doubled('r-1', 2 * minute)])
    await service.judge(now)
    const first = await read()
    const word = (version?: string) => act(person, `${first.id}/acknowledge`, undefined, version)
    expect(await word()).toMatchObject({ code: 'alert.version_missing' })

    // Known, and not yet what the alert says.
    await service.receive(SyncDoubled, [doubled('r-2', minute)])
    const refused = { status: 412, code: 'alert.changed_meanwhile' }
    expect(await word((await read()).version)).toMatchObject(refused)
    // What the page shows may be minutes old.
    await service.judge(now + 1_000)
    expect(await word(first.version)).toMatchObject(refused)
    const snooze = act(person, `${first.id}/snooze`, { hours: 4 }, first.version)
    expect(await snooze).toMatchObject(refused)
    expect(await records(first.id)).toEqual(['r-1 open', 'r-2 open'])
    const called = () =>
      service.told.flatMap(({ notice }) =>
        notice.alert.id === first.id && notice.kind === 'updated' && notice.notify
          ? [`${notice.change} ${notice.alert.remaining}`]
          : [],
      )
    expect(called()).toEqual(['grown 2'])

    const { version } = await read()
    expect(await word(version)).toMatchObject({ status: 200 })
    expect(await word(version)).toMatchObject({ status: 200 })
    // Told before the word, and known after it: another record, and another voucher of one that was seen to.
    await service.receive(SyncDoubled, [doubled('r-3', minute), doubled('r-1', minute)])
    await service.judge(now + 2_000)
    expect(await records(first.id)).toEqual(['r-3 open', 'r-1 open', 'r-1 seen_to', 'r-2 seen_to'])
    expect(called()).toEqual(['grown 2', 'reopened 2'])
    const last = await read()
    expect(last.state).toBe('open')
    expect(await word(last.version)).toMatchObject({ status: 200 })
    await service.judge(Date.now() + 1_000)
    expect(await read()).toMatchObject({ state: 'resolved', how: 'by_person' })
    expect(await word(last.version)).toMatchObject({ status: 409, code: 'alert.over' })
  })

  test('is read by each for themselves', async () => {
    const [first, second] = [
      at('blindeforbundet', 'org_admin', 'first'),
      at('blindeforbundet', 'auditor', 'second'),
    ]
    const unread = async (who: TestTokenOptions) => (await rowsSeenBy(who, '?unread=true')).total
    expect([await unread(first), await unread(second)]).toEqual([1, 1])
    expect(await act(second, `${idOf('blindeforbundet')}/read`)).toMatchObject({
      status: 200,
      isRead: true,
    })
    expect([await unread(first), await unread(second)]).toEqual([1, 0])
  })
})

test('every table but those of everybody shows each organisation its own rows alone', async () => {
  const { orm } = service.database
  const execute = <T extends object>(scope: 'all' | readonly string[], statement: string) =>
    withinScope(scope, () => orm.em.fork().execute<T[]>(statement))
  const tables = await execute<{ name: string }>(
    [],
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const ofEverybody = [
    'outbox',
    'installation',
    'mikro_orm_migrations',
    'alert_read',
    'platform_threshold',
  ]
  for (const { name } of tables.filter((table) => !ofEverybody.includes(table.name))) {
    const ids = await execute<{ id: string | null }>(
      ['hlf'],
      `select organization_id as id from "${name}"`,
    )
    expect([name, ids.filter(({ id }) => id !== 'hlf')]).toEqual([name, []])
    const [table] = await execute<{ secured: boolean }>(
      [],
      `select relrowsecurity as secured from pg_class where relname = '${name}'`,
    )
    expect([name, table!.secured]).toEqual([name, true])
  }
})
