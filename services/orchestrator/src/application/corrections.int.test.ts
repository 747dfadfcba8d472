import type { RecordContent, WithdrawnRecord } from '@bilagsbro/booking/approved-record'
import { linesOf } from '@bilagsbro/booking/create-voucher'
import { takenBack } from '@bilagsbro/booking/correction'
import { anApprovedRecord, someRules } from '@bilagsbro/booking/testing/examples'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { aConnector, aFailure, anAsked, anOrganization } from '#testing/builders.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import type { Fact, RecordFact } from '#domain/fact.ts'
import type { Configuration } from '#domain/organization.ts'
import type { PostingOutcome } from '@bilagsbro/booking/posting-outcome'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

let world: SyncWorld
let version = 0
let told: Fact[] = []
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened)
  version = 0
  told = []
  await configure()
})

const after = async (work: Promise<unknown>) => void told.push(...(await world.after(work)))
const configure = (changed: Partial<Configuration> = {}) =>
  after(world.app.applyConnectors([{ ...anOrganization(), version: ++version, ...changed }]))
const receive = (...contents: RecordContent[]) =>
  after(world.app.acceptRecords(contents.map((content) => ({ content }))))
const say = (revision: number, outcome: PostingOutcome, attempt = 1) =>
  after(
    world.app.settlePostings([
      { organizationId: 'hlf', recordId: 'r-1', revision, connector: 'dynamics', attempt, outcome },
    ]),
  )
const tick = () => after(world.app.tendOrganizations())
const posted = (number: string) =>
  ({ kind: 'posted', voucher: { number, date: '2026-11-21' } }) as const

const of = (amount: string, revision: number) =>
  anApprovedRecord({
    revision,
    total: amount,
    lines: [{ lineId: '1', category: 'taxi', amount, date: '2026-11-19' }],
  })
const first = of('100.00', 1)
const second = of('150.00', 2)
const withdrawal = (revision: number): WithdrawnRecord => ({
  organizationId: 'hlf',
  recordId: 'r-1',
  revision,
  withdrawnAt: '2026-11-23T10:00:00Z',
  withdrawnBy: 'u-7',
})
const own = (record: ReturnType<typeof of>, { mapping, policies } = someRules) =>
  linesOf(record, mapping, policies)
const requests = () =>
  told.filter((fact): fact is RecordFact & { kind: 'requested' } => fact.kind === 'requested')
const vouchers = () =>
  requests().map(({ record, voucher }) => ({ revision: record.revision, lines: voucher.lines }))
const waitingCauses = async () => {
  const listed = await world.app.listCauses('hlf')
  const waiting = listed.ok ? listed.value.filter(({ status }) => status === 'waiting') : []
  return waiting.map(({ cause }) => cause.code)
}
const states = () =>
  opened.store.change(['hlf'], async (unit) => {
    const all = await unit.revisions([{ organizationId: 'hlf', recordId: 'r-1' }])
    return all
      .toSorted((a, b) => a.revision - b.revision)
      .map(({ state }) => {
        if (state.status === 'pending') return `pending ${state.held?.code ?? ''}`
        if (state.status === 'failed') return `failed ${state.failure.code}`
        return state.status === 'handled' ? `handled ${state.reason}` : state.status
      })
  })

