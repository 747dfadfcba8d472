import { isUnproven, type Failure, type FailureClass } from '@bilagsbro/booking/failure'
import { osloDayOf } from '@bilagsbro/booking/posting-date'
import type { VoucherLine } from '@bilagsbro/booking/voucher'
import { oreOf } from '@bilagsbro/kernel/money'
import { sql, type Kysely } from 'kysely'
import { closedBecause, type Organization } from '#domain/organization.ts'
import type { Fact, RecordFact } from '#domain/fact.ts'
import type { SyncRecord } from '#domain/record.ts'
import { goesAgain } from '#domain/retry.ts'
import { outstandingIn } from '#domain/run.ts'
import { policy } from './builders.ts'
import { organizations } from './sync-commands.ts'
import { isGoingAgain, outstandingLimit, ownDates, type SyncWorld } from './sync-world.ts'
import type { TestStore } from './test-store.ts'

interface Row {
  organization_id: string
  record_id: string
  revision: number
  status: string
  failures: number
  failure: { class: FailureClass; code: string } | null
  held: string | null
  voucher: object | null
  configured: number
}

export async function rowsOf(opened: TestStore): Promise<Row[]> {
  const db = opened.orm.em.fork().getKysely() as Kysely<never>
  const { rows } = await sql<Row>`
    select organization_id, record_id, revision, status, failures, failure, voucher, configured,
      held ->> 'code' as held
    from record order by 1, 2, 3`.execute(db)
  return rows
}

const keyOf = (row: Row) => `${row.organization_id}/${row.record_id}/${row.revision}`
/** A delivered voucher stays where it is when its record is marked as handled. */
const isInLedger = ({ voucher }: Row) => voucher !== null

/** What was seen so far: the last sequence of each record, the attempts that were sent, and the records that go again. */
export interface Memory {
  readonly sequences: Map<string, number>
  readonly attempts: Set<string>
  readonly retried: Set<string>
  /** Versions whose trial was proven or waived. */
  readonly proven: Set<string>
  /** What was requested, by attempt and accounting system. */
  readonly vouchers: Map<string, string>
  /** Revisions that a person said are booked by hand. */
  readonly byHand: Set<string>
}

/** What must be true after every step; each sentence is one thing that is not. */
export async function violations(
  opened: TestStore,
  world: SyncWorld,
  facts: readonly Fact[],
  memory: Memory,
): Promise<string[]> {
  const rows = await rowsOf(opened)
  const present = new Set(rows.map(keyOf))
  const lost = [...world.accepted.keys()].filter((key) => !present.has(key))
  const exhausted = rows.filter(({ failures }) => failures > policy.retry.attempts + goesAgain)
  return [
    ...lost.map((key) => `${key} was accepted and is gone`),
    ...rows.filter((row) => !world.accepted.has(keyOf(row))).map((row) => `${keyOf(row)} is new`),
    ...world.wronglyRejected.map((key) => `${key} was rejected though it is the same again`),
    ...exhausted.map((row) => `${keyOf(row)} was tried too often`),
    ...twice(world),
    ...world.alarms,
    ...world.toldWhileReading.map(({ kind }) => `${kind} was told before the past was read`),
    ...overLimit(rows),
    ...facts.flatMap((fact) => byHandViolations(fact, memory.byHand)),
    ...facts.flatMap((fact) => dateViolations(fact, world.clock.now(), memory.vouchers)),
    ...(await organizationViolations(opened, facts, noted(memory, facts))),
    ...(await trialViolations(opened, rows, memory.proven)),
    ...facts.flatMap((fact) =>
      'record' in fact ? sequenceViolations(fact, memory.sequences) : [],
    ),
  ]
}

/** Every voucher but the first takes back what stood there: together they are what one revision says. */
const twice = (world: SyncWorld) =>
  [...world.adapter.ledger].flatMap(([record, held]) => {
    const last = held.toSorted((a, b) => a.revision - b.revision).at(-1)
    const { lines = [], corrects } = last?.voucher ?? {}
    const own = netOf(lines.slice(corrects?.lines ?? 0))
    const net = netOf(held.flatMap(({ voucher }) => voucher.lines))
    return net === own ? [] : [`${record} is in the ledgers as ${net}, not as ${own}`]
  })

