import type { OpenPostings } from '@bilagsbro/adapter-api/calls'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { Emit, Outbox } from '@bilagsbro/messaging/outbox'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { sql, type RawBuilder } from 'kysely'
import type { PostingRequest, PostingStore, Withdrawal } from '#application/ports/posting-store.ts'
import {
  isForgotten,
  request,
  requestInPast,
  withdraw,
  withdrawInPast,
  type Known,
  type PostingKey,
  type PostingState,
} from '#domain/posting.ts'
import { columnsOf, type Answer, type AnswerPostings } from './answers.ts'
import { gatherForgotten, isInPast, knowsFrom } from './doubt-past.ts'
import {
  answerOf,
  keyOf,
  keyTypes,
  lockKnown,
  writeKnown,
  type KnownChange,
} from './known-postings.ts'
import { wakeLanes } from './lanes.ts'
import { recallAnswers } from './recalled-answers.ts'
import { change, rows } from './sql.ts'

interface Deps {
  readonly orm: MikroORM
  readonly outbox: Outbox
  readonly answer: AnswerPostings
  readonly followUpMs: number
  readonly topic: string
  readonly flightSize: number
  readonly predecessorMs: number
}

export function createPostgresPostingStore(deps: Deps): PostingStore {
  const { orm, outbox, answer, followUpMs, topic } = deps
  return {
    accept: (requests, readIn = 'present') =>
      outbox.transaction(async (em, emit) => {
        const isPast = await isInPast(em, readIn, topic)
        const asked = newestOf(requests)
        const added = await addQueued(
          em,
          asked,
          isPast ? sql`'infinity'` : knowsFrom(deps.topic, deps.predecessorMs),
        )
        const known = asked.filter((one) => !added.has(keyOf(one)))
        const queuedAgain =
          known.length > 0 ? await acceptKnown(em, emit, { ...deps, isPast }, known) : []
        const queued = [...asked.filter((one) => added.has(keyOf(one))), ...queuedAgain]
        await wakeLanes(em, emit, answer, queued, isPast)
      }),

    withdraw: (withdrawals, readIn = 'present') =>
      outbox.transaction(async (em, emit) => {
        const isPast = await isInPast(em, readIn, topic)
        const decide = isPast ? withdrawInPast : withdraw
        const asked = newestOf(withdrawals.toSorted(wordsLast))
        const added = await addWithdrawn(em, asked, decide(undefined, 0).next.state)
        const known = await lockKnown(em, asked)
        const answers: Answer[] = []
        const changes: KnownChange[] = []
        for (const one of asked) {
          const posting = known.get(keyOf(one))!
          const isNew = added.has(keyOf(one))
          const decided = decide(isNew ? undefined : posting.known, one.attempt, one.saidAbsentAt)
          if ((!isNew || one.saidAbsentAt) && decided.next !== posting.known)
            changes.push({ ...keyFields(one), before: posting.known, next: decided.next })
          if (decided.answers) answers.push(answerOf(posting, decided.next))
        }
        await writeKnown(em, changes, followUpMs)
        answer(emit, answers)
      }),

    recall: (answers) => outbox.transaction((em) => recallAnswers(em, answers, followUpMs)),

    async open(organizationId) {
      const [found] = await rows<OpenPostings>(orm.em.fork(), countOpen(organizationId))
      return found!
    },
  }
}

/** Counts the queue, the flights and the followed postings, each by its index: settled postings are never read. */
const countOpen = (organizationId: string) => sql<OpenPostings>`
  select
    (select count(*)::int from posting
      where organization_id = ${organizationId} and place is not null) as queued,
    (select count(*)::int from posting
      where organization_id = ${organizationId} and follow_up_at is not null and state = 'delivered')
      as delivered,
    count(*) filter (where flown.state = 'sending')::int as sending,
    count(*) filter (where flown.state = 'in_doubt')::int as "inDoubt"
  from (
    select p.state from flight f, jsonb_array_elements(f.postings) as key, lateral (
      select state, flight_id from posting p
      where p.organization_id = f.organization_id and p.record_id = key ->> 0
        and p.revision = (key ->> 1)::int offset 0
    ) as p
    where f.organization_id = ${organizationId} and p.flight_id = f.id
  ) as flown`

