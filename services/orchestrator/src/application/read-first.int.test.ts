import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { countedIds } from '@bilagsbro/kernel/ids'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { aFailure, anAsked, anOrganization, aConnector } from '#testing/builders.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import { createTellResumed } from './tell-resumed.ts'
import type { SyncStore } from './ports/sync-store.ts'
import type { Fact } from '#domain/fact.ts'
import type { Connector } from '#domain/organization.ts'
import type { Answer } from '#domain/settle.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

let world: SyncWorld
let version = 0
/** An empty database: everything that follows happened before, and is being read. */
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened)
  world.beginReading()
  version = 0
})

const configure = (changed: Partial<Connector> = {}) =>
  world.after(
    world.app.applyConnectors([
      { ...anOrganization(), connector: aConnector(changed), version: ++version },
    ]),
  )
const approve = (recordId: string, revision = 1) =>
  world.after(world.app.acceptRecords([{ content: anApprovedRecord({ recordId, revision }) }]))
const key = (recordId: string, revision = 1) => ({ organizationId: 'hlf', recordId, revision })
const voucher = { number: 'V-1', date: '2026-11-21' }
const posted = { kind: 'posted', voucher } as const
const refused = { kind: 'refused', failure: aFailure('data') } as const
const say = (
  record: ReturnType<typeof key>,
  outcome: Answer['outcome'],
  connector: ConnectorType = 'dynamics',
  attempt = 1,
) => world.after(world.app.settlePostings([{ ...record, connector, attempt, outcome }]))
const request = (record: ReturnType<typeof key>, attempt = 1) =>
  world.app.noteRequests([
    {
      ...record,
      attempt,
      connector: 'dynamics',
      targetFingerprint: 'target-1',
      voucher: { postingDate: '2026-11-21', currency: 'NOK', description: '', lines: [] },
    },
  ])
const tick = (milliseconds = 0) => {
  world.clock.advance(milliseconds)
  return world.after(world.app.tendOrganizations())
}
const endReading = () => {
  world.endReading()
  return tick()
}
const told = (facts: readonly Fact[]) =>
  facts.flatMap((fact) =>
    'record' in fact ? [`${fact.record.recordId}${fact.record.revision} ${fact.kind}`] : [],
  )
const stateOf = (recordId: string, revision = 1) =>
  opened.store.change(['hlf'], async (unit) => {
    const all = await unit.revisions([{ organizationId: 'hlf', recordId }])
    return all.find((one) => one.revision === revision)?.state
  })

test('nothing is sent or told before the past is read, whoever asks', async () => {
  await configure()
  const facts = [...(await approve('a')), ...(await tick(60_000)), ...(await say(key('a'), posted))]
  expect(told(facts)).toEqual([])
  const started = await world.app.startRun(anAsked(), '1.hlf')
  expect(started).toMatchObject({ ok: false, error: { code: 'sync.still_reading' } })
  expect(told(await endReading())).toEqual(['a1 succeeded'])
})

test('what is posted is not booked again in the ledger that the organisation moved to', async () => {
  await configure({ type: 'xledger', targetFingerprint: 'target-2' })
  await approve('a')
  await approve('b')
  await say(key('a'), posted)
  expect(told(await endReading())).toEqual(['a1 succeeded', 'b1 requested'])
})

test('an answer that is read before its record is applied with it, as if it had come after', async () => {
  await configure()
  await say(key('a'), refused)
  await say(key('a'), posted, 'dynamics', 2)
  await approve('a')
  expect(told(await endReading())).toEqual(['a1 succeeded'])
  expect(await stateOf('a')).toEqual({ status: 'posted', voucher })
})

test('an answer about a record that is not known yet is kept, and applied when it comes', async () => {
  await configure()
  await endReading()
  await say(key('a'), posted)
  world.restart()
  await tick()
  expect(told(await approve('a'))).toEqual(['a1 succeeded'])
  expect(told(await approve('b'))).toEqual(['b1 requested'])
})

test('a revision that was replaced does not go out, and is not told as replaced before it is known what became of it', async () => {
  await configure()
  await approve('a', 1)
  await approve('a', 2)
  await approve('b', 1)
  await approve('b', 2)
  await say(key('b', 1), posted)
  const facts = told(await endReading())
  expect(facts.toSorted()).toEqual(['a1 handled', 'a2 requested', 'b1 succeeded', 'b2 failed'])
})