describe('BOOKS-8 a higher revision of a posted record', () => {
  test('makes one voucher that takes back what stands there and books what is right, linked to it', async () => {
    await receive(first)
    await say(1, posted('1001'))
    await receive(second)
    await tick()
    await tick()
    const corrects = {
      revision: 1,
      reference: voucherReference('hlf', 'r-1', 1),
      voucherNumber: '1001',
    }
    expect(vouchers()).toEqual([
      { revision: 1, lines: own(first) },
      { revision: 2, lines: [...takenBack(own(first)), ...own(second)] },
    ])
    expect(requests().at(-1)).toMatchObject({
      record: { reference: voucherReference('hlf', 'r-1', 2) },
      voucher: { corrects: { ...corrects, lines: 2 } },
    })
    await say(2, posted('1002'))
    expect(told.at(-1)).toMatchObject({ kind: 'succeeded', record: { corrects } })
    expect(await states()).toEqual(['posted', 'posted'])
    expect(world.alarms).toEqual([])
  })

  test('takes back what was sent by the rules of then, whatever the rules are now', async () => {
    const { mapping } = someRules
    const moved = { ...mapping, version: 4, categories: { taxi: { account: '9999' } } }
    await receive(first)
    await say(1, posted('1001'))
    await configure()
    await configure({ mapping: moved })
    await receive(second)
    await tick()
    expect(vouchers().at(-1)?.lines).toEqual([
      ...takenBack(own(first)),
      ...own(second, { ...someRules, mapping: moved }),
    ])
  })

  test('is requested again as it was, also after the rules changed', async () => {
    await receive(first)
    await say(1, posted('1001'))
    await receive(second)
    await tick()
    const sent = vouchers().at(-1)
    await configure({ mapping: { ...someRules.mapping, version: 4, categories: {} } })
    world.clock.advance(700_000)
    await tick()
    expect(requests()).toHaveLength(3)
    expect(vouchers().at(-1)).toEqual(sent)
  })

  test('corrects the correction before it, without what that one took back', async () => {
    await receive(first)
    await say(1, posted('1001'))
    await receive(second)
    await tick()
    await say(2, posted('1002'))
    await receive(of('70.00', 4))
    await tick()
    expect(vouchers().at(-1)).toEqual({
      revision: 4,
      lines: [...takenBack(own(second)), ...own(of('70.00', 4))],
    })
  })

  test.each<[string, PostingOutcome | undefined, string]>([
    ['is on its way', undefined, 'awaiting_revision'],
    ['is in doubt', { kind: 'in_doubt', failure: aFailure('transient') }, 'awaiting_revision'],
    [
      'is delivered',
      { kind: 'delivered', voucher: { number: 'D-1', date: '2026-11-21' } },
      'awaiting_revision',
    ],
    [
      'was accepted and does not show',
      { kind: 'refused', failure: aFailure('accepted_unseen') },
      'revision_unproven',
    ],
    [
      'is different in the ledger',
      { kind: 'refused', failure: aFailure('different_in_ledger') },
      'revision_unproven',
    ],
  ])('RETRY-6: waits, visibly, while the earlier one %s', async (_, outcome, code) => {
    await receive(first)
    if (outcome) await say(1, outcome)
    await receive(second)
    world.clock.advance(100_000)
    await tick()
    expect((await states())[1]).toBe(`pending ${code}`)
    expect(await waitingCauses()).toEqual(
      code === 'revision_unproven' ? ['revision.earlier_unproven'] : [],
    )
    expect(told).toContainEqual(
      expect.objectContaining({ kind: 'queued', reason: expect.objectContaining({ code }) }),
    )
    expect(requests().map(({ record }) => record.revision)).toEqual([1])
    await say(1, posted('1001'))
    await tick()
    expect(vouchers().at(-1)).toEqual({
      revision: 2,
      lines: [...takenBack(own(first)), ...own(second)],
    })
  })

  test('waits while another ledger is the one of today, and goes when it is so no more', async () => {
    await receive(first)
    await say(1, posted('1001'))
    await configure({ connector: aConnector({ targetFingerprint: 'target-2' }) })
    await receive(second)
    await tick()
    expect(await states()).toEqual(['posted', 'pending other_ledger'])
    expect(await waitingCauses()).toEqual(['revision.other_ledger'])
    const reason = { code: 'other_ledger', revision: 1 }
    expect(told).toContainEqual(expect.objectContaining({ kind: 'queued', reason }))
    await configure()
    await tick()
    expect(await states()).toEqual(['posted', 'sending'])
  })

  test('whose voucher is refused leaves the earlier one to be corrected by the next', async () => {
    await receive(first)
    await say(1, posted('1001'))
    await receive(second)
    await tick()
    await say(2, { kind: 'refused', failure: aFailure('data') })
    await receive(of('70.00', 3))
    await tick()
    expect(await states()).toEqual(['posted', 'handled superseded', 'sending'])
    expect(vouchers().at(-1)?.lines).toEqual([...takenBack(own(first)), ...own(of('70.00', 3))])
  })

  test('that meets a closed period waits for it like any other', async () => {
    await receive(first)
    await say(1, posted('1001'))
    await receive(second)
    await tick()
    await say(2, { kind: 'refused', failure: aFailure('period_closed') })
    expect(await states()).toEqual(['posted', 'pending period_closed'])
    await configure()
    await tick()
    expect(await states()).toEqual(['posted', 'sending'])
    expect(vouchers().at(-1)?.lines).toEqual([...takenBack(own(first)), ...own(second)])
  })
})

