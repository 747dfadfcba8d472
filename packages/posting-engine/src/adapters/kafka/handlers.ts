import {
  PostingCompleted,
  type PostingRequested,
  type PostingWithdrawn,
} from '@bilagsbro/events/posting'
import { on, type Handler } from '@bilagsbro/messaging/handler'
import type { Received } from '@bilagsbro/messaging/encoding'
import type { Engine } from '#application/engine.ts'
import type { PostingRequest, PostingStore, Withdrawal } from '#application/ports/posting-store.ts'

interface Definitions {
  readonly requested: (typeof PostingRequested)[keyof typeof PostingRequested]
  readonly withdrawn: (typeof PostingWithdrawn)[keyof typeof PostingWithdrawn]
}

type UseCases = Pick<Engine, 'acceptRequests' | 'withdrawPostings'>

export const handlers = (
  { requested, withdrawn }: Definitions,
  { acceptRequests, withdrawPostings }: UseCases,
): Handler[] => [
  // First: between a request and its withdrawal in the same batch nothing can be sent.
  on(withdrawn, (events) => withdrawPostings(events.map(toWithdrawal))),
  on(requested, (events) => acceptRequests(events.map(toRequest))),
]

/** Recalls the answers of this kind of adapter for a database that does not know them. */
export const pastHandlers = (
  type: PostingCompleted['connector'],
  { recallAnswers }: { readonly recallAnswers: PostingStore['recall'] },
): Handler[] => [
  on(PostingCompleted, (events) =>
    recallAnswers(events.map(({ data }) => data).filter(({ connector }) => connector === type)),
  ),
]

const toRequest = ({ data, traceparent }: Received<Definitions['requested']>): PostingRequest => ({
  ...data,
  traceparent,
})

const toWithdrawal = ({ data, traceparent }: Received<Definitions['withdrawn']>): Withdrawal => ({
  ...data,
  ...(data.notInLedger && { saidAbsentAt: data.requestedAt }),
  traceparent,
})
