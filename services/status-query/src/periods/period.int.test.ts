import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import { SyncFailed, SyncHandled, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import { MikroORM } from '@mikro-orm/postgresql'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createErase } from '#audit/erase.ts'
import { createBooks, dimension, recordOf } from '../testing/books.ts'
import { createTestLog, golden } from '../testing/log.ts'
import { createPeriodExport, type PeriodExport } from './period-export.ts'
import { createPeriodReport } from './report.ts'

await using resources = new AsyncDisposableStack()
const log = resources.use(await createTestLog())
const owner = new MikroORM({
  clientUrl: log.ownerUrl,
  entities: [],
  discovery: { warnWhenNoEntities: false },
})
resources.defer(() => owner.close())
const owned = resources.move()
afterAll(() => owned.disposeAsync())
const { receive } = log
const books = createBooks(log)
const report = createPeriodReport(log.orm, fixedClock('2026-12-05T08:00:00Z'))
const exported = createPeriodExport(log.orm, 3)

async function period(organizationId: string, month = '2026-11') {
  const found = await log.within(organizationId, () => report(organizationId, month))
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}

async function table(organizationId: string, asked: Partial<PeriodExport> = {}) {
  const found = await log.within(organizationId, () =>
    exported({ organizationId, month: '2026-11', part: 'records', language: 'nb', ...asked }),
  )
  if (!found.ok) throw new Error(found.error.code)
  return (await found.value.toArray()).join('')
}

const one = (amount: string) => ({ lines: [{ amount }] })
const netBy = <Row extends { readonly net: string }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
) => Object.fromEntries(rows.map((row) => [keyOf(row), row.net]))

test('BOOKS-9: every approval of a month is in one place, and they add up to what the log holds', async () => {
  const organizationId = await log.open()
  const approve = async (recordId: string, amount: string) => {
    const record = recordOf(organizationId, recordId, one(amount))
    await books.approve(record)
    return record
  }
  const of = { sequence: 3, revision: 1 }
  await books.post(await approve('posted', '100.00'))
  await books.post(await approve('delivered', '20.00'), { outcome: 'delivered' })
  await approve('new', '3.00')
  await approve('queued', '4.00')
  await receive(SyncQueued, { ...golden(SyncQueued, organizationId), ...of, recordId: 'queued' })
  const { nextAttemptAt: _, ...failed } = golden(SyncFailed, organizationId)
  await approve('retried', '5.00')
  await receive(SyncFailed, {
    ...failed,
    ...of,
    recordId: 'retried',
    nextAttemptAt: '2026-11-21T10:00:00Z',
  })
  await approve('failed', '6.00')
  await receive(SyncFailed, { ...failed, ...of, recordId: 'failed' })
  await approve('by-hand', '7.00')
  const handled = { ...golden(SyncHandled, organizationId), ...of }
  await receive(SyncHandled, { ...handled, recordId: 'by-hand', reason: 'by_person' })
  const first = await books.post(await approve('changed', '8.00'))
  const changed = recordOf(organizationId, 'changed', { ...one('9.00'), revision: 2 })
  await books.approve(changed)
  await books.post(changed, { earlier: first })
  await approve('superseded', '10.00')
  await receive(SyncHandled, { ...handled, recordId: 'superseded', reason: 'superseded' })
  // Another month's, and the last moment of October in Norway.
  await books.approve(
    recordOf(organizationId, 'october', {
      ...one('999.00'),
      approvedAt: '2026-10-31T22:59:59.000Z',
    }),
  )
  await books.approve(
    recordOf(organizationId, 'november', {
      ...one('0.50'),
      approvedAt: '2026-10-31T23:00:00.000Z',
    }),
  )

  const found = await period(organizationId)
  expect(found.places).toEqual({
    posted: { count: 2, amount: '109.00' },
    corrected: { count: 1, amount: '8.00' },
    delivered: { count: 1, amount: '20.00' },
    waiting: { count: 4, amount: '12.50' },
    failed: { count: 1, amount: '6.00' },
    handled: { count: 2, amount: '17.00' },
    set_aside: { count: 0, amount: '0.00' },
  })
  expect(found.approved).toEqual({
    count: 11,
    amount: '172.50',
    logged: 11,
    archived: 0,
    agrees: true,
  })
  expect(found.handled.toSorted((a, b) => (a.reason < b.reason ? -1 : 1))).toEqual([
    { reason: 'by_person', count: 1, amount: '7.00' },
    { reason: 'superseded', count: 1, amount: '10.00' },
  ])
  expect(found.booked).toEqual({
    count: 3,
    amount: '117.00',
    takenBack: { count: 1, amount: '8.00' },
    linesUnknown: { count: 0, amount: '0.00', archived: 0 },
  })
  const rows = (await table(organizationId)).trimEnd().split('\r\n').slice(1)
  expect(rows.map((row) => row.split(';').slice(0, 2).join('.')).toSorted()).toEqual([
    'by-hand.1',
    'changed.1',
    'changed.2',
    'delivered.1',
    'failed.1',
    'new.1',
    'november.1',
    'posted.1',
    'queued.1',
    'retried.1',
    'superseded.1',
  ])
})

