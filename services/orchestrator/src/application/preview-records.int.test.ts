import type { LedgerCode, Standing } from '@bilagsbro/booking/ledger-code'
import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { aConnector, anOrganization, start } from '#testing/builders.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import { createPreviewRecords } from './preview-records.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

let world: SyncWorld
/** Every code that a ledger was asked about, question by question. */
let asked: LedgerCode[][]
let hasReadPast: boolean
beforeEach(async () => {
  await opened.clear()
  asked = []
  hasReadPast = true
  world = await createSyncWorld(opened)
})

const standingOf = ({ code }: LedgerCode): Standing => {
  if (code === '7150') return { standing: 'blocked', why: 'It is a heading.' }
  return { standing: code === '2026-10-31' ? 'blocked' : 'usable' }
}
const preview = createPreviewRecords({
  waitingRecords: opened.waitingRecords,
  ledgerChecks: {
    async standings(_type, _organizationId, codes) {
      asked.push([...codes])
      return codes.map(standingOf)
    },
  },
  clock: fixedClock(start),
  mayDecide: () => hasReadPast,
})

let version = 0
const configure = (enabled: boolean, organizationId = 'hlf') =>
  world.app.applyConnectors([
    { ...anOrganization(), version: ++version, organizationId, connector: aConnector({ enabled }) },
  ])
type Content = ReturnType<typeof anApprovedRecord>
const approve = async (...contents: Partial<Content>[]) => {
  for (const content of contents) {
    world.clock.advance(1_000)
    await world.app.acceptRecords([{ content: anApprovedRecord(content) }])
  }
}
const whole = { offset: 0, limit: 500 }
const ofWaiting = async (page: Parameters<typeof preview.previewWaiting>[1] = whole) => {
  const found = await preview.previewWaiting('hlf', page)
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}
const kept = () => opened.orm.em.fork().execute('select * from record order by record_id')
const line = (category: string) => [{ lineId: '1', category, amount: '125.50', date: '2026-11-19' }]