describe('BOOKS-8 a withdrawn record', () => {
  test('that was not sent is not sent any more', async () => {
    await configure({ connector: aConnector({ enabled: false }) })
    await receive(first)
    await receive(withdrawal(2))
    await configure()
    await tick()
    expect(await states()).toEqual(['handled withdrawn', 'handled withdrawn'])
    expect(requests()).toEqual([])
  })

  test('that is posted is taken back by one voucher, once, however often it is told', async () => {
    await receive(first)
    await say(1, posted('1001'))
    await receive(withdrawal(2), withdrawal(2))
    await receive(withdrawal(2))
    await tick()
    await say(2, posted('1002'))
    await receive(withdrawal(2))
    await tick()
    expect(vouchers()).toEqual([
      { revision: 1, lines: own(first) },
      { revision: 2, lines: takenBack(own(first)) },
    ])
    expect(requests().at(-1)?.voucher.postingDate).toBe('2026-11-23')
    expect(await states()).toEqual(['posted', 'posted'])
  })

  test('may be told of before its approval, and by a lower revision than was approved', async () => {
    await receive(withdrawal(2))
    await receive(first)
    expect(await states()).toEqual(['handled withdrawn', 'handled withdrawn'])
    await receive(of('70.00', 3))
    expect(await states()).toEqual(['handled withdrawn', 'handled withdrawn', 'sending'])
    expect(vouchers()).toEqual([{ revision: 3, lines: own(of('70.00', 3)) }])
    await opened.clear()
    world = await createSyncWorld(opened)
    version = 0
    await configure()
    await receive(second)
    await receive(withdrawal(1))
    expect(await states()).toEqual(['handled superseded', 'sending'])
  })

  test('that is on its way is asked back, and taken back where it was too late', async () => {
    await receive(first)
    await receive(withdrawal(2))
    expect(told.filter(({ kind }) => kind === 'withdrawn')).toHaveLength(1)
    expect(await states()).toEqual(['sending', 'pending awaiting_revision'])
    await say(1, posted('1001'))
    await tick()
    expect(vouchers().at(-1)).toEqual({ revision: 2, lines: takenBack(own(first)) })
  })

  test('is open again when it is found in the ledger after all', async () => {
    await receive(first)
    await say(1, { kind: 'refused', failure: aFailure('transient') })
    await receive(withdrawal(2))
    expect(await states()).toEqual(['handled withdrawn', 'handled withdrawn'])
    await say(1, posted('1001'))
    await tick()
    expect(await states()).toEqual(['posted', 'sending'])
    expect(vouchers().at(-1)).toEqual({ revision: 2, lines: takenBack(own(first)) })
  })

  test('whose counter-voucher is refused is listed with its cause, of no amount, and goes when it is retried', async () => {
    await receive(first)
    await say(1, posted('1001'))
    await receive(withdrawal(2))
    await tick()
    await say(2, { kind: 'refused', failure: aFailure('data') })
    const found = await opened.causeOverview.causes('hlf')
    expect(found?.failed).toMatchObject([{ count: 1, amount: '0.00' }])
    await after(world.app.retryRecords(anAsked(), { all: true }))
    await tick()
    expect(vouchers().at(-1)).toEqual({ revision: 2, lines: takenBack(own(first)) })
    expect(requests().map(({ record }) => record.attempt)).toEqual([1, 1, 2])
  })

  test('waits among the others, of no amount', async () => {
    await receive(first)
    await say(1, posted('1001'))
    await configure({ connector: aConnector({ targetFingerprint: 'target-2' }) })
    await receive(withdrawal(2))
    await tick()
    const sums = await opened.store.change(['hlf'], (unit) =>
      unit.waitingSums('hlf', world.clock.now()),
    )
    expect(sums).toEqual([{ reason: 'other_ledger', count: 1, amount: 0 }])
  })

  test('may be approved anew', async () => {
    await receive(first)
    await say(1, posted('1001'))
    await receive(withdrawal(2))
    await tick()
    await say(2, posted('1002'))
    await receive(of('70.00', 3))
    await tick()
    expect(vouchers().at(-1)).toEqual({ revision: 3, lines: own(of('70.00', 3)) })
    expect(requests().at(-1)?.voucher.corrects).toMatchObject({ revision: 2, lines: 0 })
  })

  test('under the revision of its approval is refused with the remedy', async () => {
    await receive(first)
    const refused = await world.app.acceptRecords([{ content: withdrawal(1) }])
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^revision: .* higher revision\.$/),
    ])
  })
})

