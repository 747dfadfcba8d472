import { markAgain, withoutMark } from './mark.ts'
import type { RecordKey, SyncRecord } from './record.ts'
import type { PostingAnswer } from './settle.ts'
import type { Step } from './transitions.ts'
import type { Word } from './word.ts'

/** What was told of a person's mark in a time that the database may have lost: that it was made, or that it had ended. */
export interface ToldWord extends RecordKey {
  /** No attempt: it comes before all of them. */
  readonly attempt: 0
  readonly outcome: {
    readonly kind: 'marked' | 'reopened'
    readonly sequence: number
    readonly word?: Word | undefined
  }
}

/** What is kept until its record can be settled. */
export type KeptAnswer = PostingAnswer | ToldWord

export const isToldWord = (answer: KeptAnswer): answer is ToldWord =>
  answer.outcome.kind === 'marked' || answer.outcome.kind === 'reopened'

export const isAnswer = (answer: KeptAnswer): answer is PostingAnswer => !isToldWord(answer)

/** The words that the record does not know yet, in the order in which they were spoken. */
export const unheard = (
  { sequence }: SyncRecord,
  told: readonly ToldWord[],
): readonly ToldWord['outcome'][] =>
  told
    .map(({ outcome }) => outcome)
    .filter((outcome) => outcome.sequence > sequence)
    .toSorted((a, b) => a.sequence - b.sequence)

/**
 * The record before it is settled by the answers of that time: a mark that had ended is off it, so that its later attempts
 * count, and its sequence is beyond all that was told.
 */
export function beforeAnswers(
  record: SyncRecord,
  words: readonly ToldWord['outcome'][],
): SyncRecord {
  const last = words.at(-1)
  if (!last) return record
  const isReopened = words.some(({ kind }) => kind === 'reopened')
  // The event after the last word was told with it: what came back.
  return { ...(isReopened ? withoutMark(record) : record), sequence: last.sequence + 1 }
}

/** The record after the answers, under the mark again that was the last word about it. A posted voucher is more than a word. */
export function afterAnswers(step: Step, words: readonly ToldWord['outcome'][], now: Date): Step {
  const last = words.at(-1)
  return last?.kind === 'marked' ? (markAgain(step.record, last.word, now) ?? step) : step
}