test('BOOKS-9: a revision that comes again with another month and content, and is refused, is missed in neither month', async () => {
  const organizationId = await log.open()
  const november = recordOf(organizationId, 'twice', one('11.11'))
  await books.approve(november)
  await books.approve(
    recordOf(organizationId, 'twice', { ...one('99.99'), approvedAt: '2026-10-15T10:00:00.000Z' }),
  )
  expect((await period(organizationId)).approved).toMatchObject({ count: 1, logged: 1 })
  expect((await period(organizationId, '2026-10')).approved).toMatchObject({
    count: 0,
    logged: 0,
    agrees: true,
  })
})

test('BOOKS-9: what is booked in another month than approved is told with its reason, from both sides', async () => {
  const organizationId = await log.open()
  const september = '2026-09-15T09:00:00.000Z'
  const at = (
    recordId: string,
    amount: string,
    approvedAt: string,
    date = approvedAt.slice(0, 10),
  ) => recordOf(organizationId, recordId, { approvedAt, lines: [{ amount, date }] })
  const records = {
    own: at('own', '1.00', '2026-11-02T09:00:00.000Z'),
    earlier: at('earlier', '2.00', '2026-11-02T09:00:00.000Z', '2026-10-30'),
    moved: at('moved', '4.00', september),
    ledger: at('ledger', '8.00', '2026-11-30T09:00:00.000Z'),
  }
  for (const record of Object.values(records)) await books.approve(record)
  await books.post(records.own)
  await books.post(records.earlier)
  await books.post(records.moved, {
    moved: { from: '2026-09-15', to: '2026-11-01', rule: 'next_open' },
  })
  await books.post(records.ledger, { ledgerDate: '2026-12-01' })

  const november = await period(organizationId)
  expect(november.places.posted).toEqual({ count: 3, amount: '11.00' })
  expect(november.booked).toMatchObject({ count: 2, amount: '5.00' })
  expect(november.differences).toEqual([
    {
      direction: 'booked_elsewhere',
      month: '2026-10',
      reason: 'line_date',
      count: 1,
      amount: '2.00',
    },
    {
      direction: 'booked_elsewhere',
      month: '2026-12',
      reason: 'ledger_date',
      count: 1,
      amount: '8.00',
    },
    {
      direction: 'approved_elsewhere',
      month: '2026-09',
      reason: 'date_moved',
      count: 1,
      amount: '4.00',
    },
  ])
  expect((await period(organizationId, '2026-10')).differences).toMatchObject([
    { direction: 'approved_elsewhere', month: '2026-11', reason: 'line_date' },
  ])
  expect(await table(organizationId)).toContain(
    '\r\nmoved;1;travel_reimbursement;volunteer;2026-09-15 11:00:00;2026-09;4,00;Bokført;;BB-moved-1;2026-11-01;2026-11;Flyttet fra lukket periode;;BB-moved-1\r\n',
  )
})

