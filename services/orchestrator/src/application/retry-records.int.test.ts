import type { Failure } from '@bilagsbro/booking/failure'
import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { aConnector, aFailure, anAsked, anOrganization } from '#testing/builders.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import type { Configuration } from '#domain/organization.ts'
import type { Wanted } from './retry-records.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

let world: SyncWorld
let version = 0
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened)
  version = 0
  await configure()
})

const configure = (changed: Partial<Configuration> = {}) =>
  world.after(world.app.applyConnectors([{ ...anOrganization(), version: ++version, ...changed }]))
const approve = (...recordIds: string[]) =>
  world.after(
    world.app.acceptRecords(
      recordIds.map((recordId) => ({ content: anApprovedRecord({ recordId }) })),
    ),
  )
const tick = async (milliseconds = 1_000) => {
  world.clock.advance(milliseconds)
  return world.after(world.app.tendOrganizations())
}
type Given = 'posted' | 'in_doubt' | 'delivered' | Failure
/** The adapter answers all that is open. */
async function answer(given: Given) {
  const { adapter } = world
  for (const job of adapter.open())
    if (typeof given === 'string') adapter.act(job, given)
    else adapter.refuse(job, given)
  return world.after(world.app.settlePostings(adapter.undelivered.splice(0)))
}
/** Sends the records, two at a time, and has each of them fail. */
async function fail(failure: Failure, ...recordIds: string[]) {
  await approve(...recordIds)
  while (world.adapter.open().length > 0) await answer(failure)
}
const retry = async (wanted: Wanted, asked = anAsked()) => {
  const result = await world.app.retryRecords(asked, wanted)
  return { result, facts: await world.after(Promise.resolve()) }
}
const named = (...recordIds: string[]) => recordIds.map((recordId) => ({ recordId, revision: 1 }))
const sentOf = (facts: Awaited<ReturnType<typeof tick>>) =>
  facts.flatMap((fact) => (fact.kind === 'requested' ? [fact.record.recordId] : []))
const causes = async () => {
  const listed = await world.app.listCauses('hlf')
  if (!listed.ok) throw new Error(listed.error.code)
  return listed.value
}
const statusOf = async (recordId: string) => {
  const records = await opened.store.change(['hlf'], (unit) =>
    unit.revisions([{ organizationId: 'hlf', recordId }]),
  )
  return records.map(({ state }) => state.status).join()
}
const blocked = (value: string, message = `Account ${value} is blocked.`) =>
  aFailure('data', { code: 'account.blocked', message, subject: { kind: 'account', value } })

