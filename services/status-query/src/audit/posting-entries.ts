import type {
  PostingCompleted,
  PostingRequested,
  PostingWithdrawn,
} from '@bilagsbro/events/posting'
import { linkOf } from '@bilagsbro/kernel/link'
import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import { idOf } from '@bilagsbro/kernel/name'
import type { Entry } from './entry.ts'
import { harmless } from './harmless.ts'
import { answered } from './ledger-answer.ts'
import { sentVoucher } from './sent-voucher.ts'

/** Asked for again, an attempt is a request of its own. */
export const requestedEntry = (data: PostingRequested): Entry => ({
  ...ofPosting(data),
  sequence: Date.parse(data.requestedAt),
  at: data.requestedAt,
  status: 'requested',
  reference: data.reference,
  mappingVersion: data.mappingVersion,
  more: { amount: debitsOf(data), priority: data.priority },
  payload: sentVoucher(data),
})

export const takenBackEntry = (data: PostingWithdrawn): Entry => ({
  ...ofPosting(data),
  sequence: Date.parse(data.requestedAt),
  at: data.requestedAt,
  status: 'withdrawn',
})

const outcomes = ['posted', 'delivered', 'refused', 'returned', 'in_doubt'] as const

export function completedEntry(data: PostingCompleted): Entry {
  const { outcome, completedAt, connector, reference } = data
  return {
    ...ofPosting(data),
    // An outcome has no number of its own: one adapter, and one moment of it, has only one of each kind.
    sequence: Date.parse(completedAt) * 10 + outcomes.indexOf(outcome.kind),
    at: completedAt,
    status: outcome.kind,
    reference,
    ...('voucher' in outcome && ofVoucher(outcome, connector)),
    ...('failure' in outcome && outcome.failure && ofFailure(outcome.failure, connector)),
    ...('reason' in outcome && { code: outcome.failure?.code ?? outcome.reason }),
  }
}

type Outcome = PostingCompleted['outcome']
type Found = Extract<Outcome, { kind: 'posted' | 'delivered' }>
type Failure = Extract<Outcome, { kind: 'refused' }>['failure']

const ofVoucher = ({ voucher, answer }: Found, connector: string) => ({
  voucherNumber: voucher.number,
  more: {
    connector,
    voucherDate: voucher.date,
    voucherUrl: linkOf(voucher.url),
    ...answered(answer),
  },
})

const ofFailure = ({ class: cls, code, message, answer }: Failure, connector: string) => ({
  code,
  message: harmless(message),
  more: { connector, class: cls, ...answered(answer) },
})

const ofPosting = (data: PostingRequested | PostingWithdrawn | PostingCompleted) => ({
  organizationId: data.organizationId,
  subject: idOf(data.recordId),
  revision: data.revision,
  attempt: data.attempt,
})

function debitsOf({ voucher }: PostingRequested): string {
  const debits = voucher.lines.map(({ amount }) => oreOf(amount)).filter((it) => it > 0)
  return formatAmount(debits.reduce((sum, ore) => sum + ore, 0))
}
