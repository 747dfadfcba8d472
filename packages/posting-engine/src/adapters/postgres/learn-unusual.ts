import type { Emit } from '@bilagsbro/messaging/outbox'
import type { EntityManager } from '@mikro-orm/postgresql'
import { learn, type PostingKey, type Finding } from '#domain/posting.ts'
import type { Answer, AnswerPostings } from './answers.ts'
import { answerOf, keyOf, lockKnown, writeKnown, type KnownChange } from './known-postings.ts'

export type PostedTwice = (reference: string, numbers: readonly [string, string]) => void

interface Flown {
  readonly recordId: string
  readonly revision: number
  readonly reference: string
}

export interface InDoubt extends Flown {
  readonly accepted: boolean
}

/** The columns that remember how a posting was sent, for the next time that it is sent. */
export function rememberedOf(finding: Finding | undefined) {
  if (finding?.kind !== 'queued' && finding?.kind !== 'returned') return {}
  const { maxFlightSize, tries } = finding
  return { maxFlightSize, tries }
}

/**
 * Takes in findings one by one by the rules, for postings that were withdrawn in the air, whose flight lost its lease,
 * or that were in doubt.
 */
export async function learnUnusual(
  em: EntityManager,
  emit: Emit,
  flight: { id: string; organizationId: string; postings: readonly Flown[] },
  findings: ReadonlyMap<string, Finding>,
  {
    answer,
    postedTwice,
    followUpMs,
  }: { answer: AnswerPostings; postedTwice: PostedTwice; followUpMs: number },
): Promise<{ queued: PostingKey[]; inDoubt: InDoubt[] }> {
  const { id, organizationId } = flight
  const known = await lockKnown(
    em,
    flight.postings.map((posting) => ({ ...posting, organizationId })),
  )
  const changes: KnownChange[] = []
  const answers: Answer[] = []
  const inDoubt: InDoubt[] = []
  for (const posting of flight.postings) {
    const { recordId, revision, reference } = posting
    const before = known.get(keyOf({ organizationId, recordId, revision }))
    if (!before) continue
    const finding = findings.get(reference)
    const learnt = finding && learn(before.known, id, finding)
    if (learnt?.kind === 'twice') {
      postedTwice(reference, learnt.numbers)
      answers.push(answerOf(before, learnt.other))
    }
    const next = learnt?.kind === 'changed' ? learnt.next : before.known
    if (learnt?.kind === 'changed') {
      const key = { organizationId, recordId, revision }
      changes.push({ ...rememberedOf(finding), ...key, before: before.known, next })
      if (learnt.answers) answers.push(answerOf(before, next))
    }
    if (next.state.kind === 'in_doubt' && next.state.flightId === id)
      inDoubt.push({ ...posting, accepted: next.state.accepted === true })
  }
  await writeKnown(em, changes, followUpMs)
  answer(emit, answers)
  return { queued: changes.filter(({ next }) => next.state.kind === 'queued'), inDoubt }
}
