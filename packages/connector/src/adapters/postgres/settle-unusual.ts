import type { Emit } from '@bilagsbro/messaging/outbox'
import type { EntityManager } from '@mikro-orm/postgresql'
import { settle, type PostingKey, type Settlement } from '#domain/posting.ts'
import type { Answer, AnswerPostings } from './answers.ts'
import { answerOf, keyOf, lockKnown, writeKnown, type KnownChange } from './known-postings.ts'

export type PostedTwice = (reference: string, numbers: readonly [string, string]) => void

interface Flown {
  readonly recordId: string
  readonly revision: number
  readonly reference: string
}

/**
 * Settles postings one by one by the rules: those that were withdrawn in the air, whose flight lost its
 * lease, or that were in doubt.
 */
export async function settleUnusual(
  em: EntityManager,
  emit: Emit,
  flight: { id: string; organizationId: string; postings: readonly Flown[] },
  settlements: ReadonlyMap<string, Settlement>,
  {
    answer,
    postedTwice,
    followUpMs,
  }: { answer: AnswerPostings; postedTwice: PostedTwice; followUpMs: number },
): Promise<{ queued: PostingKey[]; inDoubt: Flown[] }> {
  const { id, organizationId } = flight
  const known = await lockKnown(
    em,
    flight.postings.map((posting) => ({ ...posting, organizationId })),
  )
  const changes: KnownChange[] = []
  const answers: Answer[] = []
  const inDoubt: Flown[] = []
  for (const posting of flight.postings) {
    const { recordId, revision, reference } = posting
    const before = known.get(keyOf({ organizationId, recordId, revision }))
    if (!before) continue
    const settlement = settlements.get(reference)
    const settled = settlement && settle(before.known, id, settlement)
    if (settled?.kind === 'twice') postedTwice(reference, settled.numbers)
    const next = settled?.kind === 'changed' ? settled.next : before.known
    if (settled?.kind === 'changed') {
      const hints = settlement?.kind === 'queued' ? settlement : {}
      changes.push({ ...hints, organizationId, recordId, revision, next })
      if (settled.answers) answers.push(answerOf(before, next))
    }
    if (next.state.kind === 'in_doubt' && next.state.flightId === id) inDoubt.push(posting)
  }
  await writeKnown(em, changes, followUpMs)
  answer(emit, answers)
  return { queued: changes.filter(({ next }) => next.state.kind === 'queued'), inDoubt }
}
