import { RecordApproved } from '@bilagsbro/events/record-approved'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { goldenExample } from '@bilagsbro/events/golden-example'
import { SyncFailed, SyncHandled, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { fixedClock } from '@bilagsbro/kernel/clock'
import type { Received } from '@bilagsbro/messaging/consumer'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { handlers } from './handlers.ts'
import { migrations } from './migrations/index.ts'
import { createQueries } from './queries/queries.ts'
import { tables } from './tables.ts'

const database = await createTestDatabase({ tables, migrations })
afterAll(() => database[Symbol.asyncDispose]())
const { orm } = database
const clock = fixedClock('2026-11-21T12:00:00Z')
const all = handlers({ orm, clock })
const queries = createQueries({ orm, clock })
const db = () => orm.em.fork().getKysely()

let organizationId: string
beforeEach(() => {
  organizationId = crypto.randomUUID()
})

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

const recordsOf = async () =>
  (await queries.records({ organizationId, page: 1, pageSize: 100 })).rows

describe('records', () => {
  test('an approved record waits until the orchestrator says more', async () => {
    await receive(RecordApproved, approved())
    expect(await recordsOf()).toMatchObject([
      { recordId: 'r-1', status: 'pending', amount: '1234.50' },
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

  test('a doubt is shown as a doubt', async () => {
    await receive(RecordApproved, approved())
    await receive(SyncQueued, { ...golden(SyncQueued), reason: { code: 'in_doubt' }, sequence: 5 })
    expect(await recordsOf()).toMatchObject([{ status: 'in_doubt' }])
  })
})

describe('sums', () => {
  test('equal a recount, whatever came in whatever order and however often', async () => {
    const event = fc.record({
      kind: fc.constantFrom('approved', 'succeeded', 'failed', 'queued', 'handled'),
      recordId: fc.constantFrom('a', 'b', 'c', 'd'),
      sequence: fc.integer({ min: 1, max: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(event, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
        async (batches) => {
          organizationId = crypto.randomUUID()
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
            await run('failed', SyncFailed, golden(SyncFailed))
            await run('queued', SyncQueued, golden(SyncQueued))
            await run('handled', SyncHandled, golden(SyncHandled))
          }
          expect(await readSums()).toEqual(await recount())
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
    (
      await sql<{ kind: string; status: string; message: string | null; traceId: string }>`
        select kind, status, message, trace_id as "traceId" from sync_logs
        where organization_id = ${organizationId} order by id`.execute(db())
    ).rows

  test('NOTE-2: every record that goes out is logged with its status and its error, once', async () => {
    for (let time = 0; time < 2; time++) {
      await receive(RecordApproved, approved())
      await receive(SyncFailed, failed())
      await receive(SyncSucceeded, succeeded())
    }
    expect(await log()).toMatchObject([
      { kind: 'record.approved', status: 'approved', traceId: '4bf92f3577b34da6a3ce929d0e0e4736' },
      { kind: 'sync.failed', status: 'failed', message: expect.stringContaining('2026-09-30') },
      { kind: 'sync.succeeded', status: 'posted' },
    ])
  })

  test.each([
    'update sync_logs set status = status',
    'delete from sync_logs',
    'truncate sync_logs',
  ])('refuses to %s', async (statement) => {
    await expect(orm.em.fork().execute(statement)).rejects.toThrow('append-only')
  })
})

describe('status', () => {
  const configured = (enabled: boolean) => {
    const state = golden(ConnectorConfigured)
    return { ...state, connector: { ...state.connector!, enabled } }
  }

  test('STATUS-1: shows the connector, the last success, what waits and what failed', async () => {
    await receive(ConnectorConfigured, configured(true))
    await receive(RecordApproved, approved('a'), approved('b'), approved('c'))
    await receive(SyncSucceeded, succeeded('a'))
    await receive(SyncFailed, failed('b'))
    expect(await queries.organizationStatus(organizationId)).toMatchObject({
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

  test('only a greater version of a connector counts', async () => {
    await receive(ConnectorConfigured, { ...configured(true), version: 5 })
    await receive(ConnectorConfigured, { ...configured(false), version: 4 })
    expect((await queries.organizationStatus(organizationId))?.connector?.enabled).toBe(true)
  })

  test('of an unknown organisation nothing is known', async () => {
    expect(await queries.organizationStatus(organizationId)).toBeUndefined()
  })
})

async function readSums() {
  const { rows } = await sql<{ status: string; count: number; amount: string }>`
    select status, count::int, amount from record_sum
    where organization_id = ${organizationId} and count > 0 order by status`.execute(db())
  return rows
}

async function recount() {
  const { rows } = await sql<{ status: string; count: number; amount: string }>`
    select status, count(*)::int as count, sum(amount) as amount from record
    where organization_id = ${organizationId} group by status order by status`.execute(db())
  return rows
}

async function expectSums(expected: object) {
  await receive(ConnectorConfigured, golden(ConnectorConfigured))
  expect((await queries.organizationStatus(organizationId))?.sums).toMatchObject(expected)
}