/** One batch may hold the same posting twice; the highest attempt counts. */
function newestOf<T extends PostingKey & { attempt: number }>(asked: readonly T[]): T[] {
  const newest = new Map<string, T>()
  for (const one of asked) {
    const key = keyOf(one)
    if ((newest.get(key)?.attempt ?? 0) <= one.attempt) newest.set(key, one)
  }
  return [...newest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

/** The same attempt may be asked back again without a person's word: the word counts. */
const wordsLast = (a: Withdrawal, b: Withdrawal) =>
  Date.parse(a.saidAbsentAt ?? '1970-01-01') - Date.parse(b.saidAbsentAt ?? '1970-01-01')

const urgency = ({ priority }: PostingRequest) => (priority === 'manual' ? 1 : 0)

const requestTable = (asked: readonly PostingRequest[]) =>
  recordset(
    'r',
    asked.map((one) => ({ ...one, priority: urgency(one), lines: one.voucher.lines.length })),
    {
      ...keyTypes,
      attempt: 'int',
      priority: 'int',
      reference: 'text',
      targetFingerprint: 'text',
      credentialsVersion: 'int',
      traceparent: 'text',
      unsentBefore: 'timestamptz',
      voucher: 'json',
      lines: 'int',
    },
  )

/** What was unsent before `freshFrom` is fresh. Gives back the keys of the new postings. */
async function addQueued(
  em: EntityManager,
  asked: readonly PostingRequest[],
  freshFrom: RawBuilder<unknown>,
): Promise<ReadonlySet<string>> {
  const added = await rows<PostingKey>(
    em,
    sql`
      insert into posting (organization_id, record_id, revision, attempt, state, place, priority, reference,
        target_fingerprint, credentials_version, traceparent, voucher, lines, fresh)
      select "organizationId", "recordId", revision, attempt, 'queued', nextval('posting_place'), priority,
        reference, "targetFingerprint", "credentialsVersion", traceparent, voucher, lines,
        coalesce("unsentBefore" >= ${freshFrom}, false)
      from ${requestTable(asked)}
      on conflict do nothing
      returning organization_id as "organizationId", record_id as "recordId", revision`,
  )
  return new Set(added.map(keyOf))
}

/** Gives back the requests that are queued now. */
async function acceptKnown(
  em: EntityManager,
  emit: Emit,
  { answer, followUpMs, flightSize, isPast }: Deps & { readonly isPast: boolean },
  asked: readonly PostingRequest[],
): Promise<PostingRequest[]> {
  const decide = isPast ? requestInPast : request
  const known = await lockKnown(em, asked)
  const changes: KnownChange[] = []
  const taken: PostingRequest[] = []
  const recalled: PostingRequest[] = []
  const found: PostingRequest[] = []
  const answers: Answer[] = []
  for (const one of asked) {
    const posting = known.get(keyOf(one))!
    const decided = decide(posting.known, one.attempt)
    if (decided.next !== posting.known)
      changes.push({
        ...keyFields(one),
        ...triesAfter(posting.known),
        before: posting.known,
        next: decided.next,
      })
    if (decided.takesContent) taken.push(one)
    else if (!posting.hasVoucher) recalled.push(one)
    if (isForgotten(decided.next.state)) found.push(one)
    if (decided.answers) answers.push(answerOf(posting, decided.next))
  }
  await writeKnown(em, changes, followUpMs)
  await takeContent(em, [...taken, ...recalled])
  if (found.length > 0 && !isPast) await gatherForgotten(em, flightSize, amongThose(found))
  const hurried = await hurry(em, asked, known)
  answer(emit, answers)
  return [...taken, ...hurried]
}

/** A refused posting that is requested again begins anew. */
const triesAfter = ({ state }: Known) => (state.kind === 'refused' ? { tries: 0 } : {})

async function takeContent(em: EntityManager, asked: readonly PostingRequest[]): Promise<void> {
  if (asked.length === 0) return
  await change(
    em,
    sql`
      update posting p set priority = r.priority, target_fingerprint = "targetFingerprint",
        credentials_version = "credentialsVersion", traceparent = r.traceparent, voucher = r.voucher,
        lines = r.lines, fresh = false,
        requested_at = now(), settled_at = case when p.state <> 'queued' then p.settled_at end
      from ${requestTable(asked)}
      where (p.organization_id, p.record_id, p.revision) = ("organizationId", "recordId", r.revision)`,
  )
}

/** A queued posting that a person now waits for goes first. */
async function hurry(
  em: EntityManager,
  asked: readonly PostingRequest[],
  known: ReadonlyMap<string, { known: Known }>,
): Promise<PostingRequest[]> {
  const urgent = asked.filter(
    (one) => one.priority === 'manual' && known.get(keyOf(one))!.known.state.kind === 'queued',
  )
  if (urgent.length > 0)
    await change(
      em,
      sql`
        update posting p set priority = 1 from ${recordset('r', urgent, keyTypes)}
        where (p.organization_id, p.record_id, p.revision) = ("organizationId", "recordId", r.revision)`,
    )
  return urgent
}

/** Remembers withdrawals of postings that were not requested yet. Gives back their keys. */
async function addWithdrawn(
  em: EntityManager,
  asked: readonly Withdrawal[],
  as: PostingState,
): Promise<ReadonlySet<string>> {
  const { state, outcome } = columnsOf(as)
  const added = await rows<PostingKey>(
    em,
    sql`
      insert into posting (organization_id, record_id, revision, attempt, state, outcome, withdrawn,
        reference, target_fingerprint, credentials_version, traceparent)
      select "organizationId", "recordId", revision, attempt, ${state}, ${JSON.stringify(outcome)}::jsonb, true,
        reference, '', 0, traceparent
      from ${recordset(
        'r',
        asked.map((one) => ({ ...one, reference: referenceOf(one) })),
        { ...keyTypes, attempt: 'int', reference: 'text', traceparent: 'text' },
      )}
      on conflict do nothing
      returning organization_id as "organizationId", record_id as "recordId", revision`,
  )
  return new Set(added.map(keyOf))
}

const amongThose = (asked: readonly PostingRequest[]) =>
  sql`and (organization_id, record_id, revision) in (
    select * from ${recordset('r', asked.map(keyFields), keyTypes)})`

const referenceOf = ({ organizationId, recordId, revision }: PostingKey) =>
  voucherReference(organizationId, recordId, revision)

const keyFields = ({ organizationId, recordId, revision }: PostingKey): PostingKey => ({
  organizationId,
  recordId,
  revision,
})