describe('BOOKS-8 in a database that has lost its past', () => {
  const lose = async (...requested: ReturnType<typeof requests>) => {
    await opened.clear()
    world.beginReading()
    version = 0
    await configure()
    const asked = requested.map(({ record, connector, voucher }) => {
      const { organizationId, recordId, revision, attempt, targetFingerprint } = record
      const key = { organizationId, recordId, revision }
      return { ...key, attempt, connector, voucher, targetFingerprint: targetFingerprint! }
    })
    await after(world.app.noteRequests(asked))
    await say(1, posted('1001'))
    await receive(first)
    told = []
    world.endReading()
    await tick()
  }

  test('what was sent is read from its request', async () => {
    const { mapping } = someRules
    const moved = { ...mapping, version: 4, categories: { taxi: { account: '9999' } } }
    const before = { ...someRules, mapping: moved }
    await configure({ mapping: moved })
    await receive(first)
    await lose(...requests())
    await receive(second)
    await tick()
    expect(vouchers()).toEqual([
      { revision: 2, lines: [...takenBack(own(first, before)), ...own(second)] },
    ])
  })

  test('nothing is guessed where its request is not known: a person corrects the ledger', async () => {
    await lose()
    await receive(second)
    await tick()
    expect(await states()).toEqual(['posted', 'failed revision.earlier_lines_unknown'])
    expect(requests()).toEqual([])
  })
})

