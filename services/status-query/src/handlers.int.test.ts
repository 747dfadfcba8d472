import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { PostingRequested } from '@bilagsbro/events/posting'
import { goldenExample } from '@bilagsbro/events/golden-example'
import {
  ConnectorSuspended,
  SyncCompleted,
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncQueued,
  SyncStarted,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import { fixedClock } from '@bilagsbro/kernel/clock'
import type { Received } from '@bilagsbro/messaging/encoding'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { createScopedTestDatabase, createTestDatabase } from '@bilagsbro/service-kit/testing'
import { MikroORM } from '@mikro-orm/postgresql'
import fc from 'fast-check'
import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { sealEntries } from './audit/sealing.ts'
import { connectorHandlers, handlers } from './handlers.ts'
import { createUnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import { readUnannounced } from './organizations/announced.ts'
import { createIntegrations } from './organizations/integrations.ts'
import { createOrganizationStatus } from './organizations/status.ts'
import { createRecords } from './records/query.ts'
import { composeIds } from './migrations/0004-composed-ids.ts'
import { migrations } from './migrations/migrations.ts'
import { appendOnly, tables } from './tables.ts'

const database = await createScopedTestDatabase({ tables, migrations, appendOnly })
afterAll(() => database[Symbol.asyncDispose]())
const { orm } = database
const clock = fixedClock('2026-11-21T12:00:00Z')
let announced: () => Promise<void> = async () => {}
const unknownOrganizations = createUnknownOrganizations(readUnannounced(orm), () => announced())
const all = [...connectorHandlers(orm), ...handlers({ orm, clock, unknownOrganizations })]
const organizationStatus = createOrganizationStatus(orm, clock)
const queries = {
  organizationStatus,
  integrations: createIntegrations(orm, organizationStatus),
  records: createRecords(orm),
}
/** As somebody of the organisation. */
const here = <T>(work: () => Promise<T>): Promise<T> => withinScope([organizationId], work)
const db = () => orm.em.fork().getKysely()

let organizationId: string
beforeEach(async () => {
  await openOrganization()
})

/** One that was announced, and of which nothing else is known. */
async function openOrganization() {
  organizationId = crypto.randomUUID()
  await receive(ConnectorConfigured, { ...golden(ConnectorConfigured), version: 1 })
}
const statusOf = async () => {
  const found = await here(() => queries.organizationStatus(organizationId))
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}

const golden = <D extends EventDefinition>(definition: D) =>
  ({ ...goldenExample(definition).value, organizationId }) as DataOf<D>

async function receive<D extends EventDefinition>(definition: D, ...datas: DataOf<D>[]) {
  const handler = all.find((candidate) => candidate.definition === (definition as EventDefinition))!
  const events = datas.map((data) => ({
    definition,
    id: crypto.randomUUID(),
    time: '2026-11-21T12:00:00Z',
    data,
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  })) as unknown as Received[]
  expect((await handler.handle(events)) ?? []).toEqual([])
}

const approved = (recordId = 'r-1', revision = 1) => ({
  ...golden(RecordApproved),
  recordId,
  revision,
})
const succeeded = (recordId = 'r-1', sequence = 10) => ({
  ...golden(SyncSucceeded),
  recordId,
  sequence,
})
const failed = (recordId = 'r-1', sequence = 9) => ({ ...golden(SyncFailed), recordId, sequence })

const recordsOf = async () => {
  const found = await here(() => queries.records(organizationId, { limit: 100 }))
  if (!found.ok) throw new Error(found.error.code)
  return found.value.rows
}

test('every table that names organisations shows each of them its own rows alone', async () => {
  const open = await orm.em.fork().execute(`
    select relname from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'organization_id'
    where relkind in ('r', 'p') and not relrowsecurity`)
  expect(open).toEqual([])
})

test('others see nothing of an organisation, whatever is asked of the database', async () => {
  await receive(RecordApproved, approved())
  await receive(SyncCompleted, golden(SyncCompleted))
  await receive(SyncSucceeded, succeeded())
  await receive(PostingRequested.dynamics, golden(PostingRequested.dynamics))
  await withinScope('all', () => orm.em.fork().transactional(sealEntries))
  await receive(SyncSucceeded, succeeded('r-2'))
  await archiveNothing()
  for (const { tableName } of tables
    .map(({ meta }) => meta)
    .filter(({ policies }) => policies?.length)) {
    const rows = () => orm.em.fork().execute(`select * from ${tableName}`)
    expect([tableName, (await here(rows)).length]).not.toEqual([tableName, 0])
    expect(await withinScope([], rows)).toEqual([])
    const foreign = await withinScope([crypto.randomUUID()], rows)
    expect([tableName, foreign]).toEqual([tableName, []])
  }
})

/** Archives are made, and put back, by the owner of the database. */
async function archiveNothing() {
  const owner = new MikroORM({
    clientUrl: database.ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
  })
  await owner.em.fork().execute(
    `insert into log_archive (organization_id, name, no, entries, before, ids, manifest, proof, archived_at)
      values (?, '2020-01', 1, 0, 0, '{}', '', '', '2026-11-21Z')`,
    [organizationId],
  )
  await owner.em
    .fork()
    .execute(`insert into log_restored values (?, '2020-01', '2026-11-22Z')`, [organizationId])
  await owner.close()
}

describe('records', () => {
  const aLine = { lineId: '1', category: 'taxi', amount: '1000.00', date: '2026-11-19' }

  test('an approved record waits until the orchestrator says more', async () => {
    await receive(RecordApproved, approved())
    expect(await recordsOf()).toMatchObject([
      { recordId: 'r-1', status: 'pending', amount: '1234.50' },
    ])
  })

  test('BOOKS-1: a record says that its voucher was left as a draft, also once that is posted', async () => {
    const drafted = (sequence: number) => ({
      ...succeeded('r-1', sequence),
      mode: 'draft' as const,
    })
    await receive(RecordApproved, approved())
    await receive(SyncSucceeded, { ...drafted(10), outcome: 'delivered' })
    expect(await recordsOf()).toMatchObject([{ status: 'delivered', mode: 'draft' }])
    await receive(SyncSucceeded, drafted(11))
    expect(await recordsOf()).toMatchObject([{ status: 'posted', mode: 'draft' }])
    await receive(SyncSucceeded, succeeded('r-1', 12))
    expect((await recordsOf())[0]).not.toHaveProperty('mode')
  })

  test('BOOKS-5 a record and its log tell the date that was moved, by whom and why', async () => {
    const moved = { from: '2026-10-31', to: '2026-11-01', rule: 'next_open' } as const
    const chosen = { ...moved, by: 'u-9', note: 'Agreed.' }
    const reason = { code: 'date_moved', postingDate: moved.to } as const
    const queued = { ...golden(SyncQueued), recordId: 'r-1', revision: 1, sequence: 2, reason }
    await receive(RecordApproved, approved())
    await receive(SyncQueued, { ...queued, moved: chosen, by: 'u-9', note: 'Agreed.' })
    expect(await recordsOf()).toMatchObject([{ status: 'pending', reason, moved: chosen }])
    await receive(SyncSucceeded, { ...succeeded(), moved: chosen })
    expect(await recordsOf()).toMatchObject([{ status: 'posted', moved: chosen }])
    const logged = await here(() =>
      orm.em.fork().execute(
        `select status, actor, message from sync_logs
         where organization_id = ? and kind like 'sync.%' order by sequence`,
        [organizationId],
      ),
    )
    const message = 'Dated 2026-11-01 instead of 2026-10-31 (next_open, by u-9).'
    expect(logged).toEqual([
      { status: 'pending', actor: 'u-9', message },
      { status: 'posted', actor: null, message },
    ])
  })

  test('BOOKS-8 a withdrawn record is a revision of nothing, and a correction names what it corrects', async () => {
    const withdrawn = { ...golden(RecordWithdrawn), recordId: 'r-1', revision: 2 }
    const corrects = { revision: 1, reference: 'BB27842DZ3V0HVHP', voucherNumber: '1001' }
    const countered = { ...succeeded(), revision: 2, corrects }
    await receive(SyncSucceeded, countered, succeeded())
    await receive(RecordWithdrawn, withdrawn, withdrawn)
    await receive(RecordApproved, approved())
    await receive(RecordWithdrawn, withdrawn)
    expect(await recordsOf()).toMatchObject([
      { revision: 2, recordType: 'withdrawal', amount: '0.00', status: 'posted', corrects },
      { revision: 1, amount: '1234.50', status: 'posted' },
    ])
    const logged = await here(() =>
      orm.em.fork().execute(
        `select kind, status, actor, coalesce(message, body::json ->> 'note') as message
         from sync_logs
         where organization_id = ? and revision = 2 order by kind`,
        [organizationId],
      ),
    )
    expect(logged).toEqual([
      {
        kind: 'record.withdrawn',
        status: 'withdrawn',
        actor: withdrawn.withdrawnBy,
        message: withdrawn.reason,
      },
      {
        kind: 'sync.succeeded',
        status: 'posted',
        actor: null,
        message: 'Corrects BB27842DZ3V0HVHP (1001).',
      },
    ])
  })

  test.each([
    ['https://ledger.example/1', 'https://ledger.example/1'],
    ['javascript:alert(1)', undefined],
    ['https://somebody@evil.example/', undefined],
  ])('the link %s of a voucher is shown as %s', async (url, shown) => {
    const { voucher, ...event } = succeeded()
    await receive(SyncSucceeded, { ...event, voucher: { ...voucher, url } })
    const [row] = await recordsOf()
    expect([row?.status, row?.voucher?.number, row?.voucher?.url]).toEqual([
      'posted',
      voucher.number,
      shown,
    ])
  })

  test('what the orchestrator says may come before the approval', async () => {
    await receive(SyncSucceeded, succeeded())
    await receive(RecordApproved, approved())
    expect(await recordsOf()).toMatchObject([
      { recordId: 'r-1', status: 'posted', amount: '1234.50', recordType: 'travel_reimbursement' },
    ])
    await expectSums({ posted: { count: 1, amount: '1234.50' } })
  })

  test('an older word never replaces a newer one', async () => {
    await receive(RecordApproved, approved())
    await receive(SyncSucceeded, succeeded('r-1', 10))
    await receive(SyncFailed, failed('r-1', 9))
    await receive(SyncQueued, { ...golden(SyncQueued), sequence: 8 })
    expect(await recordsOf()).toMatchObject([
      { status: 'posted', voucher: { number: 'BB27842DZ3V0HVHP' } },
    ])
  })

  test('an id in two forms is one record, as its names are', async () => {
    const id = 'bilåg-1'
    await receive(RecordApproved, approved(id.normalize('NFD')), approved(id))
    await receive(SyncSucceeded, succeeded(id.normalize('NFD')))
    expect(await recordsOf()).toMatchObject([{ recordId: id, status: 'posted' }])
    await expectSums({ posted: { count: 1, amount: '1234.50' } })
  })

  test('ids that were shown in two forms become one, and the sums equal a recount', async () => {
    const id = 'bilåg-1'
    const decomposed = id.normalize('NFD')
    await using owned = await createTestDatabase({ tables, migrations })
    const read = (statement: string) => owned.orm.em.fork().execute(statement)
    await read(`insert into record (organization_id, record_id, revision, amount, status, sequence, updated_at) values
      ('hlf', '${id}', 1, 10, 'pending', 0, now()), ('hlf', '${decomposed}', 1, 10, 'posted', 7, now()),
      ('hlf', '${decomposed}', 2, 20, 'failed', 8, now()), ('hlf', 'r-1', 1, 5, 'failed', 9, now())`)
    await read(`insert into record_sum values ('hlf', 'pending', 1, 10), ('hlf', 'posted', 1, 10)`)
    for (let time = 0; time < 2; time++) await read(composeIds)
    expect(
      await read('select record_id as id, revision, status from record order by sequence'),
    ).toEqual([
      { id, revision: 1, status: 'posted' },
      { id, revision: 2, status: 'failed' },
      { id: 'r-1', revision: 1, status: 'failed' },
    ])
    expect(
      await read('select status, count::int, amount::text from record_sum order by 1'),
    ).toEqual([
      { status: 'failed', count: 2, amount: '25.00' },
      { status: 'posted', count: 1, amount: '10.00' },
    ])
  })

  test('the first content of an identity stays', async () => {
    await receive(RecordApproved, approved())
    const other = { ...approved(), recordType: 'expense' }
    await receive(RecordApproved, other)
    expect(await recordsOf()).toMatchObject([{ recordType: 'travel_reimbursement' }])
  })

  test('a record whose lines do not sum to its total is not shown, as it will never be sent', async () => {
    await receive(RecordApproved, { ...approved(), total: '1.00' })
    expect(await recordsOf()).toEqual([])
  })

  test.each<[string, Partial<RecordApproved>]>([
    ['approved in year 1', { approvedAt: '0001-01-01T00:00:00Z' }],
    ['with a line on 30 February', { total: '1000.00', lines: [{ ...aLine, date: '2026-02-30' }] }],
    ['with two lines of one id', { total: '2000.00', lines: [aLine, aLine] }],
  ])('a record %s is not shown, as it will never be sent', async (_what, changed) => {
    await receive(RecordApproved, { ...approved(), ...changed })
    expect(await recordsOf()).toEqual([])
  })

  test.each([['0001-01-01'], ['0001-01-01 BC'], ['9999-12-31 23:59:59'], ['10000-01-01']])(
    'a record of %s that was shown before does not hide the others',
    async (approvedAt) => {
      await receive(RecordApproved, approved('odd'), approved('a'))
      const owned = sql`update record set approved_at = ${approvedAt}::timestamptz
        where organization_id = ${organizationId} and record_id = 'odd'`
      await withinScope('all', () => owned.execute(db()))
      expect(await recordsOf()).toHaveLength(2)
      expect(await statusOf()).toMatchObject({ pendingCount: 2 })
      const configured = golden(ConnectorConfigured)
      const schedule = { cron: '0 6 * * *', timeZone: 'Europe/Oslo' as const }
      await receive(ConnectorConfigured, { ...configured, schedule, version: 2 })
      expect(await statusOf()).toMatchObject({ pendingCount: 2 })
      const integrations = await here(() => queries.integrations(organizationId, { limit: 3 }))
      expect(integrations.ok).toBe(true)
    },
  )

  test('what was delivered is shown apart, leaves what waits, and is failed when it is removed there', async () => {
    await receive(RecordApproved, approved('a'), approved('b'))
    await receive(
      SyncSucceeded,
      { ...succeeded('a', 5), outcome: 'delivered' },
      { ...succeeded('b', 5), outcome: 'delivered' },
    )
    expect(await statusOf()).toMatchObject({
      pendingCount: 0,
      errorCount: 0,
      sums: { delivered: { count: 2 }, posted: { count: 0 } },
      health: { level: 'green' },
    })
    const failure = { ...golden(SyncFailed).failure, class: 'rejected_in_ledger' as const }
    const { nextAttemptAt: _, ...final } = failed('a', 6)
    await receive(SyncFailed, { ...final, failure })
    await receive(SyncSucceeded, succeeded('b', 6))
    // Said again, in whatever order.
    await receive(SyncSucceeded, { ...succeeded('a', 5), outcome: 'delivered' })
    expect(await statusOf()).toMatchObject({
      errorCount: 1,
      sums: { delivered: { count: 0 }, failed: { count: 1 }, posted: { count: 1 } },
      health: { level: 'amber' },
    })
    const [rejected] = (await recordsOf()).filter(({ recordId }) => recordId === 'a')
    expect(rejected).toMatchObject({ status: 'failed', failure: { class: 'rejected_in_ledger' } })
    expect(await readTransferred()).toBe(2)
  })

  test('RETRY-1, RETRY-4: what failed is listed with its error and the thing that is wrong, leaves the list while it goes again, and comes back with its new error and a raised count', async () => {
    const { nextAttemptAt: _, ...final } = failed('a', 3)
    const subject = { kind: 'account', value: '7140' } as const
    const failedNow = () =>
      here(() => queries.records(organizationId, { status: 'failed', limit: 100 })).then((found) =>
        found.ok ? found.value : undefined,
      )
    await receive(RecordApproved, approved('a'), approved('b'))
    await receive(
      SyncFailed,
      { ...final, failure: { ...final.failure, subject } },
      { ...final, recordId: 'b' },
    )
    expect(await failedNow()).toMatchObject({
      total: 2,
      rows: [
        { recordId: 'a', amount: '1234.50', failure: { code: 'account.blocked', subject } },
        { recordId: 'b', attempts: 1, failure: { message: expect.stringContaining('7140') } },
      ],
    })
    const again = { ...golden(SyncQueued), reason: { code: 'awaiting_retry' as const } }
    await receive(
      SyncQueued,
      { ...again, recordId: 'a', sequence: 4 },
      { ...again, recordId: 'b', sequence: 4 },
    )
    expect(await statusOf()).toMatchObject({ errorCount: 0, pendingCount: 2 })
    await receive(SyncSucceeded, succeeded('a', 5))
    const failure = { ...final.failure, code: 'vat.unknown' }
    await receive(SyncFailed, { ...final, recordId: 'b', sequence: 5, attempt: 2, failure })
    expect(await statusOf()).toMatchObject({ errorCount: 1, pendingCount: 0 })
    expect(await failedNow()).toMatchObject({
      total: 1,
      rows: [{ recordId: 'b', attempts: 2, failure: { code: 'vat.unknown' } }],
    })
  })

  test('a record of an unknown organisation is set aside, until it comes again', async () => {
    organizationId = crypto.randomUUID()
    await receive(RecordApproved, approved())
    await expect(recordsOf()).rejects.toThrow('organization.not_found')
    await receive(ConnectorConfigured, golden(ConnectorConfigured))
    expect(await recordsOf()).toMatchObject([{ status: 'set_aside' }])
    await expectSums({ set_aside: { count: 1, amount: '1234.50' }, pending: { count: 0 } })
    expect((await statusOf()).pendingCount).toBe(0)
    await receive(RecordApproved, { ...approved(), total: '1000.00', lines: [aLine] })
    await receive(RecordApproved, approved())
    await expectSums({ set_aside: { count: 0 }, pending: { count: 1, amount: '1000.00' } })
    expect(await readSums()).toEqual(await recount())
  })
  test('a record waits for what was announced before it is set aside', async () => {
    organizationId = crypto.randomUUID()
    announced = () => receive(ConnectorConfigured, golden(ConnectorConfigured))
    await receive(RecordApproved, approved())
    announced = async () => {}
    expect(await recordsOf()).toMatchObject([{ status: 'pending' }])
  })

  test('BOOKS-1: what was delivered and is overdue is told and amber, until it is booked', async () => {
    await receive(RecordApproved, approved('a'), approved('b'))
    await receive(
      SyncSucceeded,
      { ...succeeded('a', 5), outcome: 'delivered' },
      { ...succeeded('b', 5), outcome: 'delivered' },
    )
    const overdue = { ...golden(SyncOverdue), connector: 'dynamics', recordId: 'a' } as const
    for (let time = 0; time < 2; time++) await receive(SyncOverdue, { ...overdue, sequence: 6 })
    expect(await statusOf()).toMatchObject({
      sums: { delivered: { count: 2 } },
      health: { level: 'amber', rules: [{ rule: 'unbooked', params: { count: 1 } }] },
    })
    expect((await recordsOf()).find(({ recordId }) => recordId === 'a')).toMatchObject({
      status: 'delivered',
      reason: { code: 'overdue' },
    })
    const logged = await rowsOf(sql<object>`
      select status, voucher_number as "voucherNumber" from sync_logs
      where organization_id = ${organizationId} and kind = 'sync.overdue'`)
    expect(logged).toMatchObject([{ status: 'overdue', voucherNumber: overdue.voucher.number }])
    await receive(SyncSucceeded, succeeded('a', 7))
    expect(await statusOf()).toMatchObject({ health: { level: 'green' } })
    expect(await readTransferred()).toBe(2)
  })

  test('what is overdue before its delivery was read has been delivered', async () => {
    await receive(RecordApproved, approved('a'))
    await receive(SyncOverdue, { ...golden(SyncOverdue), recordId: 'a', sequence: 6 })
    await receive(SyncSucceeded, { ...succeeded('a', 5), outcome: 'delivered' })
    expect(await statusOf()).toMatchObject({
      sums: { delivered: { count: 1 } },
      health: { level: 'amber' },
    })
    expect(await readTransferred()).toBe(1)
  })

  test('RETRY-4: what a person marks as handled leaves the failed at once, and comes back when the mark is taken back', async () => {
    await receive(RecordApproved, approved('a'))
    const { nextAttemptAt: _, ...final } = failed('a', 5)
    await receive(SyncFailed, final)
    expect(await statusOf()).toMatchObject({ errorCount: 1, health: { level: 'amber' } })
    const told = { ...golden(SyncHandled), recordId: 'a', sequence: 6, by: 'u-7', note: 'By hand.' }
    await receive(SyncHandled, told)
    expect(await statusOf()).toMatchObject({
      errorCount: 0,
      sums: { handled: { count: 1 }, failed: { count: 0 } },
      health: { level: 'green' },
    })
    const reopened = { ...golden(SyncQueued), recordId: 'a', by: 'u-7', note: 'A mistake.' }
    await receive(SyncFailed, { ...final, sequence: 8 })
    // Another topic: it may be read later.
    await receive(SyncQueued, { ...reopened, reason: { code: 'reopened' }, sequence: 7 })
    expect(await statusOf()).toMatchObject({ errorCount: 1, sums: { handled: { count: 0 } } })
    expect(await recordsOf()).toMatchObject([{ status: 'failed', failure: final.failure }])
    const logged = await rowsOf(sql<object>`
      select actor, coalesce(message, body::json ->> 'note') as message
      from sync_logs
      where organization_id = ${organizationId} and actor = 'u-7' order by sequence`)
    expect(logged).toMatchObject([{ message: 'By hand.' }, { message: 'A mistake.' }])
  })

  test('a doubt is shown as a doubt', async () => {
    await receive(RecordApproved, approved())
    await receive(SyncQueued, { ...golden(SyncQueued), reason: { code: 'in_doubt' }, sequence: 5 })
    expect(await recordsOf()).toMatchObject([{ status: 'in_doubt' }])
  })
})

describe('sums', () => {
  test('equal a recount, whatever came in whatever order and however often', async () => {
    const kinds = ['approved', 'succeeded', 'delivered', 'failed', 'queued', 'handled']
    const event = fc
      .record({
        kind: fc.constantFrom(...kinds),
        recordId: fc.constantFrom('a', 'b', 'c', 'd'),
        sequence: fc.integer({ min: 1, max: 20 }),
      })
      // Two words on a record are never of one sequence.
      .map((one) => ({ ...one, sequence: one.sequence * 10 + kinds.indexOf(one.kind) }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(event, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
        async (batches) => {
          await openOrganization()
          for (const batch of batches) {
            const of = (kind: string) => batch.filter((one) => one.kind === kind)
            const run = async <D extends EventDefinition>(
              kind: string,
              definition: D,
              data: DataOf<D>,
            ) => {
              const datas = of(kind).map(({ recordId, sequence }) => ({
                ...data,
                recordId,
                sequence,
              }))
              if (datas.length > 0) await receive(definition, ...datas)
            }
            const approvals = of('approved').map(({ recordId }) => approved(recordId))
            if (approvals.length > 0) await receive(RecordApproved, ...approvals)
            await run('succeeded', SyncSucceeded, golden(SyncSucceeded))
            await run('delivered', SyncSucceeded, {
              ...golden(SyncSucceeded),
              outcome: 'delivered',
            })
            await run('failed', SyncFailed, golden(SyncFailed))
            await run('queued', SyncQueued, golden(SyncQueued))
            await run('handled', SyncHandled, golden(SyncHandled))
          }
          expect(await readSums()).toEqual(await recount())
          expect(await readTransferred()).toBe(await recountTransferred())
        },
      ),
      { numRuns: 30 },
    )
  })

  test('twenty writers at once lose no difference', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `r-${index}`)
    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        const order = writer % 2 ? ids : ids.toReversed()
        if (writer < 10) await receive(RecordApproved, ...order.map((id) => approved(id)))
        else await receive(SyncSucceeded, ...order.map((id) => succeeded(id, writer)))
      }),
    )
    expect(await readSums()).toEqual(await recount())
    await expectSums({
      posted: { count: 50, amount: '61725.00' },
      pending: { count: 0, amount: '0.00' },
    })
  })
})