describe('RETRY', () => {
  test('RETRY-2: the selected records are sent again, ahead of others, in a run with its actor', async () => {
    await fail(blocked('7140'), 'a', 'b', 'c')
    const { result, facts } = await retry({ records: named('a', 'c') })
    expect(result).toEqual({
      ok: true,
      value: { runId: expect.any(String), taken: 2, skipped: [] },
    })
    expect(facts).toMatchObject([
      { kind: 'queued', reason: { code: 'awaiting_retry' } },
      { kind: 'queued', reason: { code: 'awaiting_retry' } },
      { kind: 'run_started', run: { trigger: 'retry', actor: 'u-7' } },
      { kind: 'requested', priority: 'manual', record: { attempt: 2 } },
      { kind: 'requested', priority: 'manual', record: { attempt: 2 } },
    ])
    expect(sentOf(facts).toSorted()).toEqual(['a', 'c'])
    await answer('posted')
    await tick(2_000)
    const runs = await opened.overview.latestRuns('hlf', 9)
    const run = runs.find(({ trigger }) => trigger === 'retry')
    expect(run).toMatchObject({ trigger: 'retry', counts: { planned: 2, posted: 2 } })
    expect(run?.completedAt).toBeInstanceOf(Date)
    expect(await statusOf('b')).toBe('failed')
  })

  test('RETRY-3: all that failed goes in one run, and what is approved meanwhile is not in it', async () => {
    await fail(blocked('7140'), 'a', 'b')
    await fail(aFailure('data'), 'c')
    const { result } = await retry({ all: true })
    expect(result).toMatchObject({ value: { taken: 3, skipped: [] } })
    await approve('new')
    for (let turn = 0; turn < 4; turn++) {
      await answer('posted')
      await tick()
    }
    expect(world.adapter.ledger.size).toBe(4)
    const runs = await opened.overview.latestRuns('hlf', 9)
    expect(runs.find(({ trigger }) => trigger === 'retry')?.counts).toMatchObject({
      planned: 3,
      posted: 3,
    })
  })

  test('RETRY-4: what succeeds leaves the causes at once; what fails again has its new error and a higher attempt', async () => {
    await fail(blocked('7140'), 'a', 'b')
    await retry({ all: true })
    const [first, second] = world.adapter.open()
    world.adapter.act(first!, 'posted')
    world.adapter.refuse(second!, aFailure('data', { code: 'vat.unknown' }))
    const facts = await world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
    expect(facts).toMatchObject([
      { kind: 'succeeded' },
      { kind: 'failed', failure: { code: 'vat.unknown' }, record: { attempt: 2 } },
    ])
    expect(await causes()).toMatchObject([{ count: 1, cause: { code: 'vat.unknown' } }])
  })

  test('RETRY-5: double clicks, two tabs and a request sent again send each record once', async () => {
    await fail(blocked('7140'), 'a', 'b')
    const asked = anAsked()
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => world.app.retryRecords(asked, { all: true })),
      ...Array.from({ length: 5 }, () => world.app.retryRecords(anAsked(), { all: true })),
    ])
    const facts = await world.after(Promise.resolve())
    expect(sentOf(facts).toSorted()).toEqual(['a', 'b'])
    const told = answers.map((one) => (one.ok ? `taken ${one.value.taken}` : one.error.code))
    // The same request has the first answer, whoever came first; the other tabs hear of the run.
    const others = told.filter((one) => one === 'run.already_running').length
    expect(
      others === 9 || (others === 5 && told.slice(0, 5).every((one) => one === 'taken 2')),
    ).toBe(true)
    await answer('posted')
    await tick(2_000)
    expect(await retry({ records: named('a', 'b') })).toMatchObject({
      facts: [],
      result: {
        value: {
          taken: 0,
          skipped: [
            { recordId: 'a', revision: 1, status: 'posted' },
            { recordId: 'b', revision: 1, status: 'posted' },
          ],
        },
      },
    })
    const held = [...world.adapter.ledger.values()]
    expect(held.map((all) => all.map(({ revision }) => revision))).toEqual([[1], [1]])
  })

  test.each([
    ['in_doubt', 'in_doubt'],
    ['delivered', 'delivered'],
    [aFailure('accepted_unseen'), 'may_be_in_ledger'],
    [aFailure('different_in_ledger'), 'may_be_in_ledger'],
    [aFailure('transient'), 'retry_scheduled'],
  ] as const)('RETRY-5: what is %j is left as it is', async (given, status) => {
    await fail(blocked('7140'), 'b')
    await approve('a')
    await answer(given)
    const { result, facts } = await retry({ records: named('a', 'b') })
    expect(result).toMatchObject({
      value: { taken: 1, skipped: [{ recordId: 'a', revision: 1, status }] },
    })
    expect(sentOf(facts)).toEqual(['b'])
  })

  test('RETRY-5: what its first attempt posted after all is not sent beside it', async () => {
    await fail(blocked('7140'), 'a', 'b', 'c')
    await retry({ records: named('c', 'b', 'a') })
    const waiting = world.adapter.open().length
    expect(waiting).toBe(2)
    const late = world.adapter.answers.find(({ recordId }) => recordId === 'a')!
    const voucher = { number: 'V-late', date: '2026-11-21' }
    await world.after(
      world.app.settlePostings([{ ...late, attempt: 1, outcome: { kind: 'posted', voucher } }]),
    )
    expect(await statusOf('a')).toBe('posted')
    expect(await retry({ records: named('a') })).toMatchObject({
      result: { error: { code: 'run.already_running' } },
    })
  })

  test('RETRY-5: a revision that follows a posted one is never sent beside it: retried, it corrects that one', async () => {
    const content = anApprovedRecord({ recordId: 'a' })
    await fail(blocked('7140'), 'a')
    await world.after(
      world.app.acceptRecords([{ content: { ...content, revision: 2, recordType: 'other' } }]),
    )
    await answer(blocked('7140'))
    const late = world.adapter.answers.find(({ revision }) => revision === 1)!
    const voucher = { number: 'V-late', date: '2026-11-21' }
    await world.after(world.app.settlePostings([{ ...late, outcome: { kind: 'posted', voucher } }]))
    const { facts } = await retry({ all: true })
    expect(facts.filter(({ kind }) => kind === 'requested')).toMatchObject([
      { record: { revision: 2 }, voucher: { corrects: { revision: 1, voucherNumber: 'V-late' } } },
    ])
    expect(await statusOf('a')).toContain('posted')
  })

  test('RETRY-6: failures are grouped by cause with what mends it; once mended, exactly those records are offered', async () => {
    await fail(blocked('7140'), 'a', 'b')
    world.clock.advance(1)
    await fail(blocked('7140', 'Said otherwise: 7140.'), 'c')
    await fail(aFailure('data', { code: 'currency.not_supported' }), 'd')
    const [first, second] = await causes()
    expect(first).toMatchObject({
      status: 'failed',
      count: 3,
      amount: '376.50',
      oldestAt: new Date('2026-11-20T23:30:00Z'),
      message: 'Said otherwise: 7140.',
      retriable: true,
      cause: { class: 'data', code: 'account.blocked', subject: { value: '7140' } },
      mend: { kind: 'mapping', categories: ['taxi'] },
      fixedAt: undefined,
    })
    expect(second).toMatchObject({ count: 1, mend: { kind: 'record' } })
    world.clock.advance(60_000)
    const { mapping } = anOrganization()
    await configure({
      mapping: { ...mapping, version: 4, categories: { taxi: { account: '7141' } } },
    })
    const [mended] = await causes()
    expect(mended?.fixedAt).toEqual(world.clock.now())
    const { result, facts } = await retry({ cause: first!.fingerprint })
    expect(result).toMatchObject({ value: { taken: 3 } })
    expect(sentOf(facts).every((recordId) => 'abc'.includes(recordId))).toBe(true)
    expect(await statusOf('d')).toBe('failed')
    await answer(blocked('7140'))
    expect((await causes())[0]?.fixedAt).toBeUndefined()
  })

  test('RETRY-6: what waits for an account or a period is a cause, too; a period can be tried again', async () => {
    const { mapping } = anOrganization()
    await configure({ mapping: { ...mapping, categories: {} } })
    await approve('a', 'b')
    expect(await causes()).toMatchObject([
      {
        status: 'waiting',
        count: 2,
        retriable: false,
        cause: { code: 'mapping.no_account', subject: { kind: 'category', value: 'taxi' } },
        mend: { kind: 'mapping', categories: ['taxi'] },
      },
    ])
    await configure()
    await tick()
    await answer(aFailure('period_closed'))
    const [period] = await causes()
    expect(period).toMatchObject({
      status: 'waiting',
      count: 2,
      retriable: true,
      cause: { subject: { kind: 'period', value: '2026-11' } },
      mend: { kind: 'period', period: '2026-11' },
    })
    const { result, facts } = await retry({ cause: period!.fingerprint })
    expect(result).toMatchObject({ value: { taken: 2 } })
    expect(sentOf(facts).toSorted()).toEqual(['a', 'b'])
    // Still closed: it is told again, for it was asked for.
    expect(await answer(aFailure('period_closed'))).toMatchObject([
      { kind: 'queued', reason: { code: 'period_closed' } },
      { kind: 'queued', reason: { code: 'period_closed' } },
    ])
  })

  test('RETRY-2: a schedule does not keep what a person asks for', async () => {
    const schedule = { cron: '0 6 * * *', timeZone: 'Europe/Oslo' } as const
    await fail(blocked('7140'), 'a')
    await configure({ schedule })
    const { facts } = await retry({ all: true })
    expect(sentOf(facts)).toEqual(['a'])
  })

  test('nothing is sent while the connector is off, and the refusal says so', async () => {
    await fail(blocked('7140'), 'a')
    await configure({ connector: aConnector({ enabled: false }) })
    expect(await retry({ all: true })).toMatchObject({
      facts: [],
      result: { error: { kind: 'conflict', code: 'connector.disabled' } },
    })
    expect(await statusOf('a')).toBe('failed')
  })

  test.each<[Wanted, string, object | undefined]>([
    [
      { records: named('a', 'nowhere') },
      'record.not_found',
      { at: '1', recordId: 'nowhere', revision: '1' },
    ],
    [
      { records: [{ recordId: 'a', revision: 2 }] },
      'record.not_found',
      { at: '0', recordId: 'a', revision: '2' },
    ],
    [{ cause: '0'.repeat(24) }, 'cause.not_found', undefined],
  ])('%j is refused with the field, and nothing is half done', async (wanted, code, params) => {
    await fail(blocked('7140'), 'a')
    const { result, facts } = await retry(wanted)
    expect(result).toEqual({
      ok: false,
      error: { kind: 'missing', code, ...(params && { params }) },
    })
    expect(facts).toEqual([])
    expect(await statusOf('a')).toBe('failed')
    expect(await opened.overview.latestRuns('hlf', 9)).toMatchObject([{ trigger: 'approval' }])
  })

  test('a suspended connector is probed at once with a record that a person asks for', async () => {
    await fail(blocked('7140'), 'a')
    await approve('b')
    await answer(aFailure('auth'))
    const { result, facts } = await retry({ all: true })
    expect(result).toMatchObject({ value: { taken: 1 } })
    expect(sentOf(facts)).toHaveLength(1)
  })

  test('RETRY-3: while the connector is suspended, the probe is of the run, and the others follow in it', async () => {
    await fail(blocked('7140'), 'a', 'b', 'c')
    await approve('d')
    await answer(aFailure('auth'))
    const { result } = await retry({ records: named('a', 'b', 'c') })
    const runId = result.ok && result.value.runId
    await answer('posted')
    while (world.adapter.open().length > 0) await answer('posted')
    await tick(60_000)
    const run = (await opened.overview.latestRuns('hlf', 9)).find(({ id }) => id === runId)
    expect(run?.counts).toMatchObject({ planned: 3, posted: 3, waiting: 0 })
    expect(world.adapter.ledger.size).toBe(4)
  })

  test.each([
    ['are refused by a ledger that is down', aFailure('auth')],
    ['come back, since the adapter stopped', 'lane_stopped'],
  ] as const)(
    'RETRY-3: those of a retry that %s on their way follow in its run, however many probes fail',
    async (_, first) => {
      await fail(blocked('7140'), 'a', 'b', 'c', 'd', 'e')
      const { result } = await retry({ all: true })
      const runId = result.ok && result.value.runId
      const [one, other] = world.adapter.open()
      world.adapter.refuse(one!, aFailure('auth'))
      if (first === 'lane_stopped') world.adapter.act(other!, first)
      else world.adapter.refuse(other!, first)
      await world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
      for (let probes = 0; probes < 2; probes++) {
        await tick(29_000 * 2 ** probes)
        await tick(2_000)
        await answer(aFailure('auth'))
      }
      for (let turns = 0; turns < 3; turns++) {
        await tick(150_000)
        await answer('posted')
      }
      while (world.adapter.open().length > 0) await answer('posted')
      await tick()
      await tick()
      const run = (await opened.overview.latestRuns('hlf', 9)).find(({ id }) => id === runId)
      expect(run).toMatchObject({
        counts: { posted: 5, waiting: 0 },
        completedAt: expect.any(Date),
      })
    },
  )

  test('RETRY-3: ten thousand failed records are one statement and one run', async () => {
    const recordIds = Array.from({ length: 10_000 }, (_, at) => `r-${at}`)
    await configure({ connector: aConnector({ enabled: false }) })
    for (let at = 0; at < recordIds.length; at += 2_500)
      await approve(...recordIds.slice(at, at + 2_500))
    await failAllWaiting(blocked('7140'))
    await configure()
    expect(await causes()).toMatchObject([{ count: 10_000, amount: '1255000.00' }])
    const { result, facts } = await retry({ all: true })
    expect(result).toMatchObject({ value: { taken: 10_000 } })
    expect(facts.filter(({ kind }) => kind === 'run_started')).toHaveLength(1)
    expect(facts.filter(({ kind }) => kind === 'queued')).toHaveLength(10_000)
  })
})

