import { fingerprintOf } from '@bilagsbro/booking/cause'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { Failure } from '@bilagsbro/booking/failure'
import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { oreOf } from '@bilagsbro/kernel/money'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  aConnector,
  aFailure,
  after,
  anOrganization,
  aSyncRecord,
  policy,
  start,
} from '#testing/builders.ts'
import type { Fact } from '#domain/fact.ts'
import type { Organization } from '#domain/organization.ts'
import { noRound, type LastRound, type RecordState, type SyncRecord } from '#domain/record.ts'
import { complete, openRun, type Begun, type Trigger } from '#domain/run.ts'
import { retry } from '#domain/transitions.ts'
import type { Use } from '#domain/use.ts'
import type { Changes, SyncStore, SyncUnit } from './sync-store.ts'

interface Opened {
  readonly store: SyncStore
  /** What the others were told so far. */
  readonly told: readonly Fact[]
  clear(): Promise<void>
}

const failure = aFailure('transient', { retryAfter: start.toISOString() })
const voucher = { number: '1001', date: '2026-11-21', url: 'https://ledger.example/1001' }
const everyState: RecordState[] = [
  { status: 'pending', held: undefined, lastRound: noRound },
  { status: 'pending', held: { code: 'mapping_missing', categories: ['taxi'] }, lastRound: 7 },
  { status: 'pending', held: { code: 'awaiting_revision' }, lastRound: 'awaits_revision' },
  { status: 'pending', held: undefined, lastRound: 'unread' },
  { status: 'sending', doubt: undefined },
  { status: 'sending', doubt: failure },
  { status: 'sending', held: { code: 'period_closed', postingDate: '2026-11-21' }, lastRound: 7 },
  { status: 'pending', held: undefined, lastRound: noRound, isRetry: true },
  { status: 'pending', held: { code: 'awaiting_trial' }, lastRound: 7, isRetry: true },
  { status: 'sending', held: undefined, lastRound: 7, isRetry: true },
  { status: 'retry_scheduled', failure, nextAttemptAt: after(1_234), isRetry: true },
  { status: 'delivered', voucher },
  { status: 'posted', voucher },
  { status: 'retry_scheduled', failure, nextAttemptAt: after(1_234) },
  { status: 'failed', failure, againAt: undefined },
  { status: 'failed', failure, againAt: after(3_600_000) },
  { status: 'handled', reason: 'before_send_from' },
]
const movedDate = {
  from: '2026-10-31',
  to: '2026-11-01',
  rule: 'next_open',
  by: 'u-7',
  note: 'Agreed.',
} as const
const nothingLeft = { waiting: 0, turns: 0, awaitingTrial: 0 }
const nothing: Changes = { inserted: [], updated: [], runs: [], organizations: [] }
const awaitingPeriod: RecordState = {
  status: 'pending',
  held: { code: 'period_closed' },
  lastRound: 1,
}
const since = {
  now: start,
  requestedBefore: after(-policy.requestAgainAfterMs),
  periodSince: after(-policy.periodAgainAfterMs),
  quietSince: after(-policy.run.quietMs),
  startedBefore: after(-policy.run.maxMs),
}