describe('sync_logs', () => {
  const log = async () =>
    rowsOf(sql<object>`
        select kind, status, actor, code, coalesce(message, body::json ->> 'note') as message, line::json ->> 'traceId' as "traceId"
        from sync_logs
        where organization_id = ${organizationId} and sequence <> 1 order by id`)

  test('NOTE-2: every record that goes out is logged with its status and its error, once', async () => {
    for (let time = 0; time < 2; time++) {
      await receive(RecordApproved, approved())
      await receive(SyncFailed, failed())
      await receive(SyncSucceeded, succeeded())
    }
    expect(await log()).toMatchObject([
      { kind: 'record.approved', status: 'approved', traceId: '4bf92f3577b34da6a3ce929d0e0e4736' },
      { kind: 'sync.failed', status: 'failed', message: expect.stringContaining('account 7140') },
      { kind: 'sync.succeeded', status: 'posted' },
    ])
  })

  test('TOGGLE-5: every toggle is logged with user, organisation, connector type and new state, once', async () => {
    const { reason: _, ...toggled } = { ...golden(ConnectorToggled), changedBy: 'user-9' }
    const off = { ...toggled, version: 4, enabled: false, reason: 'The accounts are closed.' }
    const on = { ...toggled, version: 5, enabled: true }
    for (let time = 0; time < 2; time++) await receive(ConnectorToggled, off, on)
    const row = { kind: 'connector.toggled', actor: 'user-9', code: toggled.connector }
    expect(await log()).toMatchObject([
      { ...row, status: 'disabled', message: 'The accounts are closed.' },
      { ...row, status: 'enabled', message: null },
    ])
  })

  test('every change of a configuration is logged with its actor, an older one included', async () => {
    const configured = golden(ConnectorConfigured)
    await receive(ConnectorConfigured, { ...configured, version: 7, changedBy: 'user-7' })
    await receive(ConnectorConfigured, { ...configured, version: 6, changedBy: 'user-6' })
    const row = { kind: 'connector.configured', status: 'configured', code: 'dynamics' }
    expect(await log()).toMatchObject([
      { ...row, actor: 'user-7' },
      { ...row, actor: 'user-6' },
    ])
  })

  test.each([
    'update sync_logs set status = status',
    'delete from sync_logs',
    'truncate sync_logs',
  ])('refuses to %s, whoever asks', async (statement) => {
    await expect(orm.em.fork().execute(statement)).rejects.toThrow('permission denied')
    await using owned = await createTestDatabase({ tables, migrations })
    await expect(owned.orm.em.fork().execute(statement)).rejects.toThrow('append-only')
  })
})

