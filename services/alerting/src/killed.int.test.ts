import { AlertRaised } from '@bilagsbro/events/alert'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { SyncFailed, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { MikroORM } from '@mikro-orm/postgresql'
import { afterAll, expect, test } from 'vitest'
import { openAlerting } from '#testing/alerting-process.ts'
import { eventsOf, hour, minute } from '#testing/events.ts'
import { startTestService } from '#testing/service.ts'

await using resources = new AsyncDisposableStack()
const alerting = resources.use(await openAlerting())
const { topics, database } = alerting
const counted = resources.use(await startTestService({ gatherMs: 1e12 }))
const owner = resources.adopt(
  new MikroORM({
    clientUrl: database.ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
  }),
  (orm) => orm.close(),
)
const owned = resources.move()
afterAll(() => owned.disposeAsync())

/** The broker gives what a killed process read to another once its session is over. */
const patience = { timeout: 100_000, interval: 50 }
const count = async (statement: string) => {
  const [row] = await owner.em
    .fork()
    .execute<{ count: number }[]>(`select count(*)::int as count ${statement}`)
  return row!.count
}

/** Whoever writes to a table stops there, in the middle of a transaction. */
async function stopAt(table: string) {
  const em = owner.em.fork()
  await em.begin()
  await em.execute(`lock table ${table} in share mode`)
  return {
    somebodyWaits: () =>
      expect
        .poll(
          () =>
            count(`from pg_locks where not granted and mode = 'RowExclusiveLock'
              and relation = '${table}'::regclass
              and database = (select oid from pg_database where datname = current_database())`),
          patience,
        )
        .toBeGreaterThan(0),
    goOn: () => em.rollback(),
  }
}

const names = ['lasts', 'ends', 'over', 'waits'] as const
const now = Date.now()
const [lasts, ends, over, waits] = names.map((name) => eventsOf(name, now)) as [
  ReturnType<typeof eventsOf>,
  ReturnType<typeof eventsOf>,
  ReturnType<typeof eventsOf>,
  ReturnType<typeof eventsOf>,
]
const ids = (many: number) => Array.from({ length: many }, (_, at) => `r-${at}`)
const failed = [
  ...ids(40).map((id, at) => lasts.failed(id, 20 * minute - at)),
  ...ids(4).map((id, at) => ends.failed(id, 19 * minute - at)),
  ...ids(4).map((id, at) => over.failed(id, 18 * minute - at)),
]
const queued = ids(6).map((id, at) => waits.queued(id, 50 * hour - at))
const succeeded = [
  ...ids(15).map((id, at) => lasts.succeeded(id, 10 * minute - at)),
  ...ids(4).map((id, at) => over.succeeded(id, 9 * minute - at)),
  waits.succeeded('straight', 8 * minute),
]
const ended = ids(4).map((id, at) => ends.succeeded(id, 5 * minute - at))
const configured = names.map((name) => eventsOf(name, now).configured())

const rowsOf = (orm: typeof database.orm, table: string, columns: string) =>
  withinScope('all', () =>
    orm.em.fork().execute<object[]>(
      `select organization_id, ${columns} from ${table}
       where organization_id = any(string_to_array('${names.join(',')}', ',')) order by 1, 2, 3, 4`,
    ),
  )
const alertColumns = `rule, cause, raised_at, resolved_at, "end", reopened_at, is_unstable, affected, remaining, detail`
const troubleColumns = `record_id, revision, kind, no, cause, began_at, cleared_at, cleared_by, failure`

test('ALERT-5, ALERT-6: killed in the middle of facts and of judging, alerts and counters equal a recount, each is told once, and none that is over', async () => {
  await topics.produce(ConnectorConfigured, configured)
  await using first = alerting.start()
  await expect
    .poll(() => count('from organization where judged_until is not null'), patience)
    .toBe(4)

  // Facts are written, and what follows from them, and nothing is committed.
  const atFacts = await stopAt('touched')
  await topics.produce(SyncFailed, failed)
  await topics.produce(SyncQueued, queued)
  await topics.produce(SyncSucceeded, succeeded)
  await atFacts.somebodyWaits()
  await first.kill('SIGKILL')
  await atFacts.goOn()

  // Alerts are judged, and what is told of them is not committed.
  const atNotices = await stopAt('outbox')
  await using second = alerting.start()
  await atNotices.somebodyWaits()
  await second.kill('SIGKILL')
  await topics.produce(SyncSucceeded, ended)
  await atNotices.goOn()

  await using third = alerting.start()
  await third.listening
  // Counted again by one who was never killed, in the order of what happened.
  await counted.receive(ConnectorConfigured, configured)
  await counted.receive(SyncQueued, queued)
  await counted.receive(SyncFailed, failed)
  await counted.receive(SyncSucceeded, [...succeeded, ...ended])
  await counted.judge()
  for (const [table, columns] of [
    ['trouble', troubleColumns],
    ['alert', alertColumns],
  ] as const) {
    const expected = await rowsOf(counted.database.orm, table, columns)
    await expect.poll(() => rowsOf(database.orm, table, columns), patience).toEqual(expected)
  }
  const untold = `from alert where organization_id is not null and resolved_at is null and told_at is null`
  const left = async () => [await count(untold), await count('from outbox')]
  await expect.poll(left, patience).toEqual([0, 0])
  const recount = `from trouble where organization_id = 'lasts' and kind = 'failing'`
  const [all, open] = [await count(recount), await count(`${recount} and cleared_at is null`)]
  expect([all, open]).toEqual([40, 25])
  expect(await rowsOf(database.orm, 'alert', 'rule, affected, remaining')).toContainEqual({
    organization_id: 'lasts',
    rule: 'final_failure',
    affected: all,
    remaining: open,
  })

  // What is told last is told behind all that was told before.
  const told = (await rowsOf(database.orm, 'alert', 'id, told_at, is_end_told')) as {
    readonly id: string
    readonly organization_id: string
    readonly told_at: string | null
  }[]
  const isTold = told.filter(({ told_at: at }) => at !== null)
  expect(new Set(isTold.map((row) => row.organization_id))).toEqual(new Set(['lasts', 'waits']))
  await topics.produce(SyncFailed, [eventsOf('over').failed('last', 1_000)])
  const raised = await topics.read(
    AlertRaised,
    (some) => some.some(({ data }) => data.organizationId === 'over'),
    patience.timeout,
  )
  const before = raised.filter(
    ({ data }) => data.organizationId !== undefined && data.organizationId !== 'over',
  )
  expect(before.map(({ data }) => data.alertId).toSorted()).toEqual(
    isTold.map(({ id }) => id).toSorted(),
  )
}, 300_000)