/** As if each of them had been sent and refused. */
const failAllWaiting = (failure: Failure) =>
  opened.store.change(['hlf'], async (unit) => {
    const waiting = await unit.waiting('hlf', 1_000, world.clock.now(), 20_000)
    const updated = waiting.map(({ record }) => ({
      ...record,
      state: { status: 'failed', failure } as const,
    }))
    await unit.save({ inserted: [], updated, runs: [], organizations: [] })
  })

describe('what failed only because the ledger was away', () => {
  const away = aFailure('transient', { code: 'vendor.timeout', message: 'No answer in time.' })
  /** Its attempts are used up, hours of pauses included. */
  async function exhaust(...recordIds: string[]) {
    await approve(...recordIds)
    for (let attempt = 0; attempt < 5; attempt++) {
      await answer(away)
      await tick(4_000_000)
    }
  }

  test('is one cause, and goes again by itself after growing pauses, but not for ever', async () => {
    await approve('a')
    for (let attempt = 0; attempt < 4; attempt++) {
      await answer(away)
      await tick(2_400_000)
    }
    await answer(away)
    expect(await causes()).toMatchObject([
      {
        count: 1,
        cause: { class: 'unreachable', code: 'ledger.unavailable' },
        message: 'No answer in time.',
        mend: { kind: 'nothing' },
        retriable: true,
        againAt: new Date(world.clock.now().getTime() + 3_600_000),
      },
    ])
    for (const hours of [1, 4, 16]) {
      expect(sentOf(await tick(hours * 3_600_000 - 1))).toEqual([])
      expect(sentOf(await tick(1))).toEqual(['a'])
      await answer(away)
    }
    expect(sentOf(await tick(90 * 3_600_000))).toEqual([])
    expect(await causes()).toMatchObject([{ cause: { code: 'vendor.timeout' } }])
  })

  test('goes at once when the suspended connector works again', async () => {
    await exhaust('a')
    expect(await statusOf('a')).toBe('sending')
    await answer(away)
    expect(await statusOf('a')).toBe('failed')
    await approve('b')
    await answer(aFailure('unreachable'))
    const probe = sentOf(await tick(31_000))
    expect(probe).toEqual(['b'])
    await answer('posted')
    expect(sentOf(await tick())).toEqual(['a'])
    await answer('posted')
    expect(await causes()).toEqual([])
  })

  test('is the probe where nothing else is left to show that the connector works', async () => {
    await approve('a', 'b')
    const [first, second] = world.adapter.open()
    world.adapter.refuse(first!, aFailure('unreachable'))
    world.adapter.act(second!, 'posted')
    await world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
    await opened.store.change(['hlf'], async (unit) => {
      const [record] = await unit.revisions([first!.key])
      const state = { status: 'failed', failure: away, againAt: world.clock.now() } as const
      await unit.save({
        inserted: [],
        updated: [{ ...record!, failures: 5, state }],
        runs: [],
        organizations: [],
      })
    })
    expect(sentOf(await tick(31_000))).toEqual([first!.key.recordId])
    await answer('posted')
    const organization = await opened.store.change(['hlf'], async (unit) =>
      unit.organizations.get('hlf'),
    )
    expect(organization?.suspension).toBeUndefined()
  })
})