test('a revision whose request was not answered yet is asked back before the next one goes', async () => {
  await configure()
  await request(key('a'))
  await approve('a', 1)
  await approve('a', 2)
  expect(told(await endReading())).toEqual(['a2 queued', 'a1 withdrawn'])
  const back = { kind: 'returned', reason: 'withdrawn' } as const
  expect(told(await say(key('a'), back))).toEqual(['a1 handled', 'a1 withdrawn', 'a2 requested'])
})

test('what was in doubt stays so, and is asked back instead of being asked for in another ledger', async () => {
  await configure({ type: 'xledger', targetFingerprint: 'target-2' })
  await approve('a')
  await say(key('a'), { kind: 'in_doubt', failure: aFailure('transient') })
  expect(told(await endReading())).toEqual(['a1 queued'])
  const facts = (await tick(600_000)).filter((fact) => 'record' in fact)
  expect(facts).toMatchObject([{ kind: 'withdrawn', connector: 'dynamics' }])
})

test('what was refused is asked back when it is replaced or goes to another accounting system, for an adapter that forgot', async () => {
  await configure()
  await endReading()
  await approve('a')
  await say(key('a'), refused)
  expect(told(await approve('a', 2))).toEqual(['a1 handled', 'a1 withdrawn', 'a2 requested'])
  await say(key('a', 2), { kind: 'refused', failure: aFailure('transient') })
  await configure({ type: 'xledger', targetFingerprint: 'target-2' })
  const facts = await tick(60_000)
  expect(facts.filter(({ kind }) => kind === 'withdrawn')).toMatchObject([
    { connector: 'dynamics', record: { attempt: 1 } },
  ])
})

const word = { by: 'u-7', note: 'Booked by hand.', voucherNumber: 'H-17' }
const mark = (record: ReturnType<typeof key>, sequence: number, kind: 'marked' | 'reopened') =>
  world.app.noteWords([{ ...record, attempt: 0, outcome: { kind, sequence, word } }])

test('what a person booked by hand is not sent, though the mark is read before its record, and is told beyond what was told', async () => {
  await configure()
  const later = world.clock.now().getTime() + 3_600_000
  await mark(key('a'), later, 'marked')
  await approve('a')
  await approve('b')
  await say(key('b'), refused)
  await mark(key('b'), 5, 'marked')
  const facts = await endReading()
  expect(told(facts).toSorted()).toEqual(['a1 handled', 'b1 handled', 'b1 withdrawn'])
  const [first] = facts.filter((fact) => fact.kind === 'handled' && fact.record.recordId === 'a')
  expect(first).toMatchObject({ reason: 'by_person', word })
  expect((first as { record: { sequence: number } }).record.sequence).toBeGreaterThan(later)
  expect(await stateOf('b')).toMatchObject({ status: 'handled', before: { status: 'failed' } })
  expect(told(await tick(4_000_000))).toEqual([])
})

test('a mark that was taken back holds nothing, in whatever order and however often both are read', async () => {
  await configure()
  await mark(key('a'), 6, 'reopened')
  await mark(key('a'), 5, 'marked')
  await mark(key('a'), 6, 'reopened')
  await approve('a')
  expect(told(await endReading())).toEqual(['a1 requested'])
})

test('a mark that the ledger ended stays so, and a mark on what is in doubt takes its place again', async () => {
  await configure()
  for (const recordId of ['a', 'b']) {
    await approve(recordId)
    await request(key(recordId))
    await mark(key(recordId), 5, 'marked')
    await say(key(recordId), { kind: 'in_doubt', failure: aFailure('transient') })
  }
  await say(key('a'), posted)
  const facts = told(await endReading())
  expect(facts.toSorted()).toEqual(['a1 succeeded', 'b1 handled', 'b1 withdrawn'])
  expect(told(await say(key('b'), posted))).toEqual(['b1 succeeded'])
})

test('a word that the database knows, or that comes when the past is known, changes nothing', async () => {
  await configure()
  await endReading()
  await approve('a')
  await say(key('a'), refused)
  const records = [{ recordId: 'a', revision: 1 }]
  const marked = await world.after(world.app.markHandled(anAsked(), { records, reason: 'Seen.' }))
  await world.after(world.app.takeBackMarks(anAsked(), { records, reason: 'Wrong.' }))
  const { sequence } = (marked[0] as { record: { sequence: number } }).record
  await mark(key('a'), sequence + 9, 'marked')
  const late = world.replica(false)
  await late.noteWords([{ ...key('a'), attempt: 0, outcome: { kind: 'marked', sequence, word } }])
  expect(told(await tick())).toEqual([])
  expect(await stateOf('a')).toMatchObject({ status: 'failed' })
})

