import { fixedClock } from '@bilagsbro/kernel/clock'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { createLog } from './audit/log-query.ts'
import { createFigures } from './figures/figures.ts'
import { createRuns } from './runs/list.ts'
import { createPeriodExport } from './periods/period-export.ts'
import { createPeriodReport } from './periods/report.ts'
import { createTestLog } from './testing/log.ts'

const log = await createTestLog()
afterAll(() => log[Symbol.asyncDispose]())
const { orm } = log
const clock = fixedClock('2026-11-30T13:00:00Z')
const organizationId = 'org-7'

/**
 * 200,000 records and their approvals: 20 organisations, 200 days, 50 records of each on each day. One of a hundred is
 * booked a month earlier. And 200,000 runs. Nothing has been vacuumed or analysed.
 */
const ready = withinScope('all', () =>
  orm.em.fork().transactional(async (em) => {
    const db = em.getKysely()
    await sql`set local statement_timeout = 0`.execute(db)
    await sql`
      insert into organization (organization_id, version) select 'org-' || o, 1 from generate_series(0, 19) o`.execute(
      db,
    )
    await sql`
      insert into record (organization_id, record_id, revision, amount, approved_at, status, attempts, voucher, updated_at)
      select 'org-' || n % 20, 'r-' || n, 1, 100, at, 'posted', 1, json_build_object('number', 'v-' || n,
        'date', to_char(at - (n / 20 % 100 = 7)::int * interval '1 month', 'YYYY-MM-DD')), now()
      from (
        select n, timestamptz '2026-11-30T12:00:00Z' - n / 1000 * interval '1 day' as at from generate_series(0, 199999) n
      ) given`.execute(db)
    await sql`
      insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status)
      select organization_id, 'record.approved', record_id, 1, 0, approved_at, 'approved' from record`.execute(
      db,
    )
    await sql`
      insert into run (organization_id, run_id, trigger, started_at, completed_at, counts, sequence)
      select 'org-' || n % 20, 'run-' || n, 'approval', at, at, '{"planned": 1, "posted": 1}', 1
      from (
        select n, timestamptz '2026-11-30T12:00:00Z' - n * interval '1 minute' as at from generate_series(0, 199999) n
      ) given`.execute(db)
  }),
)

const ofRecords = `relname in ('record', 'run')`
const ofLog = `schemaname = 'sync_log_months'`

/** How many entries of indexes `work` reads, after it was seen to read no table whole. */
async function readBy(tables: string, work: () => Promise<unknown>): Promise<number> {
  await ready
  const before = await readSoFar(tables)
  await withinScope([organizationId], work)
  const after = await readSoFar(tables)
  // A month without entries may be read whole.
  expect(after.whole - before.whole).toBe(0)
  return after.byIndex - before.byIndex
}

async function readSoFar(tables: string) {
  const em = orm.em.fork()
  await em.execute(`select pg_stat_force_next_flush()`)
  const [found] = await em.execute<{ whole: number; byIndex: number }[]>(
    `select (select sum(seq_tup_read)::int from pg_stat_user_tables where ${ofRecords} or ${ofLog}) as whole,
      (select sum(idx_tup_read)::int from pg_stat_user_indexes where ${tables}) as "byIndex"`,
  )
  return found!
}

// Of an organisation, 15 of them booked in the month before.
const inAMonth = 1_500

test('BOOKS-9: a report reads the records of its month and organisation, not the others', async () => {
  const report = createPeriodReport(orm, clock)
  const read = await readBy(ofRecords, async () => {
    const found = await report(organizationId, '2026-10')
    expect(found).toMatchObject({
      ok: true,
      value: { approved: { count: 1_550, agrees: true }, booked: { takenBack: { count: 0 } } },
    })
  })
  // Each once for its place and once for its voucher; an index may give some more.
  expect(read).toBeLessThan(inAMonth * 8)
  expect(await readBy(ofLog, () => report(organizationId, '2026-10'))).toBeLessThan(inAMonth * 8)
})

test('BOOKS-9: the table of a month is read a page at a time', async () => {
  const exported = createPeriodExport(orm)
  const read = await readBy(ofRecords, async () => {
    const table = await exported({
      organizationId,
      month: '2026-10',
      part: 'records',
      language: 'nb',
    })
    if (!table.ok) throw new Error(table.error.code)
    const text = (await table.value.toArray()).join('')
    expect(text.split('\r\n').length).toBeGreaterThan(inAMonth)
  })
  expect(read).toBeLessThan(inAMonth * 8)
})

test('STATUS-1: the figures read what is open, and the days that are asked for', async () => {
  const figures = createFigures(orm, clock)
  const read = () => figures(organizationId, 7)
  expect(await readBy(ofRecords, read)).toBeLessThan(100)
  // 50 entries a day.
  expect(await readBy(ofLog, read)).toBeLessThan(50 * 8)
})

test('AUDIT-2: what a person looks for in the log is found by its indexes, in one organisation and in all', async () => {
  const list = createLog(orm)
  const read = (q: string, of?: string) =>
    readBy(ofLog, async () => {
      const found = await list({ organizationId: of, q, limit: 50 })
      expect(found).toMatchObject({ ok: true, value: { total: q === 'r-7' ? 1 : 0 } })
    })
  for (const q of ['r-7', 'nothing']) {
    expect(await read(q, organizationId)).toBeLessThan(100)
    expect(await read(q)).toBeLessThan(100)
  }
})

test('a page of runs reads a page', async () => {
  const runs = createRuns(orm)
  const from = '2026-11-30T00:00:00Z'
  const read = await readBy(ofRecords, () => runs(organizationId, { from, limit: 10 }))
  // Of 36 since then, which are counted.
  expect(read).toBeLessThan(200)
})
