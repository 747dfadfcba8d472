import type { PostingOutcome } from '@bilagsbro/booking/posting-outcome'
import { PostingCompleted } from '@bilagsbro/events/posting'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Emit } from '@bilagsbro/messaging/outbox'
import type { PostingKey, PostingState } from '#domain/posting.ts'
import { storable } from './storable.ts'

/** A posting's state as its row holds it: a word, and the voucher, failure or reason that belongs to the word. */
export interface StateColumns {
  readonly state: PostingState['kind']
  readonly outcome: object | null
  readonly flightId: string | null
}

export interface Answer extends PostingKey {
  readonly attempt: number
  readonly reference: string
  readonly state: PostingState
  readonly traceparent: string | null
}

export const stateOf = ({ state, outcome, flightId }: StateColumns): PostingState =>
  ({ kind: state, ...outcome, ...(flightId ? { flightId } : {}) }) as PostingState

export function columnsOf(state: PostingState): StateColumns {
  const { kind, ...rest } = storable(state)
  const { flightId = null, ...outcome } = rest as { flightId?: string }
  return { state: kind, outcome: Object.keys(outcome).length > 0 ? outcome : null, flightId }
}

/** Answers postings, each continuing the trace of its request. */
export function createAnswer(connector: PostingCompleted['connector'], clock: Clock) {
  return (emit: Emit, answers: readonly Answer[]): void => {
    if (answers.length === 0) return
    const completedAt = clock.now().toISOString()
    for (const { state, traceparent, ...posting } of answers)
      emit(
        PostingCompleted,
        {
          ...posting,
          connector,
          outcome: outcomeOf(state),
          completedAt,
        },
        traceparent ? { traceparent } : {},
      )
  }
}
export type AnswerPostings = ReturnType<typeof createAnswer>

/** What a person said of the posting is known where it was said, and the attempt that was sent is the answer's own. */
function outcomeOf(state: PostingState): PostingOutcome {
  const { outcome } = columnsOf({
    ...state,
    saidAbsentAt: undefined,
    sentAs: undefined,
  } as typeof state)
  return { kind: state.kind, ...outcome } as PostingOutcome
}