describe('BOOKS-10', () => {
  test('BOOKS-10: everything that waits is told by verdict, with its voucher, and nothing is sent', async () => {
    await configure(false)
    await approve(
      { recordId: 'a' },
      { recordId: 'b', lines: line('boat') },
      { recordId: 'c', approvedAt: '2026-10-31T10:00:00Z' },
      { recordId: 'd', lines: line('food') },
      { recordId: 'e', currency: 'EUR' },
      { recordId: 'f' },
    )
    const before = [await kept(), opened.told.length]
    const { tallies, rows, total, beyond, previewedAt } = await ofWaiting()
    expect(tallies).toEqual([
      { verdict: 'faulty', count: 1, amount: '125.50' },
      { verdict: 'mapping_missing', count: 1, amount: '125.50' },
      { verdict: 'account_blocked', count: 1, amount: '125.50' },
      { verdict: 'closed_period', count: 1, amount: '125.50' },
      { verdict: 'ready', count: 2, amount: '251.00' },
    ])
    expect(rows.map(({ record }) => record.recordId)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(rows[0]!.mapped).toMatchObject({
      mappingVersion: 3,
      voucher: {
        postingDate: '2026-11-21',
        lines: [
          { account: '7140', amount: '125.50' },
          { account: '2910', amount: '-125.50' },
        ],
      },
    })
    expect(rows[1]!.waitsFor).toMatchObject({ categories: ['boat'] })
    expect(rows[3]!.faults).toMatchObject([{ code: '7150', why: 'It is a heading.' }])
    expect([total, beyond, previewedAt]).toEqual([6, 0, start])
    expect([await kept(), opened.told.length]).toEqual(before)
  })

  test('BOOKS-10: the records of one verdict are told page by page', async () => {
    await configure(false)
    await approve(
      ...['a', 'b', 'c', 'd', 'e'].map((recordId) => ({
        recordId,
        lines: line(recordId === 'b' ? 'boat' : 'taxi'),
      })),
    )
    const page = async (offset: number) => {
      const { rows, total } = await ofWaiting({ verdict: 'ready', offset, limit: 2 })
      return [rows.map(({ record }) => record.recordId), total]
    }
    expect(await page(0)).toEqual([['a', 'c'], 4])
    expect(await page(2)).toEqual([['d', 'e'], 4])
    expect(await page(4)).toEqual([[], 4])
  })

  test('BOOKS-5: a record in a closed period is shown under the date that it would go under', async () => {
    const policies = { ...anOrganization().policies, closedPeriods: 'next_open' } as const
    await configure(false)
    await approve({ recordId: 'a', approvedAt: '2026-10-31T10:00:00Z' })
    const held = await ofWaiting()
    expect(held.rows).toMatchObject([{ verdict: 'closed_period' }])
    await world.app.applyConnectors([
      {
        ...anOrganization({ policies }),
        version: ++version,
        connector: aConnector({ enabled: false }),
      },
    ])
    const { rows } = await ofWaiting()
    const moved = { from: '2026-10-31', to: '2026-11-01', rule: 'next_open' }
    expect(rows).toMatchObject([
      { verdict: 'ready', mapped: { voucher: { postingDate: '2026-11-01', moved } } },
    ])
    expect(asked.flat().filter(({ kind }) => kind === 'period')).toEqual([
      { kind: 'period', code: '2026-10-31' },
      { kind: 'period', code: '2026-10-31' },
      { kind: 'period', code: '2026-11-01' },
    ])
  })

  test('BOOKS-10: a ledger is asked about each code once', async () => {
    await configure(false)
    await approve(...['a', 'b', 'c'].map((recordId) => ({ recordId })))
    await ofWaiting()
    expect(asked.map((codes) => codes.map(({ kind, code }) => `${kind} ${code}`))).toEqual([
      ['account 7140', 'account 2910', 'period 2026-11-21'],
    ])
  })

  test('BOOKS-10: what is on its way, or in the ledger, is not told as waiting', async () => {
    await configure(true)
    await approve({ recordId: 'a' }, { recordId: 'b' }, { recordId: 'c' })
    // Two may be on their way at the same time.
    const { rows } = await ofWaiting()
    expect(rows.map(({ record }) => record.recordId)).toEqual(['c'])
  })

  test('BOOKS-10: one record is told in any state', async () => {
    await configure(true)
    await approve({ recordId: 'a' })
    const found = await preview.previewRecord({ organizationId: 'hlf', recordId: 'a', revision: 1 })
    expect(found).toMatchObject({
      ok: true,
      value: { verdict: 'ready', record: { state: { status: 'sending' } } },
    })
  })

  test('BOOKS-10: a revision of what is posted is told with the voucher that corrects it', async () => {
    await configure(true)
    await world.after(world.app.acceptRecords([{ content: anApprovedRecord({ recordId: 'a' }) }]))
    for (const job of world.adapter.open()) world.adapter.act(job, 'posted')
    await world.app.settlePostings(world.adapter.undelivered.splice(0))
    await configure(false)
    await approve({ recordId: 'a', revision: 2, lines: line('food') })
    const { rows } = await ofWaiting({ ...whole, verdict: 'account_blocked' })
    expect(rows.map(({ mapped }) => mapped?.voucher)).toMatchObject([
      {
        corrects: { revision: 1, lines: 2 },
        lines: [
          { account: '7140', amount: '-125.50' },
          { account: '2910', amount: '125.50' },
          { account: '7150', amount: '125.50' },
          { account: '2910', amount: '-125.50' },
        ],
      },
    ])
  })

  test('nothing is told of a record or an organisation that is not there, or is another’s', async () => {
    await configure(false)
    await configure(false, 'blindeforbundet')
    await approve({ recordId: 'a' })
    const of = (organizationId: string, recordId: string, revision = 1) =>
      preview.previewRecord({ organizationId, recordId, revision })
    const missing = { error: { kind: 'missing', code: 'revision.not_found' } }
    expect(await of('hlf', 'none')).toMatchObject(missing)
    expect(await of('hlf', 'a', 2)).toMatchObject(missing)
    expect(await of('blindeforbundet', 'a')).toMatchObject(missing)
    const unknown = { error: { code: 'organization.not_found' } }
    expect(await of('nobody', 'a')).toMatchObject(unknown)
    expect(await preview.previewWaiting('nobody', whole)).toMatchObject(unknown)
    const others = await preview.previewWaiting('blindeforbundet', whole)
    expect(others).toMatchObject({ value: { tallies: [], rows: [], total: 0 } })
  })

  test('while the past is read, nobody knows what waits', async () => {
    await configure(false)
    hasReadPast = false
    expect(await preview.previewWaiting('hlf', whole)).toMatchObject({
      error: { kind: 'unavailable', code: 'sync.still_reading' },
    })
  })

  test('BOOKS-10: 5,000 records are previewed in less than 10 s', async () => {
    await configure(false)
    const contents = Array.from({ length: 5_000 }, (_, at) => ({
      content: anApprovedRecord({
        recordId: `r-${at}`,
        lines: [
          { lineId: '1', category: 'taxi', amount: '100.00', date: '2026-11-19' },
          {
            lineId: '2',
            category: 'taxi',
            amount: '25.50',
            date: '2026-11-19',
            project: `p-${at}`,
          },
        ],
      }),
    }))
    for (let from = 0; from < contents.length; from += 1_000)
      await world.app.acceptRecords(contents.slice(from, from + 1_000))
    // Its own time, not what a busy machine gives to others meanwhile.
    const began = process.cpuUsage()
    const { tallies } = await ofWaiting()
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1_000).toBeLessThan(10_000)
    expect(tallies).toEqual([{ verdict: 'ready', count: 5_000, amount: '627500.00' }])
    expect(asked.every(({ length }) => length <= 500)).toBe(true)
    expect(asked.flat()).toHaveLength(5_003)
  })
})