describe('TOGGLE-8, BOOKS-8 a revision of what is older than the connector sends', () => {
  const enabledFrom = (sendFrom?: string) =>
    configure({ connector: aConnector({ ...(sendFrom && { sendFrom }) }) })
  const switched = () => enabledFrom('2026-11-22T00:00:00Z')
  const later = { ...second, approvedAt: '2026-11-23T10:00:00Z' }
  const inLedger = {
    kind: 'in_ledger',
    voucherNumber: 'H-17',
    voucherDate: '2026-11-20',
    reason: 'Booked in November.',
  } as const
  const nowhere = { kind: 'not_in_ledger', reason: 'Nobody booked it.' } as const
  const say = (word: Parameters<SyncWorld['app']['sayOfLedger']>[2]) =>
    after(world.app.sayOfLedger(anAsked(), { recordId: 'r-1', revision: 1 }, word))
  const tryToSay = () => world.app.sayOfLedger(anAsked(), { recordId: 'r-1', revision: 1 }, nowhere)
  const certain = { ok: false, error: { code: 'record.certain' } }
  const doubt = () => world.app.showDoubt({ organizationId: 'hlf', recordId: 'r-1', revision: 1 })
  /** The states, where the earlier one is asked about. */
  const asked = async () => {
    await tick()
    expect(await waitingCauses()).toEqual(['revision.earlier_unproven'])
    expect(await doubt()).toMatchObject({
      ok: true,
      value: { failure: { code: 'record.left_out' } },
    })
    const reason = { code: 'revision_unproven', revision: 1 }
    expect(told).toContainEqual(expect.objectContaining({ kind: 'queued', reason }))
    expect(requests()).toEqual([])
    return await states()
  }
  const asks = (earlier: string) => [`handled ${earlier}`, 'pending revision_unproven']

  test('waits for a person: somebody may have booked the earlier one by hand', async () => {
    await switched()
    await receive(first)
    await receive(later)
    expect(await asked()).toEqual(asks('before_send_from'))
    await switched()
    expect(await asked()).toEqual(asks('before_send_from'))
  })

  test('waits likewise where both came before the connector was enabled', async () => {
    await configure({ connector: aConnector({ enabled: false }) })
    await receive(first)
    await receive(later)
    await switched()
    expect(await asked()).toEqual(asks('superseded'))
  })

  test('is booked whole once a person has said that nobody booked the earlier one, and asked of no more', async () => {
    await switched()
    await receive(first)
    await receive(later)
    await say(nowhere)
    expect(await states()).toEqual(['handled superseded', 'sending'])
    expect(vouchers()).toEqual([{ revision: 2, lines: own(second) }])
    expect(told).toContainEqual(
      expect.objectContaining({
        kind: 'handled',
        reason: 'superseded',
        word: expect.objectContaining({ note: nowhere.reason }),
      }),
    )
    await say(nowhere)
    expect(await doubt()).toMatchObject(certain)
    await switched()
    await tick()
    expect(requests()).toHaveLength(1)
  })

  test('is corrected by hand where the earlier one was booked by hand, and asked about again when that is taken back', async () => {
    await switched()
    await receive(first)
    await receive(later)
    await say(inLedger)
    expect(await states()).toEqual(['handled by_person', 'failed revision.earlier_by_hand'])
    const records = [{ recordId: 'r-1', revision: 1 }]
    await after(world.app.takeBackMarks(anAsked(), { records, reason: 'Another one.' }))
    expect(await asked()).toEqual(asks('superseded'))
  })

  test('that withdraws it waits likewise, and ends with the word', async () => {
    await switched()
    await receive(first)
    await receive(withdrawal(2))
    expect(await asked()).toEqual(asks('before_send_from'))
    await say(nowhere)
    await tick()
    expect(await states()).toEqual(['handled superseded', 'handled withdrawn'])
    expect(requests()).toEqual([])
  })

  test('goes where every approval is sent again, and is left out where it is too old itself', async () => {
    await switched()
    await receive(first)
    await receive(later)
    await enabledFrom()
    await tick()
    expect(vouchers()).toEqual([{ revision: 2, lines: own(second) }])
    await opened.clear()
    world = await createSyncWorld(opened)
    await switched()
    await receive(first)
    await receive(second)
    await tick()
    expect(await states()).toEqual(['handled before_send_from', 'handled before_send_from'])
    expect(await tryToSay()).toMatchObject(certain)
  })

  test('waits likewise where both came at once, and the answer is taken once', async () => {
    await switched()
    await receive(first, later)
    expect(await asked()).toEqual(asks('before_send_from'))
    expect(await tryToSay()).toMatchObject({ ok: true })
    expect(await tryToSay()).toMatchObject(certain)
  })
})

test('a second voucher for one revision is told, each time, and the record stays posted', async () => {
  await receive(first)
  await say(1, posted('1001'))
  await say(1, posted('1002'))
  await say(1, { kind: 'refused', failure: aFailure('different_in_ledger') })
  const doubled = told.filter((fact) => fact.kind === 'doubled')
  expect(doubled.map(({ alarm: { kind, vouchers } }) => [kind, vouchers])).toEqual([
    ['second_voucher', ['1001', '1002']],
    ['posted_differently', ['1001']],
  ])
  expect(doubled[1]!.record.sequence).toBeGreaterThan(doubled[0]!.record.sequence)
  expect(await states()).toEqual(['posted'])
})
