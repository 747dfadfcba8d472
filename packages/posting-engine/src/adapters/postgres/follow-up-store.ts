import type { Outbox } from '@bilagsbro/messaging/outbox'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { FollowedUp, FollowUpLook, FollowUpStore } from '#application/ports/follow-up-store.ts'
import { learn, reject, type Known, type PostingKey, type Learnt } from '#domain/posting.ts'
import type { Answer, AnswerPostings } from './answers.ts'
import { claimFollowUp } from './follow-up-claim.ts'
import {
  answerOf,
  keyOf,
  keyTypes,
  lockKnown,
  writeKnown,
  type KnownChange,
} from './known-postings.ts'
import { throttlePrincipal } from './principals.ts'
import type { PostedTwice } from './learn-unusual.ts'
import { change, rows } from './sql.ts'

interface Deps {
  readonly orm: MikroORM
  readonly outbox: Outbox
  readonly answer: AnswerPostings
  readonly postedTwice: PostedTwice
  readonly followUpMs: number
}

export function createPostgresFollowUpStore(deps: Deps): FollowUpStore {
  const { orm } = deps
  return {
    claimFollowUp: (terms, except) =>
      orm.em.fork().transactional((em) => claimFollowUp(em, terms, except)),
    concludeFollowUp: (look, found, throttleMs) => conclude(deps, look, found, throttleMs),
  }
}

function conclude(
  { outbox, answer, postedTwice, followUpMs }: Deps,
  look: FollowUpLook,
  found: ReadonlyMap<string, FollowedUp>,
  throttleMs: number,
): Promise<void> {
  return outbox.transaction(async (em, emit) => {
    const { organizationId, postings } = look
    const keys = postings.map((posting) => ({ ...posting, organizationId }))
    const known = await lockKnown(em, keys)
    const current = await looksOf(em, keys)
    const answers: Answer[] = []
    const changes: KnownChange[] = []
    const later: Later[] = []
    for (const posting of postings) {
      const { recordId, revision, reference, followed } = posting
      const key = { organizationId, recordId, revision }
      const before = known.get(keyOf(key))
      const what = found.get(reference)
      if (!before || !what) continue
      const isLatest = current.get(keyOf(key)) === followed.looks
      if (what.kind === 'look_later') {
        if (isLatest) later.push({ ...what, recordId, revision })
        continue
      }
      const learnt = learntFrom(before.known, what, isLatest)
      if (learnt.kind === 'twice') {
        postedTwice(reference, learnt.numbers)
        answers.push(answerOf(before, learnt.other))
      }
      if (learnt.kind !== 'changed') continue
      changes.push({ ...key, before: before.known, next: learnt.next })
      answers.push(answerOf(before, learnt.next))
    }
    await writeKnown(em, changes, followUpMs)
    await lookLater(em, organizationId, later)
    await leavePlace(em, look)
    if (throttleMs > 0) await throttlePrincipal(em, look.principal, throttleMs)
    answer(emit, answers)
  })
}

function learntFrom(
  known: Known,
  what: Exclude<FollowedUp, { kind: 'look_later' }>,
  isLatest: boolean,
): Learnt {
  if (what.kind !== 'refused') return learn(known, '', what)
  return isLatest ? reject(known, what.failure) : { kind: 'ignored' }
}

async function looksOf(
  em: EntityManager,
  keys: readonly PostingKey[],
): Promise<Map<string, number>> {
  const found = await rows<PostingKey & { looks: number }>(
    em,
    sql`
      select p.organization_id as "organizationId", p.record_id as "recordId", p.revision,
        p.follow_ups as looks
      from posting p join ${recordset('k', keys, keyTypes)}
        on (p.organization_id, p.record_id, p.revision) = ("organizationId", "recordId", k.revision)`,
  )
  return new Map(found.map((row) => [keyOf(row), row.looks]))
}

interface Later {
  readonly recordId: string
  readonly revision: number
  readonly inMs?: number | undefined
  readonly absentSince?: Date | undefined
}

async function lookLater(
  em: EntityManager,
  organizationId: string,
  later: readonly Later[],
): Promise<void> {
  if (later.length === 0) return
  await change(
    em,
    sql`
      update posting p set absent_since = "absentSince",
        follow_up_at = coalesce(clock_timestamp() + "inMs" * interval '1 millisecond', 'infinity')
      from ${recordset(
        'l',
        later.map(({ inMs, ...one }) => ({
          ...one,
          organizationId,
          inMs: inMs === undefined ? undefined : Math.ceil(inMs),
        })),
        { ...keyTypes, inMs: 'bigint', absentSince: 'timestamptz' },
      )}
      where (p.organization_id, p.record_id, p.revision) = ("organizationId", "recordId", l.revision)
        and p.follow_up_at is not null`,
  )
}

async function leavePlace(em: EntityManager, { principal, place }: FollowUpLook): Promise<void> {
  await change(
    em,
    sql`
      update principal set following_until = null
      where name = ${principal} and following_until::text = ${place}`,
  )
}