describe('status', () => {
  const configured = (enabled: boolean) => {
    const state = golden(ConnectorConfigured)
    return { ...state, connector: { ...state.connector!, enabled } }
  }

  const integrations = async () => {
    const found = await here(() => queries.integrations(organizationId, { limit: 3 }))
    return Object.fromEntries(found.ok ? found.value.rows.map((one) => [one.type, one]) : [])
  }

  test('STATUS-1: shows the connector, the last success, what waits and what failed', async () => {
    await receive(ConnectorConfigured, { ...configured(true), version: 2 })
    await receive(RecordApproved, approved('a'), approved('b'), approved('c'))
    await receive(SyncSucceeded, succeeded('a'))
    await receive(SyncFailed, failed('b'))
    expect(await statusOf()).toMatchObject({
      connector: { type: 'dynamics', enabled: true },
      health: { level: 'amber', rules: [{ rule: 'failed', params: { count: 1 } }] },
      lastSuccessAt: '2026-11-21T10:00:02.000Z',
      pendingCount: 1,
      errorCount: 1,
      sums: {
        posted: { count: 1, amount: '1234.50' },
        pending: { count: 1, oldestAt: '2026-11-21T10:00:00.000Z' },
      },
    })
  })

  test('STATUS-3: a run without errors leaves health green, and no error', async () => {
    await receive(ConnectorConfigured, { ...configured(true), version: 2 })
    await receive(RecordApproved, approved('a'))
    await receive(SyncSucceeded, succeeded('a'))
    await receive(SyncCompleted, golden(SyncCompleted))
    expect(await statusOf()).toMatchObject({ errorCount: 0, health: { level: 'green' } })
  })

  test('STATUS-4: a record that failed and will be tried again is an error until it is in the ledger', async () => {
    await receive(ConnectorConfigured, { ...configured(true), version: 2 })
    await receive(RecordApproved, approved('a'), approved('b'))
    await receive(SyncSucceeded, succeeded('a'))
    await receive(SyncFailed, { ...failed('b'), nextAttemptAt: '2026-11-21T12:30:00.000Z' })
    expect(await statusOf()).toMatchObject({
      pendingCount: 1,
      errorCount: 1,
      health: { level: 'amber', rules: [{ rule: 'retrying', params: { count: 1 } }] },
    })
    await receive(SyncSucceeded, succeeded('b'))
    expect(await statusOf()).toMatchObject({ errorCount: 0, health: { level: 'green' } })
  })

  test('STATUS-4: a run in which nothing succeeded is not green while its records are in doubt', async () => {
    await receive(ConnectorConfigured, { ...configured(true), version: 2 })
    await receive(RecordApproved, approved('a'))
    const inDoubt = { ...golden(SyncQueued), recordId: 'a', reason: { code: 'in_doubt' as const } }
    await receive(SyncQueued, inDoubt)
    const counts = { planned: 1, posted: 0, delivered: 0, failed: 0, deferred: 1 }
    await receive(SyncCompleted, { ...golden(SyncCompleted), counts })
    expect(await statusOf()).toMatchObject({
      errorCount: 0,
      health: { level: 'amber', rules: [{ rule: 'nothing_succeeded', params: { count: 1 } }] },
    })
    await receive(SyncSucceeded, succeeded('a'))
    expect((await statusOf()).health.level).toBe('green')
  })

  test('MANUAL-4, MANUAL-5: a run says who started it, what it takes, how many were ready, and its summary', async () => {
    const { completedAt, counts: _, ...run } = golden(SyncCompleted)
    const asked = {
      ...run,
      trigger: 'manual' as const,
      actor: 'u-7',
      takesUntil: '2026-11-21T10:00:00.000Z',
      ready: 4,
    }
    await receive(SyncStarted, asked)
    const shown = { trigger: 'manual', actor: 'u-7', takesUntil: asked.takesUntil, ready: 4 }
    expect(await statusOf()).toMatchObject({ activeRun: shown })
    const counts = { planned: 4, posted: 2, delivered: 0, failed: 1, deferred: 1, waiting: 3 }
    const sequence = asked.sequence + 1
    await receive(SyncCompleted, { ...asked, completedAt, counts, sequence })
    expect(await statusOf()).toMatchObject({ lastRun: { ...shown, counts } })
  })

  test('STATUS-7: a suspended connector is red, and says why', async () => {
    await receive(ConnectorConfigured, { ...configured(true), version: 2 })
    const { cause } = golden(ConnectorSuspended)
    await receive(ConnectorSuspended, golden(ConnectorSuspended))
    expect((await statusOf()).health).toMatchObject({
      level: 'red',
      rules: [{ rule: 'suspended', params: { code: cause.code, cause: cause.message } }],
    })
  })

  test('only a greater version of a connector counts', async () => {
    await receive(ConnectorConfigured, { ...configured(true), version: 5 })
    await receive(ConnectorConfigured, { ...configured(false), version: 4 })
    expect((await statusOf()).connector?.enabled).toBe(true)
  })

  test('what waits for a closed period is one row, and overdue after a day', async () => {
    await receive(ConnectorConfigured, configured(true))
    const reason = { code: 'period_closed' as const, postingDate: '2026-11-19' }
    for (const recordId of ['a', 'b']) {
      await receive(RecordApproved, {
        ...approved(recordId),
        approvedAt: '2026-11-19T05:30:00.000Z',
      })
      await receive(SyncQueued, { ...golden(SyncQueued), recordId, sequence: 2, reason })
    }
    expect(await statusOf()).toMatchObject({
      errorCount: 0,
      pendingCount: 2,
      waitingByReason: [{ reason: 'period_closed', count: 2 }],
      health: { level: 'red', rules: [{ rule: 'no_run' }, { rule: 'old', params: { count: 2 } }] },
    })
  })

  const weekdays = { cron: '0 6 * * 1-5', timeZone: 'Europe/Oslo' } as const
  const waitsForRun = (recordId: string, nextRunAt: string) => ({
    ...golden(SyncQueued),
    recordId,
    sequence: 2,
    reason: { code: 'awaiting_run' as const, nextRunAt },
  })

  test('WIZARD-8: shows the schedule and its next run, and what waits for it is not overdue', async () => {
    await receive(ConnectorConfigured, { ...configured(true), version: 2, schedule: weekdays })
    const old = { ...approved('a'), approvedAt: '2026-11-20T05:30:00.000Z' }
    await receive(RecordApproved, old)
    await receive(SyncQueued, waitsForRun('a', '2026-11-23T05:00:00.000Z'))
    expect(await statusOf()).toMatchObject({
      schedule: weekdays,
      nextRunAt: '2026-11-23T05:00:00.000Z',
      pendingCount: 1,
      waitingByReason: [{ reason: 'awaiting_run', count: 1 }],
      health: { level: 'green' },
    })
    await receive(RecordApproved, { ...old, recordId: 'b' })
    await receive(SyncQueued, waitsForRun('b', '2026-11-20T06:00:00.000Z'))
    expect((await statusOf()).health).toMatchObject({
      level: 'red',
      rules: [{ rule: 'no_run' }, { rule: 'old', params: { count: 1 } }],
    })
    await receive(ConnectorConfigured, { ...configured(false), version: 3, schedule: weekdays })
    expect(await statusOf()).not.toHaveProperty('nextRunAt')
  })

  test('STATUS-5: what waited for a scheduled run is not overdue the moment that it has come', async () => {
    await receive(ConnectorConfigured, { ...configured(true), version: 2, schedule: weekdays })
    await receive(RecordApproved, { ...approved('a'), approvedAt: '2026-11-19T05:30:00.000Z' })
    await receive(SyncQueued, waitsForRun('a', '2026-11-21T11:59:00.000Z'))
    expect((await statusOf()).health.level).toBe('green')
  })

  test('WIZARD-1, WIZARD-5: each integration is shown with its status, last sync, total and recent errors', async () => {
    const { changedBy } = golden(ConnectorToggled)
    await receive(ConnectorConfigured, { ...configured(true), version: 2, schedule: weekdays })
    await receive(ConnectorToggled, { ...golden(ConnectorToggled), version: 2, enabled: true })
    const none = { status: 'not_configured', enabled: false, transferred: 0 }
    expect(await integrations()).toMatchObject({
      xledger: none,
      dynamics: {
        status: 'active',
        enabled: true,
        toggledBy: changedBy,
        transferred: 0,
        counts: { waiting: 0, failed: 0, delivered: 0, posted: 0 },
        recentErrors: { count: 0, latest: [] },
        schedule: weekdays,
        nextRunAt: '2026-11-23T05:00:00.000Z',
      },
      rest: none,
    })
    await receive(SyncCompleted, golden(SyncCompleted))
    await receive(RecordApproved, approved('a'), approved('b'))
    await receive(SyncSucceeded, { ...succeeded('a', 5), outcome: 'delivered' })
    await receive(SyncSucceeded, succeeded('a', 6))
    const { nextAttemptAt: _, ...final } = failed('b', 3)
    const days = ['19', '20', '21', '21', '21', '21', '21', '21']
    for (const [at, day] of days.entries())
      await receive(SyncFailed, {
        ...final,
        sequence: at + 3,
        at: `2026-11-${day}T11:00:0${at}.000Z`,
      })
    const { code, message } = golden(SyncFailed).failure
    const { dynamics } = await integrations()
    expect(dynamics).toMatchObject({
      status: 'error',
      lastRunAt: golden(SyncCompleted).completedAt,
      lastSuccessAt: golden(SyncSucceeded).at,
      transferred: 1,
      counts: { waiting: 0, failed: 1, delivered: 0, posted: 1 },
      recentErrors: { count: 6 },
    })
    expect(dynamics?.recentErrors.latest).toHaveLength(5)
    expect(dynamics?.recentErrors.latest[0]).toEqual({
      at: '2026-11-21T11:00:07.000Z',
      recordId: 'b',
      revision: 1,
      reference: expect.stringMatching(/^BB[0-9A-Z]{14}$/),
      code,
      message,
    })
    // Off, and the toggle that did it has not been read yet: nobody is blamed for what somebody else did.
    await receive(ConnectorConfigured, { ...configured(false), version: 3 })
    const disabled = await integrations()
    expect(disabled['dynamics']).toMatchObject({ enabled: false })
    expect(disabled['dynamics']).not.toHaveProperty('toggledBy')
    const off = { ...golden(ConnectorToggled), version: 3, enabled: false, reason: 'Audit.' }
    await receive(ConnectorToggled, off)
    const { changedAt } = off
    expect((await integrations())['dynamics']).toMatchObject({
      toggledAt: changedAt,
      toggledBy: changedBy,
      reason: off.reason,
    })
    // Pointed at another ledger: what was sent to this one stays shown.
    const xledger = { ...configured(true).connector, type: 'xledger' as const }
    await receive(ConnectorConfigured, { ...configured(true), version: 4, connector: xledger })
    expect(await integrations()).toMatchObject({
      xledger: { status: 'error', enabled: true, transferred: 0 },
      dynamics: { status: 'not_configured', enabled: false, transferred: 1 },
    })
  })

  test.each<[string, boolean, () => Promise<void>]>([
    ['whose secret has expired', true, () => expireAt('2026-11-21T12:00:00.000Z', true)],
    [
      'that is off and whose secret has expired',
      false,
      () => expireAt('2026-11-01T00:00:00.000Z', false),
    ],
    ['whose records failed', true, () => receive(SyncFailed, failed())],
    ['that is suspended', true, () => receive(ConnectorSuspended, golden(ConnectorSuspended))],
  ])('WIZARD-1: an integration %s is an error', async (_what, enabled, goWrong) => {
    await receive(ConnectorConfigured, { ...configured(enabled), version: 2 })
    expect((await integrations())['dynamics']).toMatchObject({ status: 'active', enabled })
    await goWrong()
    expect((await integrations())['dynamics']).toMatchObject({ status: 'error', enabled })
  })

  const expireAt = (secretsExpireAt: string, enabled: boolean) => {
    const { connector, ...state } = configured(enabled)
    return receive(ConnectorConfigured, {
      ...state,
      version: 3,
      connector: { ...connector, secretsExpireAt },
    })
  }

  test('WIZARD-4: WIZARD-7: a connector that was saved is active, and off', async () => {
    await receive(ConnectorConfigured, { ...configured(false), version: 2 })
    expect((await integrations())['dynamics']).toMatchObject({ status: 'active', enabled: false })
  })

  test('a state is taken again in its version, so that an older replica that took it leaves nothing out', async () => {
    const known = { ...configured(true), version: 7 }
    const whole = {
      ...known,
      connector: { ...known.connector, secretsExpireAt: '2026-11-01T00:00:00.000Z' },
    }
    await receive(ConnectorConfigured, known)
    await receive(ConnectorConfigured, whole)
    expect((await integrations())['dynamics']).toMatchObject({ status: 'error' })
    await receive(ConnectorConfigured, { ...known, version: 8 }, { ...whole, version: 8 })
    expect((await integrations())['dynamics']).toMatchObject({ status: 'error' })
  })

  test('of an unknown organisation nothing is known', async () => {
    const missing = { ok: false, error: { kind: 'missing', code: 'organization.not_found' } }
    organizationId = crypto.randomUUID()
    await receive(ConnectorSuspended, golden(ConnectorSuspended))
    await receive(SyncSucceeded, succeeded())
    expect(await here(() => queries.organizationStatus(organizationId))).toMatchObject(missing)
    expect(await here(() => queries.integrations(organizationId, { limit: 3 }))).toMatchObject(
      missing,
    )
    expect(await here(() => queries.records(organizationId, { limit: 1 }))).toMatchObject(missing)
  })
})

const rowsOf = async <R>(query: RawBuilder<R>) => (await here(() => query.execute(db()))).rows

async function readSums() {
  const rows = await rowsOf(sql<{ status: string; count: number; amount: string }>`
    select status, count::int, amount from record_sum
    where organization_id = ${organizationId} and count > 0 order by status`)
  return rows
}

async function recount() {
  const rows = await rowsOf(sql<{ status: string; count: number; amount: string }>`
    select status, count(*)::int as count, sum(amount) as amount from record
    where organization_id = ${organizationId} group by status order by status`)
  return rows
}

async function expectSums(expected: object) {
  expect((await statusOf()).sums).toMatchObject(expected)
}

async function readTransferred() {
  const found = await here(() => queries.integrations(organizationId, { limit: 3 }))
  return found.ok && found.value.rows.reduce((sum, one) => sum + one.transferred, 0)
}

async function recountTransferred() {
  const rows = await rowsOf(sql<{ count: number }>`
    select count(*)::int as count from record
    where organization_id = ${organizationId} and voucher is not null`)
  return rows[0]?.count
}