/** The promises of {@link SyncStore}, as they can be seen. */
export function syncStoreContract(name: string, open: () => Promise<Opened>): void {
  describe(`sync store: ${name}`, async () => {
    const opened = await open()
    const { store, told } = opened
    beforeEach(() => opened.clear())

    const save = (changes: Partial<Changes>, organizationId = 'hlf') =>
      store.change([organizationId], (unit) => unit.save({ ...nothing, ...changes }))
    const seen = <T>(look: (unit: SyncUnit) => Promise<T>) => store.change(['hlf'], look)
    const known = (changed: Partial<Organization> = {}) => {
      const organization = anOrganization(changed)
      const { organizationId } = organization
      return store.change(
        [organizationId],
        (unit) => unit.save({ ...nothing, organizations: [organization] }),
        { create: true },
      )
    }
    const keep = (...records: SyncRecord[]) =>
      save({ inserted: records.map((record) => ({ record, content: contentOf(record) })) })
    const contentOf = ({ organizationId, recordId, revision }: SyncRecord) =>
      anApprovedRecord({ organizationId, recordId, revision })
    const numbered = (state: RecordState, count: number, changed: Partial<SyncRecord> = {}) =>
      Array.from({ length: count }, (_, at) =>
        aSyncRecord(state, { recordId: `r-${at}`, createdAt: after(count - at), ...changed }),
      )
    const ids = (kept: { record: SyncRecord }[]) => kept.map(({ record }) => record.recordId)

    test('keeps an organisation as it is saved, suspension included', async () => {
      const probe = { organizationId: 'hlf', recordId: 'r-1', revision: 2 }
      const base = { cause: failure, since: start, failures: 3 }
      for (const suspension of [
        undefined,
        { ...base, probeAt: after(5), probe: undefined },
        { ...base, probeAt: undefined, probe },
      ]) {
        await known({ suspension, round: 4, sequence: 1_763_719_200_000, version: 9 })
        const found = await seen(async ({ organizations }) => organizations.get('hlf'))
        expect(found).toEqual(
          anOrganization({ suspension, round: 4, sequence: 1_763_719_200_000, version: 9 }),
        )
      }
    })

    test('keeps when an organisation sends, and by which versions of its mapping', async () => {
      const { mapping } = anOrganization()
      const planned = {
        mapping: { ...mapping, effectiveFrom: '2026-11-01', defaults: { vatCode: '0' } },
        earlierMappings: [{ ...mapping, version: 2, subledgers: { employee: 'supplier' } }],
        schedule: { cron: '0 6 * * 1-5', timeZone: 'Europe/Oslo' },
        nextRunAt: after(12_345),
        released: after(-12_345),
      } as const
      for (const changed of [planned, { schedule: null, nextRunAt: undefined }]) {
        await known(changed)
        const found = await seen(async ({ organizations }) => organizations.get('hlf'))
        expect(found).toEqual(anOrganization(changed))
      }
    })

    test('keeps what was answered to a request, once for each key of an organisation, for a while', async () => {
      await known()
      await known({ organizationId: 'other' })
      const request = { key: 'k-1', fingerprint: 'f', answer: { runId: 'run-1', taken: 3 } }
      const answerTo = (organizationId: string, key = 'k-1') =>
        seen((unit) => unit.answerTo(organizationId, key))
      expect(await answerTo('hlf')).toBeUndefined()
      await seen((unit) => unit.keepAnswerTo('hlf', request, start))
      expect(await answerTo('hlf')).toEqual(request)
      expect(await answerTo('other')).toBeUndefined()
      expect(await answerTo('hlf', 'k-2')).toBeUndefined()
      await expect(seen((unit) => unit.keepAnswerTo('hlf', request, start))).rejects.toThrow(
        'request_key_pkey',
      )
      await seen((unit) => unit.keepAnswerTo('other', request, after(1)))
      await store.forgetRequests(after(1))
      expect(await answerTo('hlf')).toBeUndefined()
      expect(await answerTo('other')).toEqual(request)
    })

    test('keeps a record in every state, when it is inserted and when it is updated', async () => {
      await known()
      const records = everyState.map((state, at) =>
        aSyncRecord(state, {
          recordId: `r-${at}`,
          traceparent: at % 2 ? '00-a-b-01' : undefined,
          mode: at % 2 ? 'draft' : undefined,
          moved: at % 2 ? movedDate : undefined,
        }),
      )
      await keep(...records)
      const kept = () => seen((unit) => unit.revisions(records))
      expect(await kept()).toEqual(expect.arrayContaining(records))
      const turned = records.map((record, at) => ({
        ...record,
        state: everyState.at(at - 1)!,
        sequence: record.sequence + 1,
        runId: undefined,
        mode: record.mode ? undefined : ('draft' as const),
        moved: record.moved ? undefined : movedDate,
        connector: undefined,
        requestedAt: undefined,
      }))
      await save({ updated: turned })
      expect(await kept()).toEqual(expect.arrayContaining(turned))
    })

    test('RETRY-3: has records go again in one statement, each as the rule has it', async () => {
      await known()
      const hidden = aSyncRecord(everyState.at(-3)!, { organizationId: 'other' })
      const unproven = (
        ['rejected_in_ledger', 'different_in_ledger', 'accepted_unseen'] as const
      ).map((one): RecordState => ({ status: 'failed', failure: aFailure(one) }))
      const after1 = aFailure('data', { code: 'revision.earlier_unproven' })
      const awaits: RecordState = {
        status: 'pending',
        held: { code: 'period_closed', postingDate: '2026-11-21' },
        lastRound: 3,
      }
      const states = [
        ...everyState,
        ...unproven,
        { status: 'failed', failure: after1 },
        awaits,
      ] as const
      const records = states.map((state, at) => aSyncRecord(state, { recordId: `r-${at}` }))
      await keep(...records, hidden)
      const by = { runId: 'run-9', now: after(60_000) }
      const expected = records.map((record) => {
        const step = retry(record, by, by.now)
        return step.ok ? step.value.record : record
      })
      const selection = { kind: 'records', records } as const
      const going = expected.filter((record) => !records.includes(record))
      expect(await seen(({ retries }) => retries.count('hlf', selection))).toBe(going.length)
      const left = await seen(({ retries }) => retries.left('hlf', selection, 100))
      expect(left.map(({ status }) => status).toSorted()).toEqual(
        expected
          .filter((record) => records.includes(record))
          .map(leftAs)
          .toSorted(),
      )
      const taken = await seen(({ retries }) => retries.take('hlf', selection, by))
      expect(taken).toHaveLength(going.length)
      expect(taken).toEqual(expect.arrayContaining(going))
      expect(await seen((unit) => unit.revisions(records))).toEqual(
        expect.arrayContaining(expected),
      )
      expect(await seen(({ retries }) => retries.take('hlf', selection, by))).toEqual([])
    })

    test('RETRY-6: finds failed records by their cause, and waiting ones by their period', async () => {
      await known()
      const blocked = (value: string) =>
        aFailure('data', { code: 'account.blocked', subject: { kind: 'account', value } })
      const failed = (recordId: string, of: Failure) =>
        aSyncRecord({ status: 'failed', failure: of }, { recordId })
      const awaits = (recordId: string, postingDate: string) =>
        aSyncRecord(
          { status: 'pending', held: { code: 'period_closed', postingDate }, lastRound: 3 },
          { recordId },
        )
      await keep(
        failed('a', blocked('7140')),
        failed('b', { ...blocked('7140'), message: 'Other words.' }),
        failed('c', blocked('7150')),
        awaits('d', '2026-10-31'),
        awaits('e', '2026-11-01'),
      )
      const fingerprint = fingerprintOf(blocked('7140'))
      const by = { runId: 'run-9', now: after(1) }
      await seen(async (unit) => {
        const { retries } = unit
        expect(await retries.hasCause('hlf', fingerprint)).toBe(true)
        expect(await retries.hasCause('other', fingerprint)).toBe(false)
        expect((await retries.periods('hlf')).toSorted()).toEqual(['2026-10', '2026-11'])
        const waiting = await unit.closedPeriod('hlf', '2026-10')
        expect(waiting.map(({ record }) => record.recordId)).toEqual(['d'])
        const ofCause = await retries.take('hlf', { kind: 'cause', fingerprint }, by)
        expect(ofCause.map(({ recordId }) => recordId).toSorted()).toEqual(['a', 'b'])
        expect(await retries.hasCause('hlf', fingerprint)).toBe(false)
        const ofPeriod = await retries.take('hlf', { kind: 'period', period: '2026-10' }, by)
        expect(ofPeriod.map(({ recordId }) => recordId)).toEqual(['d'])
        const rest = await retries.take('hlf', { kind: 'failed' }, by)
        expect(rest.map(({ recordId }) => recordId)).toEqual(['c'])
      })
    })

    test('gives failed records that go again by themselves when it is time, and can bring them forward', async () => {
      await known()
      const away = (recordId: string, at: number) =>
        aSyncRecord({ status: 'failed', failure, againAt: after(at) }, { recordId })
      await keep(away('later', 9_000), away('first', 1_000), away('second', 2_000))
      await keep(aSyncRecord({ status: 'failed', failure }, { recordId: 'for a person' }))
      const due = (at: number, limit = 9) =>
        seen(async ({ retries }) =>
          (await retries.due('hlf', after(at), limit)).map(({ recordId }) => recordId),
        )
      expect(await due(999)).toEqual([])
      expect(await due(2_000)).toEqual(['first', 'second'])
      expect(await due(2_000, 1)).toEqual(['first'])
      expect(await store.due({ ...since, now: after(999) })).toEqual([])
      expect(await store.due({ ...since, now: after(1_000) })).toEqual(['hlf'])
      await seen(({ retries }) => retries.bringForward('hlf', after(1_500)))
      expect((await due(1_500)).toSorted()).toEqual(['first', 'later', 'second'])
      await known({ connector: aConnector({ enabled: false }) })
      expect(await store.due({ ...since, now: after(1_500) })).toEqual([])
      const suspension = { cause: failure, since: start, failures: 1, probeAt: after(5_000) }
      await known({ suspension })
      expect(await store.due({ ...since, now: after(1_500) })).toEqual([])
      expect(await store.due({ ...since, now: after(5_000) })).toEqual(['hlf'])
    })

    test('gives all revisions of the records asked for, and no others', async () => {
      await known()
      await known({ organizationId: 'other' })
      const [first, ...rest] = [1, 2, 3].map((revision) =>
        aSyncRecord(everyState[0]!, { revision }),
      )
      await keep(first!, ...rest, aSyncRecord(everyState[0]!, { recordId: 'r-2' }))
      await keep(aSyncRecord(everyState[0]!, { organizationId: 'other' }))
      const found = await seen((unit) => unit.revisions([first!, first!]))
      expect(found.map(({ revision }) => revision).toSorted((a, b) => a - b)).toEqual([1, 2, 3])
      expect(new Set(found.map(({ organizationId }) => organizationId))).toEqual(new Set(['hlf']))
    })

    test('gives records with what was approved, each by its revision', async () => {
      await known()
      const [first, second] = [1, 2].map((revision) => aSyncRecord(everyState[0]!, { revision }))
      await keep(first!, second!, aSyncRecord(everyState[0]!, { recordId: 'r-2' }))
      const found = await seen((unit) => unit.contents([second!]))
      expect(found).toMatchObject([{ record: second, content: { recordId: 'r-1', revision: 2 } }])
      expect(await seen((unit) => unit.contents([]))).toEqual([])
    })

    test('commits everything and tells it, or nothing', async () => {
      await known()
      const record = aSyncRecord(everyState[0]!)
      const facts: Fact[] = [{ kind: 'withdrawn', record, connector: 'dynamics', at: start }]
      const changes = {
        ...nothing,
        inserted: [{ record, content: contentOf(record) }],
        organizations: [anOrganization({ round: 99 })],
        runs: [openRun('run-1', 'hlf', start)],
      }
      const failing = store.change(['hlf'], async (unit) => {
        unit.tell(facts)
        await unit.save(changes)
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(told).toEqual([])
      await seen(async (unit) => {
        expect(unit.organizations.get('hlf')?.round).toBe(1)
        expect(await unit.revisions([record])).toEqual([])
        expect((await unit.openWork()).get('hlf')?.openRuns).toEqual([])
      })
      await store.change(['hlf'], async (unit) => {
        unit.tell(facts)
        await unit.save(changes)
      })
      expect(told).toEqual(facts)
    })

    test('never keeps the same revision twice', async () => {
      await known()
      await keep(aSyncRecord(everyState[0]!))
      await expect(keep(aSyncRecord(everyState[4]!))).rejects.toThrow(/duplicate key/)
      const found = await seen((unit) => unit.revisions([aSyncRecord(everyState[0]!)]))
      expect(found[0]?.state.status).toBe('pending')
    })

    test('keeps one rolling run per organisation', async () => {
      await known()
      await save({ runs: [openRun('run-1', 'hlf', start)] })
      await expect(save({ runs: [openRun('run-2', 'hlf', start)] })).rejects.toThrow(
        /duplicate key/,
      )
      const over = complete(openRun('run-1', 'hlf', start), nothingLeft, policy.run, after(2_000))!
      await save({ runs: [over] })
      await save({ runs: [openRun('run-2', 'hlf', start)] })
      const openWork = await seen((unit) => unit.openWork())
      expect(openWork.get('hlf')?.openRuns).toEqual([openRun('run-2', 'hlf', start)])
    })

    test('MANUAL-1: sums what waits by reason, and counts what a run has left, until a moment', async () => {
      await known()
      const held = (
        code: 'awaiting_run' | 'awaiting_trial' | 'period_closed',
        lastRound: LastRound = 1,
      ) => ({ status: 'pending', held: { code }, lastRound }) as const
      const waiting: [RecordState, Date][] = [
        [{ status: 'pending', lastRound: noRound }, start],
        [held('awaiting_run'), start],
        [held('awaiting_trial'), start],
        [held('awaiting_run'), after(1)],
        [held('period_closed', noRound), start],
        [{ status: 'retry_scheduled', failure, nextAttemptAt: start }, start],
        [{ status: 'sending' }, start],
        [{ status: 'failed', failure }, start],
      ]
      await keep(
        ...waiting.map(([state, createdAt], at) =>
          aSyncRecord(state, { recordId: `r-${at}`, createdAt }),
        ),
      )
      const { total } = contentOf(aSyncRecord(waiting[0]![0]))
      const amount = oreOf(total)
      const sums = await seen((unit) => unit.waitingSums('hlf', start))
      expect(sums.toSorted((a, b) => (a.reason ?? '').localeCompare(b.reason ?? ''))).toEqual([
        { reason: null, count: 1, amount },
        { reason: 'awaiting_run', count: 1, amount },
        { reason: 'awaiting_trial', count: 1, amount },
        { reason: 'period_closed', count: 1, amount },
        { reason: 'retry_scheduled', count: 1, amount },
      ])
      const left = (asked: Begun, now: Date, id = 'run-1') =>
        seen((unit) => unit.left(openRun(id, 'hlf', start, asked), 1, now))
      expect(await left({ trigger: 'manual', takesUntil: start }, after(1))).toEqual({
        waiting: 5,
        turns: 2,
        awaitingTrial: 1,
      })
      expect(await left({}, start)).toEqual({ waiting: 5, turns: 2, awaitingTrial: 1 })
      expect(await left({}, after(1))).toEqual({ waiting: 6, turns: 2, awaitingTrial: 1 })
      const ofRetry = await left({ trigger: 'retry' }, start)
      expect(ofRetry).toEqual({ waiting: 6, turns: 2, awaitingTrial: 1 })
      expect(await left({ trigger: 'retry' }, start, 'run-2')).toEqual(nothingLeft)
      const marked = (code: PendingReason['code'], lastRound: LastRound) =>
        ({ status: 'pending', held: { code }, lastRound, isRetry: true }) as const
      await keep(
        ...[marked('connector_suspended', 1), marked('awaiting_revision', 'awaits_revision')].map(
          (state, at) => aSyncRecord(state, { recordId: `again-${at}`, runId: 'run-2' }),
        ),
      )
      expect(await left({ trigger: 'retry' }, start, 'run-2')).toMatchObject({
        waiting: 2,
        turns: 1,
      })
      expect(await left({}, start, 'run-2')).toMatchObject({ turns: 2 })
      expect(await seen((unit) => unit.waitingSums('other', after(1)))).toEqual([])
    })

    test('WIZARD-8, MANUAL-2: keeps one scheduled run per organisation, and one that a person started', async () => {
      await known()
      const begun = (id: string, trigger: Trigger) => openRun(id, 'hlf', start, { trigger })
      await save({ runs: [begun('run-1', 'schedule'), begun('run-2', 'manual')] })
      for (const trigger of ['schedule', 'manual', 'retry'] as const)
        await expect(save({ runs: [begun('run-3', trigger)] })).rejects.toThrow(/duplicate key/)
      await save({ runs: [begun('run-3', 'approval')] })
    })

    test('CONFIG-4: gives back what records use for the first time, to one of twenty concurrent callers', async () => {
      await known()
      const uses: Use[] = ['taxi', 'food', 'hotel'].map((value) => ({
        organizationId: 'hlf',
        use: 'category',
        value,
      }))
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          store.change([`organization-${at}`], (unit) =>
            unit.addUses(at % 2 ? uses : uses.toReversed(), start),
          ),
        ),
      )
      expect(answers.flat().toSorted((a, b) => (a.value < b.value ? -1 : 1))).toEqual(
        uses.toSorted((a, b) => (a.value < b.value ? -1 : 1)),
      )
      const other: Use = { organizationId: 'hlf', use: 'payee_kind', value: 'taxi' }
      expect(await seen((unit) => unit.addUses([...uses, other], start))).toEqual([other])
    })

    test('tells which organisations are unknown, and locks none for them', async () => {
      await known()
      expect(await store.unknown(['hlf', 'x', 'y'])).toEqual(['x', 'y'])
      await store.change(['x', 'hlf'], async ({ organizations }) => {
        expect([...organizations.keys()]).toEqual(['hlf'])
      })
      expect(await store.unknown(['x'])).toEqual(['x'])
    })

    test('creates what is unknown, and leaves what is known as it is', async () => {
      await known({ round: 8 })
      await store.change(
        ['hlf', 'new'],
        async ({ organizations }) => {
          expect(organizations.get('hlf')?.round).toBe(8)
          expect(organizations.get('new')).toMatchObject({ version: 0, connector: null })
        },
        { create: true },
      )
    })

    test('counts the changes of twenty concurrent callers, whatever order they name organisations in', async () => {
      const organizationIds = ['a', 'b', 'c', 'd', 'e']
      for (const organizationId of organizationIds) await known({ organizationId, round: 0 })
      await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          store.change(at % 2 ? organizationIds : organizationIds.toReversed(), async (unit) => {
            const raised = [...unit.organizations.values()].map((organization) => ({
              ...organization,
              round: organization.round + 1,
            }))
            await unit.save({ ...nothing, organizations: raised })
          }),
        ),
      )
      await store.change(organizationIds, async ({ organizations }) => {
        expect([...organizations.values()].map(({ round }) => round)).toEqual([20, 20, 20, 20, 20])
      })
    })

    test('lets the second caller see what the first one saved', async () => {
      await known()
      const room = 5
      const claim = (at: number) =>
        store.change(['hlf'], async (unit) => {
          const { outstanding } = (await unit.openWork()).get('hlf')!
          if (outstanding >= room) return
          const record = aSyncRecord({ status: 'sending' }, { recordId: `r-${at}` })
          await unit.save({ ...nothing, inserted: [{ record, content: contentOf(record) }] })
        })
      await Promise.all(Array.from({ length: 20 }, (_, at) => claim(at)))
      const openWork = await seen((unit) => unit.openWork())
      expect(openWork.get('hlf')?.outstanding).toBe(room)
    })

    test('leaves an organisation that somebody else is busy with', async () => {
      await known()
      let worked = 0
      await store.change(['hlf'], () =>
        store.tryChange('hlf', async () => {
          worked++
        }),
      )
      await store.tryChange('nobody', async () => {
        worked++
      })
      expect(worked).toBe(0)
      await store.tryChange('hlf', async () => {
        worked++
      })
      expect(worked).toBe(1)
    })

    test('gives those whose turn has come: due retries first, then the oldest not looked at', async () => {
      await known()
      const pending = numbered({ status: 'pending', lastRound: noRound }, 3)
      const retry = (recordId: string, at: number) =>
        aSyncRecord({ status: 'retry_scheduled', failure, nextAttemptAt: after(at) }, { recordId })
      const lookedAt = (recordId: string, lastRound: LastRound) =>
        aSyncRecord(
          { status: 'pending', held: { code: 'not_configured' }, lastRound },
          { recordId },
        )
      await keep(
        ...pending,
        lookedAt('looked-1', 1),
        lookedAt('looked-2', 2),
        lookedAt('awaiting', 'awaits_revision'),
        retry('due', 0),
        retry('later', 1),
        ...numbered({ status: 'sending' }, 2, { revision: 2 }),
      )
      const waiting = (round: number, limit: number) =>
        seen(async (unit) => ids(await unit.waiting('hlf', round, start, limit)))
      expect(await waiting(1, 10)).toEqual(['due', 'r-2', 'r-1', 'r-0'])
      expect(await waiting(2, 10)).toEqual(['due', 'r-2', 'r-1', 'r-0', 'looked-1'])
      expect(await waiting(3, 3)).toEqual(['due', 'r-2', 'r-1'])
      const [first] = await seen((unit) => unit.waiting('hlf', 1, start, 1))
      expect(first?.content).toEqual(anApprovedRecord({ recordId: 'due' }))
    })

    test('offers as probes those that wait for the suspended connector or the trial, and as the trial the latter', async () => {
      await known()
      const held = (
        recordId: string,
        code: 'connector_suspended' | 'mapping_missing' | 'awaiting_trial',
      ) => aSyncRecord({ status: 'pending', held: { code }, lastRound: 1 }, { recordId })
      await keep(
        held('suspended', 'connector_suspended'),
        held('tried', 'awaiting_trial'),
        held('unmapped', 'mapping_missing'),
      )
      const probes = await seen((unit) => unit.probes('hlf', 1, start, 10))
      expect(ids(probes).toSorted()).toEqual(['suspended', 'tried'])
      expect(ids(await seen((unit) => unit.trials('hlf', 1, start, 10)))).toEqual(['tried'])
      const another = await seen((unit) => unit.trials('hlf', 2, start, 10))
      expect(ids(another).toSorted()).toEqual(['suspended', 'tried', 'unmapped'])
    })

    test('keeps rules for good, and gives those of the asked versions', async () => {
      await known()
      await store.change(['hlf'], async (unit) => {
        for (const version of [1, 2, 3]) await unit.keepRules(anOrganization({ version }))
        await unit.keepRules(anOrganization({ version: 2, earlierMappings: [] }))
      })
      const { mapping, policies } = anOrganization()
      const found = await seen((unit) => unit.earlierRules('hlf', [0, 2, 3, 4]))
      expect(Object.fromEntries(found)).toEqual({
        2: { mapping, policies },
        3: { mapping, policies },
      })
    })

    test('keeps requests of attempts whose rules are not known, each once', async () => {
      await known()
      const sent = (recordId: string, configured: number) =>
        aSyncRecord({ status: 'sending' }, { recordId, configured })
      await keep(sent('known', 1), sent('taken-over', 0))
      const of = (recordId: string, attempt = 2, account = '7140') => ({
        organizationId: 'hlf',
        recordId,
        revision: 1,
        attempt,
        connector: 'dynamics' as const,
        targetFingerprint: 'target-1',
        voucher: {
          postingDate: '2026-11-21',
          currency: 'NOK',
          description: 'x',
          lines: [{ account, amount: '1.00' }],
        },
      })
      const all = [of('known'), of('known', 3), of('taken-over'), of('new', 1), of('new', 2)]
      await store.change([], (unit) => unit.keepPastRequests(all))
      await store.change([], (unit) => unit.keepPastRequests([of('new', 2, '9999')]))
      const asked = all.map(({ organizationId, recordId }) => ({
        organizationId,
        recordId,
        revision: 1,
      }))
      const unique = asked.filter(
        ({ recordId }, at) => asked.findIndex((one) => one.recordId === recordId) === at,
      )
      const found = await seen((unit) => unit.pastRequests(unique))
      expect(found).toHaveLength(4)
      expect(found).toEqual(expect.arrayContaining(all.slice(1)))
    })

    test('gives what was requested at a moment or earlier, the oldest first', async () => {
      await known()
      const at = (recordId: string, requestedAt: Date) =>
        aSyncRecord({ status: 'sending' }, { recordId, requestedAt })
      await keep(at('b', after(2)), at('a', after(1)), at('c', after(3)))
      expect(ids(await seen((unit) => unit.sending('hlf', after(2), 10)))).toEqual(['a', 'b'])
    })

    test('gives what waits for its period and was sent at a moment or earlier, the oldest first', async () => {
      await known()
      const held = (recordId: string, at: number, code: 'period_closed' | 'mapping_missing') =>
        aSyncRecord(
          { status: 'pending', held: { code }, lastRound: 1 },
          { recordId, requestedAt: after(at) },
        )
      await keep(
        held('b', 2, 'period_closed'),
        held('a', 1, 'period_closed'),
        held('c', 3, 'period_closed'),
        held('d', 1, 'mapping_missing'),
      )
      const awaiting = await seen((unit) => unit.awaitingPeriod('hlf', after(2), 10))
      expect(ids(awaiting)).toEqual(['a', 'b'])
    })

    test.each<[string, Partial<Changes>, boolean]>([
      ['nothing', {}, false],
      ['a record not looked at', recordsOf(everyState[0]!), true],
      ['a record looked at', recordsOf({ status: 'pending', lastRound: 1 }), false],
      ['a record that awaits a revision', recordsOf(everyState[2]!), false],
      [
        'a retry that is due',
        recordsOf({ status: 'retry_scheduled', failure, nextAttemptAt: start }),
        true,
      ],
      [
        'a retry that is not due',
        recordsOf({ status: 'retry_scheduled', failure, nextAttemptAt: after(1) }),
        false,
      ],
      ['a record whose period was closed today', recordsOf(awaitingPeriod), false],
      [
        'a record whose period was closed yesterday',
        recordsOf(awaitingPeriod, since.periodSince),
        true,
      ],
      ['a posting', recordsOf({ status: 'sending' }), false],
      [
        'a posting that was never answered',
        recordsOf({ status: 'sending' }, since.requestedBefore),
        true,
      ],
      ['a quiet run', { runs: [openRun('run-1', 'hlf', since.quietSince)] }, true],
      ['a run that was just opened', { runs: [openRun('run-1', 'hlf', start)] }, false],
      ['a busy run', { runs: [busy(since.quietSince)] }, false],
      ['a busy run that has been open for long', { runs: [busy(since.startedBefore)] }, true],
    ])('an organisation with %s is due: %s', async (_, changes, due) => {
      await known()
      await save(changes)
      expect(await store.due(since)).toEqual(due ? ['hlf'] : [])
    })

    test('WIZARD-8: an organisation whose scheduled run is due, or was missed, has something to do', async () => {
      for (const [nextRunAt, due] of [
        [after(1), []],
        [start, ['hlf']],
        [after(-1_000_000), ['hlf']],
        [undefined, []],
      ] as const) {
        await known({ nextRunAt })
        expect(await store.due(since)).toEqual(due)
      }
    })

    test('BOOKS-4: an organisation whose trial is due has something to do while something waits for it', async () => {
      const due = { version: 1, kind: 'due', refused: 0 } as const
      await known({ trial: due })
      expect(await store.due(since)).toEqual([])
      const held = { code: 'awaiting_trial' } as const
      await keep(aSyncRecord({ status: 'pending', held, lastRound: 1 }))
      expect(await store.due(since)).toEqual(['hlf'])
      for (const [trial, expected] of [
        [{ ...due, notBefore: after(1).toISOString() }, []],
        [{ ...due, notBefore: start.toISOString() }, ['hlf']],
        [{ version: 1, kind: 'waived', by: 'u-7', at: start.toISOString() }, []],
        [undefined, []],
      ] as const) {
        await known({ trial })
        expect(await store.due(since)).toEqual(expected)
      }
    })

    test('an organisation whose probe is due has something to do while something waits for it', async () => {
      const suspension = { cause: failure, since: start, failures: 1, probeAt: start }
      await known({ suspension })
      expect(await store.due(since)).toEqual([])
      const held = (recordId: string, code: 'awaiting_run' | 'connector_suspended') =>
        aSyncRecord({ status: 'pending', held: { code }, lastRound: 1 }, { recordId })
      await keep(held('scheduled', 'awaiting_run'))
      expect(await store.due(since)).toEqual([])
      await keep(held('suspended', 'connector_suspended'))
      expect(await store.due(since)).toEqual(['hlf'])
      expect(await store.due({ ...since, now: after(-1) })).toEqual([])
    })
  })
}

function leftAs({ state }: SyncRecord): string {
  if (state.status === 'sending' && state.doubt) return 'in_doubt'
  return state.status === 'failed' ? 'may_be_in_ledger' : state.status
}

const recordsOf = (state: RecordState, requestedAt = start): Partial<Changes> => ({
  inserted: [{ record: aSyncRecord(state, { requestedAt }), content: anApprovedRecord() }],
})

function busy(startedAt: Date) {
  const run = openRun('run-1', 'hlf', startedAt)
  return { ...run, counts: { ...run.counts, planned: 3, posted: 2 } }
}