test('a restored mark that was taken back and sent since is off, and the attempts since count', async () => {
  await configure({ enabled: false })
  await endReading()
  await approve('a')
  const records = [{ recordId: 'a', revision: 1 }]
  const [fact] = await world.after(world.app.markHandled(anAsked(), { records, reason: 'Seen.' }))
  const { sequence } = (fact as { record: { sequence: number } }).record
  world.beginReading()
  await configure()
  await mark(key('a'), sequence + 1, 'reopened')
  await request(key('a'))
  await say(key('a'), refused)
  expect(told(await endReading())).toEqual(['a1 failed'])
})

test('nothing is sent for a connector that is off, whatever was read', async () => {
  await configure({ enabled: false })
  await approve('a')
  await say(key('a'), { kind: 'refused', failure: aFailure('transient') })
  const facts = [...(await endReading()), ...(await tick(600_000)), ...(await tick(4_000_000))]
  expect(told(facts).filter((one) => one.endsWith('requested'))).toEqual([])
})

test('a record that another replica held back while this one had read everything is taken up', async () => {
  await configure()
  const late = world.replica(false)
  await endReading()
  await world.after(late.acceptRecords([{ content: anApprovedRecord({ recordId: 'a' }) }]))
  expect(told(await tick())).toEqual(['a1 requested'])
})

const resumed = (facts: readonly Fact[]) =>
  facts.flatMap((fact) => (fact.kind === 'resumed' ? [fact.organization.organizationId] : []))

test('whoever heard of a suspension that this database has lost is told, once in its epoch, that the connector works', async () => {
  await configure()
  expect(resumed(await tick())).toEqual([])
  const facts = await endReading()
  expect(facts).toMatchObject([{ kind: 'resumed', connector: 'dynamics' }])
  const [{ organization, at }] = facts as [Extract<Fact, { kind: 'resumed' }>]
  expect(organization.sequence).toBe(at.getTime())
  expect(resumed(await tick(60_000))).toEqual([])
  world.restart()
  expect(resumed(await tick())).toEqual([])
  world.beginReading()
  expect(resumed(await tick())).toEqual([])
  expect(resumed(await endReading())).toEqual(['hlf'])
})

test('of a connector that is suspended here, or that there is none of, nothing is told after the reading', async () => {
  await configure()
  await endReading()
  await approve('a')
  await say(key('a'), { kind: 'refused', failure: aFailure('auth') })
  await world.after(
    world.app.applyConnectors([
      { ...anOrganization({ organizationId: 'none' }), connector: null, version: 1 },
    ]),
  )
  world.beginReading()
  expect(resumed(await endReading())).toEqual([])
})

test('who is killed before all were told tells all of them anew, and who is killed after does not', async () => {
  const organizations = Array.from({ length: 150 }, (_, at) => `org-${at}`)
  await world.after(
    world.app.applyConnectors(
      organizations.map((organizationId) => ({
        ...anOrganization({ organizationId }),
        version: 1,
      })),
    ),
  )
  let changes = 0
  const store: SyncStore = {
    ...opened.store,
    async change(...change) {
      if (++changes === 2) throw new Error('killed')
      return opened.store.change(...change)
    },
  }
  const tell = createTellResumed({ store, clock: world.clock, newId: countedIds('run') })
  await expect(tell('epoch')).rejects.toThrow('killed')
  await world.after(tell('epoch'))
  expect(new Set(resumed(opened.told))).toEqual(new Set(organizations))
  const before = opened.told.length
  await tell('epoch')
  expect(opened.told).toHaveLength(before)
})

test('what is asked for again is what was sent, though the mapping is another one meanwhile', async () => {
  await configure()
  await endReading()
  const [first] = await approve('a')
  const { mapping } = anOrganization()
  const categories = { taxi: { account: '7999' } }
  await world.after(
    world.app.applyConnectors([
      { ...anOrganization(), mapping: { ...mapping, version: 4, categories }, version: ++version },
    ]),
  )
  const [again] = (await tick(600_000)).filter(({ kind }) => kind === 'requested')
  expect(again).toMatchObject({ kind: 'requested', record: { mappingVersion: 3, attempt: 1 } })
  expect((again as { voucher?: object }).voucher).toEqual((first as { voucher?: object }).voucher)
  expect(told(await approve('b'))).toEqual(['b1 requested'])
})

test('what was never answered is asked back, and not asked for in the ledger that the organisation moved to', async () => {
  await configure()
  await endReading()
  await approve('a')
  await configure({ type: 'xledger', targetFingerprint: 'target-2' })
  const facts = (await tick(600_000)).filter((fact) => 'record' in fact)
  expect(facts).toMatchObject([{ kind: 'withdrawn', connector: 'dynamics' }])
})