/** What a person said is booked by hand is never sent without a person. */
function byHandViolations(fact: Fact, byHand: Set<string>): string[] {
  if (!('record' in fact)) return []
  const name = nameOf(fact.record)
  if (fact.kind === 'handled' && fact.reason === 'by_person') byHand.add(name)
  if (fact.kind === 'succeeded' || isGoingAgain(fact)) byHand.delete(name)
  return fact.kind === 'requested' && byHand.has(name)
    ? [`${name} is booked by hand, and was sent`]
    : []
}

/** A voucher carries its own date, or one that somebody chose; the same attempt asks for the same voucher. */
function dateViolations(fact: Fact, now: Date, vouchers: Map<string, string>): string[] {
  if (fact.kind !== 'requested') return []
  const { record, voucher, connector } = fact
  const { postingDate, moved } = voucher
  const name = `${nameOf(record)}/${record.attempt}`
  const text = JSON.stringify(voucher)
  const before = vouchers.get(`${name}/${connector}`) ?? text
  vouchers.set(`${name}/${connector}`, text)
  const isRight = moved
    ? postingDate === moved.to &&
      ownDates.includes(moved.from) &&
      moved.from < moved.to &&
      moved.to <= osloDayOf(now.getTime())
    : ownDates.includes(postingDate)
  return [
    ...(isRight ? [] : [`${name} is dated ${postingDate}`]),
    ...(before === text ? [] : [`${name} was asked for as ${before}, then as ${text}`]),
  ]
}

/** By account, without what cancels out. */
function netOf(lines: readonly VoucherLine[]): string {
  const sums = new Map<string, number>()
  for (const { account, amount } of lines)
    sums.set(account, (sums.get(account) ?? 0) + oreOf(amount))
  const left = [...sums].filter(([, sum]) => sum !== 0)
  return left
    .map(([account, sum]) => `${account} ${sum}`)
    .toSorted()
    .join(', ')
}

const overLimit = (rows: readonly Row[]) =>
  organizations.filter(
    (id) =>
      rows.filter((row) => row.organization_id === id && row.status === 'sending').length >
      outstandingLimit,
  )

const mayGo = ({ schedule, released }: Organization, { createdAt }: SyncRecord) =>
  !schedule || createdAt.getTime() <= (released?.getTime() ?? 0)

/** A record goes again, without waiting for its schedule, until it is told that it waits for something else than another record. */
function noted(memory: Memory, facts: readonly Fact[]): Memory {
  for (const fact of facts)
    if (fact.kind === 'queued')
      if (fact.reason.code === 'awaiting_retry' || fact.reason.code === 'date_moved')
        memory.retried.add(nameOf(fact.record))
      else if (!waitsForOther.has(fact.reason.code)) memory.retried.delete(nameOf(fact.record))
  return memory
}

const waitsForOther: ReadonlySet<string> = new Set([
  'awaiting_trial',
  'connector_suspended',
  'awaiting_revision',
  'revision_unproven',
  'in_doubt',
])

const nameOf = ({ organizationId, recordId, revision }: SyncRecord) =>
  `${organizationId}/${recordId}/${revision}`

/** Not asked for again: sent for the first time, or once more. */
function isFirst(record: SyncRecord, known: Set<string>) {
  const key = `${nameOf(record)}/${record.attempt}`
  return known.size < known.add(key).size
}