test("BOOKS-9: totals by account, cost centre and project are the ledger's, to the øre, whatever was booked, corrected, moved and withdrawn", async () => {
  const lineOf = fc.record(
    {
      amount: fc
        .integer({ min: -9_999, max: 99_999_999 })
        .filter((ore) => ore !== 0)
        .map(formatAmount),
      category: fc.constantFrom('taxi', 'food', 'rent'),
      costCenter: fc.constantFrom('100', '200', '=1+1'),
      project: fc.constantFrom('P1', 'P2'),
      vatCode: fc.constantFrom('1', '11'),
      date: fc.constantFrom('2026-10-30', '2026-11-05', '2026-12-01'),
    },
    { requiredKeys: ['amount', 'category', 'date'] },
  )
  const revision = fc.record({
    lines: fc.array(lineOf, { minLength: 1, maxLength: 4 }),
    day: fc.integer({ min: 0, max: 60 }),
    isMoved: fc.boolean(),
    attempt: fc.integer({ min: 1, max: 3 }),
    ledgerDate: fc.option(fc.constantFrom('2026-10-31', '2026-11-30', '2026-12-31'), {
      nil: undefined,
    }),
  })
  const story = fc.record({
    revisions: fc.array(revision, { minLength: 1, maxLength: 3 }),
    withdrawn: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 6 }), async (stories) => {
      const organizationId = await log.open()
      const dayAt = (day: number) => new Date(Date.UTC(2026, 9, 15 + day, 9)).toISOString()
      for (const [number, { revisions, withdrawn }] of stories.entries()) {
        const recordId = `r-${number}`
        let earlier
        for (const [at, { lines, day, isMoved, attempt, ledgerDate }] of revisions.entries()) {
          const record = recordOf(organizationId, recordId, {
            revision: at + 1,
            approvedAt: dayAt(day),
            lines,
          })
          const from = lines[0]!.date
          await books.approve(record)
          earlier = await books.post(record, {
            attempt,
            ...(earlier && { earlier }),
            ...(ledgerDate !== undefined && { ledgerDate }),
            ...(isMoved && { moved: { from, to: '2026-12-01', rule: 'today' as const } }),
          })
        }
        const withdrawnAt = dayAt(number * 9)
        const withdrawal = {
          ...golden(RecordWithdrawn, organizationId),
          recordId,
          revision: revisions.length + 1,
          withdrawnAt,
        }
        if (!withdrawn) continue
        await books.approve(withdrawal)
        await books.post(withdrawal, { earlier: earlier! })
      }
      for (const month of ['2026-10', '2026-11', '2026-12']) {
        const { accounts, dimensions, totals, booked } = await period(organizationId, month)
        const inLedger = (keyOf: Parameters<typeof books.totals>[2]) =>
          books.totals(organizationId, month, keyOf)
        expect(netBy(accounts, ({ account }) => account)).toEqual(
          inLedger(({ account }) => account),
        )
        for (const code of ['AVDELING', 'PROSJEKT'])
          expect(
            netBy(dimensions.find((one) => one.code === code)?.values ?? [], ({ value }) => value),
          ).toEqual(inLedger(dimension(code)))
        expect(
          netBy(totals, (total) =>
            JSON.stringify([total.account, total.vatCode, total.dimensions]),
          ),
        ).toEqual(
          inLedger(({ account, vatCode, dimensions: own = [] }) =>
            JSON.stringify([account, vatCode, own]),
          ),
        )
        // Whole vouchers: what is debited is credited.
        expect(accounts.reduce((sum, { net }) => sum + oreOf(net), 0)).toBe(0)
        expect(booked.linesUnknown.count).toBe(0)
      }
    }),
    { numRuns: 15 },
  )
})

test('BOOKS-9: what was erased of a person leaves the accounts as they were', async () => {
  const organizationId = await log.open()
  const record = recordOf(organizationId, 'r-1', {
    lines: [{ amount: '70.00', costCenter: '100', text: 'Kari' }],
  })
  await books.approve(record)
  await books.post(record)
  const before = await period(organizationId)
  const erase = createErase(owner, fixedClock('2026-12-01T08:00:00Z'))
  const erased = await erase({ organizationId, recordId: 'r-1', by: 'u-1', basis: 'gdpr-17' })
  expect(erased).toMatchObject({ ok: true })
  expect(await period(organizationId)).toEqual(before)
  expect(before.accounts).toMatchObject([
    { account: '2990', credit: '70.00' },
    { account: '7140', debit: '70.00' },
  ])
})

test('BOOKS-9: a voucher whose lines nobody knows is told, and not guessed', async () => {
  const organizationId = await log.open()
  await books.approve(recordOf(organizationId, 'r-1', one('12.00')))
  const told = golden(SyncSucceeded, organizationId)
  await receive(SyncSucceeded, {
    ...told,
    recordId: 'r-1',
    voucher: { number: '1', date: '2026-11-12' },
  })
  const { booked, accounts } = await period(organizationId)
  expect(booked).toMatchObject({
    count: 1,
    linesUnknown: { count: 1, amount: '12.00', archived: 0 },
  })
  expect(accounts).toEqual([])
})

test('BOOKS-9: the totals are a table that a Norwegian Excel opens right, with nothing that it takes for a formula', async () => {
  const organizationId = await log.open()
  const record = recordOf(organizationId, 'r-1', {
    lines: [{ amount: '1234.50', category: 'food', costCenter: '=1+1', project: 'P1' }],
  })
  await books.approve(record)
  await books.post(record)
  expect(await table(organizationId, { part: 'totals' })).toBe(
    '\ufeffKonto;Mva-kode;AVDELING;PROSJEKT;Debet;Kredit;Netto\r\n' +
      "2990;;'=1+1;P1;0,00;1234,50;-1234,50\r\n" +
      "7160;11;'=1+1;P1;1234,50;0,00;1234,50\r\n",
  )
  expect(await table(organizationId, { part: 'totals', language: 'en' })).toContain(
    'Account;VAT code;',
  )
  expect((await period(organizationId)).dimensions).toMatchObject([
    { code: 'AVDELING', name: 'costCenter' },
    { code: 'PROSJEKT', name: 'project' },
  ])
})

test('BOOKS-9: an organisation that nobody announced has no report', async () => {
  const asked = log.within('nobody', () => report('nobody', '2026-11'))
  expect(await asked).toMatchObject({ ok: false, error: { code: 'organization.not_found' } })
})
