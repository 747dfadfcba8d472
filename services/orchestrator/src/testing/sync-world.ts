import type { ApprovedRecord } from '@bilagsbro/booking/approved-record'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { ClosedPeriods } from '@bilagsbro/booking/moved-date'
import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { countedIds } from '@bilagsbro/kernel/ids'
import { createUnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import { calendar } from '#adapters/cron/calendar.ts'
import { createApp } from '#app.ts'
import type { Wanted } from '#application/retry-records.ts'
import type { Approval } from '#application/accept-records.ts'
import type { Policy } from '#application/policy.ts'
import type { Proven } from '#application/ports/connection-proof.ts'
import type { PostingAnswer } from '#domain/settle.ts'
import type { PastRequest } from '#domain/earlier.ts'
import type { ToldWord } from '#domain/told-word.ts'
import type { Fact } from '#domain/fact.ts'
import type { Configuration } from '#domain/organization.ts'
import type { AskedTrial } from '#domain/trial.ts'
import { isSameRecord, type RecordKey } from '#domain/record.ts'
import {
  aConnector,
  aFailure,
  anAsked,
  anOrganization,
  policy,
  start as tenOClock,
} from './builders.ts'
import { createFakeAdapter } from './fake-adapter.ts'
import { silentLedger } from './ledger.ts'
import type { Command } from './sync-commands.ts'
import type { TestStore } from './test-store.ts'

export const outstandingLimit = 2
const everyHour = { cron: '0 * * * *', timeZone: 'Europe/Oslo' } as const

interface How {
  readonly enabled: boolean
  readonly mapped: boolean
  readonly sendFrom: boolean
  readonly scheduled: boolean
  readonly type: ConnectorType
  /** Whether the change makes a trial due. */
  readonly trial: 'as_before' | 'due' | 'waived'
  readonly closedPeriods: ClosedPeriods
}

/** The whole application on a real database, an adapter that keeps its promises, and a memory of what was accepted. */
export async function createSyncWorld(
  opened: Pick<
    TestStore,
    'store' | 'overview' | 'causeOverview' | 'waitingRecords' | 'told' | 'restore'
  >,
  by: Policy = { ...policy, outstanding: outstandingLimit, page: 4 },
  ledger?: typeof silentLedger,
) {
  let proof: Proven = { kind: 'untold' }
  const proving = { ...silentLedger, connectionProof: { test: async () => proof } }
  const clock = fixedClock(tenOClock)
  const alarms: string[] = []
  const adapter = createFakeAdapter()
  const newId = countedIds('run')
  let hasReadPast = true
  let epochs = 1
  const start = (mayDecide = () => hasReadPast) =>
    createApp({
      store: opened.store,
      overview: opened.overview,
      causeOverview: opened.causeOverview,
      waitingRecords: opened.waitingRecords,
      ...(ledger ?? proving),
      unknownOrganizations: createUnknownOrganizations(
        (ids) => opened.store.unknown(ids),
        async () => {},
      ),
      hasReadPast: mayDecide,
      epoch: `epoch-${epochs}`,
      alarm: (sentence) => alarms.push(sentence),
      clock,
      newId,
      random: () => 0.5,
      calendar,
      policy: by,
    })
  let app = start()
  await app.tendOrganizations()
  /** What is on the topics. */
  const configured = new Map<string, Configuration>()
  const approvals: Approval[] = []
  const requests: PastRequest[] = []
  const words: ToldWord[] = []
  const versions = new Map<string, number>()
  const accepted = new Map<string, string>()
  const wronglyRejected: string[] = []
  let heard = 0
  /** What a crash before the offsets were committed brings again. */
  let last: () => Promise<unknown> = async () => {}

  const configure = (organizationId: string, how: Partial<How> = {}) => {
    const { enabled = true, mapped = true, sendFrom: from = false, scheduled = false } = how
    const isIdle = adapter.isIdle(organizationId)
    const before = configured.get(organizationId)?.connector?.type ?? 'dynamics'
    // Nobody moves to another ledger while something is on its way to the one before.
    const type = isIdle ? (how.type ?? before) : before
    const version = (versions.get(organizationId) ?? 0) + 1
    versions.set(organizationId, version)
    const base = anOrganization({ organizationId, version })
    const sendFrom = from ? { sendFrom: '2026-11-21T00:00:00Z' } : {}
    const targetFingerprint = `target-${type}`
    const trial = trialIn(version, how.trial, configured.get(organizationId)?.connector?.trial)
    const connector = aConnector({ enabled, type, targetFingerprint, trial, ...sendFrom })
    const mapping = mapped ? base.mapping : { ...base.mapping, categories: {} }
    const schedule = scheduled ? everyHour : null
    const policies = { ...base.policies, closedPeriods: how.closedPeriods ?? 'hold' }
    const configuration = { ...base, connector, mapping, policies, schedule }
    configured.set(organizationId, configuration)
    return app.applyConnectors([configuration])
  }
  const approve = async (those: Approval[]) => {
    const rejected = new Set((await app.acceptRecords(those)).map(({ approval }) => approval))
    for (const approval of those) {
      const { organizationId, recordId, revision } = approval.content
      const key = `${organizationId}/${recordId}/${revision}`
      const content = JSON.stringify(approval.content)
      if (!rejected.has(approval)) accepted.set(key, content)
      else if (accepted.get(key) === content) wronglyRejected.push(key)
    }
  }
  const beginReading = () => {
    hasReadPast = false
    epochs++
    app = start()
  }
  /** The database is gone, or as old as its backup; the topics are read anew, in whatever order they come. */
  const restore = async ({ empty, turns, newest }: Command & { do: 'restore' }) => {
    await (empty ? opened.restore.empty() : opened.restore.fromBackup())
    clock.advance(60_000)
    beginReading()
    last = async () => {}
    const before = opened.told.length
    await app.applyConnectors([...configured.values()])
    adapter.undelivered.length = 0
    const topics = [
      pages(approvals, (page) => approve([...page])),
      pages(adapter.answers, (page) => app.settlePostings(page)),
      pages(requests, (page) => app.noteRequests(page)),
      pages(words, (page) => app.noteWords(page)),
    ]
    for (const turn of [...turns, 0, 1, 2, 3]) await topics[turn]!.next()
    await app.tendOrganizations()
    if (newest) await approve(approvals.slice(-1))
    toldWhileReading.push(...opened.told.slice(before).filter(isDecided))
    for (const topic of topics) await topic.rest()
    toldWhileReading.push(...opened.told.slice(before).filter(isDecided))
    hasReadPast = true
    await app.tendOrganizations()
  }
  const recordsOf = (organizationId: string) =>
    [...accepted.keys()].flatMap((key) => {
      const [organization, recordId, revision] = key.split('/')
      return organization === organizationId
        ? [{ recordId: recordId!, revision: Number(revision) }]
        : []
    })
  /** A person decides about records that wait for their period. */
  const decide = async ({ organizationId, which, date, twice }: Command & { do: 'decide' }) => {
    const listed = await app.listCauses(organizationId)
    const period = listed.ok && listed.value.find(({ cause }) => cause.class === 'period_closed')
    const records = recordsOf(organizationId)
    const of = which === 'cause' ? { cause: period ? period.fingerprint : '' } : { records }
    const asked = anAsked({ organizationId })
    last = () => app.decidePeriods(asked, { of, date, reason: 'Seen.' })
    await Promise.all(twice ? [last(), last()] : [last()])
  }
  const retry = async ({ organizationId, which, twice }: Command & { do: 'retry' }) => {
    const listed = await app.listCauses(organizationId)
    const [first] = listed.ok ? listed.value : []
    const records = recordsOf(organizationId)
    const wanted: Wanted =
      which === 'cause'
        ? { cause: first?.fingerprint ?? '' }
        : which === 'all'
          ? { all: true }
          : { records }
    const asked = anAsked({ organizationId })
    last = () => app.retryRecords(asked, wanted)
    await Promise.all(twice ? [last(), last()] : [last()])
  }
  /** A person speaks of one of the records that are known to the organisation. */
  const speak = ({
    do: what,
    organizationId,
    which,
  }: Command & { do: 'mark' | 'unmark' | 'word' }) => {
    const known = [...accepted.keys()].filter((key) => key.startsWith(`${organizationId}/`))
    const [, recordId, revision] = known[which % (known.length || 1)]?.split('/') ?? []
    if (!recordId) return () => Promise.resolve()
    const asked = anAsked({ organizationId })
    const mark = { records: [{ recordId, revision: Number(revision) }], reason: 'Seen.' }
    // Whoever speaks has looked.
    const isThere = adapter.ledger
      .get(`${organizationId}/${recordId}`)
      ?.some((voucher) => voucher.revision === Number(revision))
    const voucher = { voucherNumber: 'V', voucherDate: '2026-11-21', reason: 'Seen.' }
    if (what === 'word')
      return () =>
        app.sayOfLedger(
          asked,
          mark.records[0]!,
          isThere ? { kind: 'in_ledger', ...voucher } : { kind: 'not_in_ledger', reason: 'Seen.' },
        )
    return () => (what === 'mark' ? app.markHandled(asked, mark) : app.takeBackMarks(asked, mark))
  }
  const toldWhileReading: Fact[] = []
  /** The plans that people look at. */
  const plans = new Map<string, string>()
  const run = async (one: Command): Promise<unknown> => {
    switch (one.do) {
      case 'approve': {
        const recordType = one.other ? 'other' : 'expense'
        const those = one.names.map((key) => ({ content: aRevision(key, recordType) }))
        approvals.push(...those)
        last = () => approve(those)
        return last()
      }
      case 'withdraw': {
        const those = [
          { content: { ...one.name, withdrawnAt: '2026-10-23T10:00:00Z', withdrawnBy: 'u-7' } },
        ]
        approvals.push(...those)
        last = () => approve(those)
        return last()
      }
      case 'configure':
        last = () => configure(one.organizationId, one)
        return last()
      case 'act':
        for (const [which, how] of one.acts) {
          const open = adapter.open()
          if (open.length > 0) adapter.act(open[which % open.length]!, how)
        }
        return Promise.resolve()
      case 'clerk': {
        const delivered = adapter.delivered()
        if (delivered.length > 0) adapter.clerk(delivered[one.which % delivered.length]!, one.clerk)
        return Promise.resolve()
      }
      case 'probe': {
        const asked = anAsked({ organizationId: one.organizationId })
        last = () => app.probeConnector(asked)
        return last()
      }
      case 'waive': {
        const asked = anAsked({ organizationId: one.organizationId })
        last = () => app.waiveTrial(asked, 'Seen.')
        return last()
      }
      case 'start': {
        const { organizationId } = one
        const plan = await app.planRun(organizationId)
        if (plan.ok && !(one.planned && plans.has(organizationId)))
          plans.set(organizationId, plan.value.planId)
        const asked = anAsked({ organizationId })
        const planId = plans.get(organizationId) ?? ''
        last = () => app.startRun(asked, planId)
        return last()
      }
      case 'retry':
        return retry(one)
      case 'decide':
        return decide(one)
      case 'mark':
      case 'unmark':
      case 'word':
        last = speak(one)
        return last()
      case 'deliver': {
        const { undelivered, answers } = adapter
        const picked = one.picks.flatMap((pick) => takeInOrder(undelivered, pick))
        const heard = answers.filter((answer) => !undelivered.includes(answer))
        const again = one.again.flatMap((at) => readAgain(heard, at))
        last = () => app.settlePostings([...picked, ...again])
        return last()
      }
      case 'tick':
        clock.advance(one.seconds * 1_000)
        return app.tendOrganizations()
      case 'crash':
        return last()
      case 'rebalance':
        // The replica that has the partition now, and the one that does not know yet that it lost it.
        return Promise.all([last(), last(), start().tendOrganizations(), app.tendOrganizations()])
      case 'prove': {
        const { proven } = one
        proof = proven === 'broken' ? { kind: proven, failure: aFailure('auth') } : { kind: proven }
        return Promise.all([app.proveConnections(), start().proveConnections()])
      }
      case 'backup':
        return opened.restore.backup()
      case 'restore':
        return restore(one)
    }
  }
  return {
    get app() {
      return app
    },
    alarms,
    /** From here on it is read what happened before the database was born. */
    beginReading,
    endReading() {
      hasReadPast = true
    },
    restart() {
      app = start()
    },
    replica: (mayDecide: boolean) => start(() => mayDecide),
    toldWhileReading,
    adapter,
    clock,
    accepted,
    wronglyRejected,
    configure,
    /** Carries a command out, gives the adapter what it was told, and gives back what everybody was told. */
    async after(work: Promise<unknown>): Promise<Fact[]> {
      await work
      const facts = opened.told.slice(heard)
      heard = opened.told.length
      adapter.hear(facts)
      requests.push(...facts.flatMap(toRequest))
      words.push(...facts.flatMap(toWord))
      return facts
    },
    run,
  }
}
/** One record's answers share a key, and are read in the order in which they were said. */
function takeInOrder(undelivered: PostingAnswer[], pick: number): PostingAnswer[] {
  const picked = undelivered[pick % (undelivered.length || 1)]
  return picked ? undelivered.splice(undelivered.findIndex(isAbout(picked)), 1) : []
}

/** From an answer on, as after a crash: whatever else was said of its record comes again, too. */
const readAgain = (heard: readonly PostingAnswer[], at: number): PostingAnswer[] => {
  const from = at % (heard.length || 1)
  return heard.slice(from).filter(isAbout(heard[from]))
}

const isAbout = (one: RecordKey | undefined) => (other: RecordKey) =>
  one !== undefined && isSameRecord(one, other)

function trialIn(
  version: number,
  how: How['trial'] | undefined,
  before: AskedTrial | undefined,
): AskedTrial | undefined {
  if (how === 'due') return { version }
  const waiver = { by: 'u-1', at: '2026-11-21T10:00:00Z', reason: 'Known.' }
  return how === 'waived' ? { version, waived: waiver } : before
}

const isDecided = (fact: Fact) => fact.kind !== 'first_used' && fact.kind !== 'withdrawn'

function toRequest(fact: Fact): PastRequest[] {
  if (fact.kind !== 'requested') return []
  const { connector, voucher, trial } = fact
  const { organizationId, recordId, revision, attempt, targetFingerprint } = fact.record
  const key = { organizationId, recordId, revision }
  return [{ ...key, attempt, connector, targetFingerprint: targetFingerprint!, voucher, trial }]
}

function toWord(fact: Fact): ToldWord[] {
  if (fact.kind !== 'handled' && fact.kind !== 'queued') return []
  const { organizationId, recordId, revision, sequence } = fact.record
  const key = { organizationId, recordId, revision, attempt: 0 } as const
  if (fact.kind === 'handled' && fact.reason === 'by_person')
    return [{ ...key, outcome: { kind: 'marked', sequence, word: fact.word } }]
  return isGoingAgain(fact) ? [{ ...key, outcome: { kind: 'reopened', sequence } }] : []
}

/** A person took back what was said of the record, or it had failed since. */
export const isGoingAgain = (fact: Fact): boolean =>
  fact.kind === 'queued' &&
  (fact.reason.code === 'reopened' || fact.reason.code === 'awaiting_retry')

/** The own posting dates of revisions that are approved, and of those that are withdrawn. */
export const ownDates = ['2026-09-29', '2026-10-23']

/** Each revision has an amount of its own, and some owe it to somebody else. */
function aRevision(key: RecordKey, recordType: string): ApprovedRecord {
  const total = `${key.revision}00.00`
  const line = { lineId: '1', category: 'taxi', amount: total, date: '2026-11-19' }
  const kind = key.revision === 2 ? 'volunteer' : 'employee'
  const payee = { id: 'p-1', kind } as const
  const approvedAt = '2026-09-29T10:00:00Z'
  return anApprovedRecord({ ...key, recordType, approvedAt, total, payee, lines: [line] })
}

/** Three messages at a time. */
function pages<T>(topic: readonly T[], read: (page: readonly T[]) => Promise<unknown>) {
  let at = 0
  const next = async () => {
    const page = topic.slice(at, at + 3)
    at += page.length
    if (page.length > 0) await read(page)
    return page.length > 0
  }
  return {
    next,
    async rest() {
      while (await next()) continue
    },
  }
}

export type SyncWorld = Awaited<ReturnType<typeof createSyncWorld>>