function organizationViolations(
  opened: TestStore,
  facts: readonly Fact[],
  { attempts, retried }: Memory,
): Promise<string[]> {
  return opened.store.change(organizations, async (unit) => {
    const openWork = await unit.openWork()
    return organizations.flatMap((id) => {
      const organization = unit.organizations.get(id)!
      const closed = closedBecause(organization)?.code
      const sent = facts.filter(
        (fact): fact is RecordFact =>
          fact.kind === 'requested' && fact.record.organizationId === id,
      )
      const movedByPolicy = facts.some(
        (fact) =>
          fact.kind === 'queued' &&
          fact.reason.code === 'date_moved' &&
          fact.record.organizationId === id &&
          fact.word === undefined,
      )
      const holds = (organization.policies.closedPeriods ?? 'hold') === 'hold'
      const { openRuns, outstanding } = openWork.get(id)!
      const inRuns = openRuns.reduce((sum, run) => sum + outstandingIn(run), 0)
      return [
        ...(movedByPolicy && holds ? [`a date of ${id} was moved by nobody`] : []),
        ...(sent.length > 0 && closed !== undefined && closed !== 'connector_suspended'
          ? [`${id} is ${closed}, and was sent for`]
          : []),
        ...sent.flatMap(({ record }) =>
          !isFirst(record, attempts) || mayGo(organization, record) || retried.has(nameOf(record))
            ? []
            : [`${record.recordId} of ${id} was sent before its run`],
        ),
        ...sent.flatMap(({ record }) => {
          const until = openRuns.find(({ id }) => id === record.runId)?.takesUntil
          return until && record.createdAt > until
            ? [`${record.recordId} of ${id} joined a run of what was there before it`]
            : []
        }),
        ...(new Set(openRuns.map(({ trigger }) => trigger)).size < openRuns.length
          ? [`${id} has two runs of a kind`]
          : []),
        ...(inRuns < 0 || inRuns > outstanding ? [`the runs of ${id} count ${inRuns}`] : []),
      ]
    })
  })
}

/** Until a version is proven or waived, its trial alone is on its way. */
const trialViolations = (
  opened: TestStore,
  rows: readonly Row[],
  proven: Set<string>,
): Promise<string[]> =>
  opened.store.change(organizations, async ({ organizations: found }) =>
    [...found.values()].flatMap(({ organizationId: id, trial }) => {
      if (!trial) return []
      if (trial.kind === 'proven' || trial.kind === 'waived') proven.add(`${id} ${trial.version}`)
      if (proven.has(`${id} ${trial.version}`)) return []
      const first =
        trial.kind === 'sent' ? `${id}/${trial.record.recordId}/${trial.record.revision}` : ''
      const beside = rows.filter(
        (row) =>
          row.organization_id === id &&
          row.status === 'sending' &&
          row.configured >= trial.version &&
          keyOf(row) !== first,
      )
      return beside.map((row) => `${keyOf(row)} was sent beside the trial of ${trial.version}`)
    }),
  )

function sequenceViolations(fact: RecordFact, sequences: Map<string, number>): string[] {
  if (fact.kind === 'requested' || fact.kind === 'withdrawn') return []
  const { organizationId, recordId, revision, sequence } = fact.record
  const key = `${organizationId}/${recordId}/${revision}`
  const before = sequences.get(key) ?? 0
  sequences.set(key, sequence)
  return sequence > before ? [] : [`the sequence of ${key} does not rise`]
}

/** What must be true when everything has been settled. */
export async function endViolations(opened: TestStore, world: SyncWorld): Promise<string[]> {
  const rows = await rowsOf(opened)
  const byRecord = Map.groupBy(rows, (row) => `${row.organization_id}/${row.record_id}`)
  return [...byRecord].flatMap(([record, revisions]) => {
    const there = revisions.filter((row) => isInLedger(row) || mayBeThere(row))
    const shown = there
      .filter(({ failure }) => failure?.class !== 'rejected_in_ledger')
      .map(revisionOf)
    const held = (world.adapter.ledger.get(record) ?? []).map(revisionOf).toSorted((a, b) => a - b)
    const highest = revisions.at(-1)!
    const replaces = there.length > 0 && !there.includes(highest)
    return [
      ...(shown.join() === held.join()
        ? []
        : [`${record}: shown ${shown.join()}, held ${held.join()}`]),
      ...(replaces && !mayStay(highest)
        ? [`${record}: its last revision is ${highest.status} ${highest.failure?.code ?? ''}`]
        : []),
    ]
  })
}

/** A person knows: the posting was refused, an earlier one is marked or not proven, or the ledger was changed. */
const mayStay = (row: Row) =>
  (row.status === 'failed' &&
    /^(?!revision\.)|^revision\.earlier_by_hand$/.test(row.failure!.code)) ||
  awaitsPerson(row) ||
  row.status === 'handled'

/** Only a person's word, or the ledger of before, leads on. */
export const awaitsPerson = ({ status, held }: Row) =>
  status === 'pending' && (held === 'revision_unproven' || held === 'other_ledger')

const revisionOf = ({ revision }: { readonly revision: number }) => revision
const mayBeThere = ({ failure }: Row) => failure !== null && isUnproven(failure as Failure)
