import type { LedgerAnswer } from './ledger-answer.ts'

/** Decides whether and when a failed record is tried again (docs/glossary.md, "failure class"). */
export const failureClasses = [
  'transient',
  'rate_limited',
  'auth',
  'unreachable',
  'config',
  'data',
  'period_closed',
  'awaiting_approval',
  'rejected_in_ledger',
  'different_in_ledger',
  'accepted_unseen',
] as const
export type FailureClass = (typeof failureClasses)[number]

/** The kinds of thing that can be wrong. */
export const subjectKinds = [
  'category',
  'account',
  'dimension',
  'cost_center',
  'project',
  'vat_code',
  'payee',
  'period',
  'secret',
] as const

/** The thing that is wrong, where it is known: many records fail for the same one. */
export interface Subject {
  readonly kind: (typeof subjectKinds)[number]
  readonly value: string
}

export interface Failure {
  readonly class: FailureClass
  /** Stable and dotted: `account.blocked`. */
  readonly code: string
  /** One sentence for people, what is wrong and the remedy, without secrets or personal data. */
  readonly message: string
  /** ISO 8601; not before this moment. */
  readonly retryAfter?: string | undefined
  readonly subject?: Subject | undefined
  /** Left out where no answer of the accounting system stands behind it. */
  readonly answer?: LedgerAnswer | undefined
}

/** Classes that leave open whether the voucher is in the ledger, or stays there. */
export const isUnproven = (failure: Failure): boolean =>
  failure.class === 'rejected_in_ledger' ||
  failure.class === 'different_in_ledger' ||
  failure.class === 'accepted_unseen'

/** The ledger holds the voucher more than once. */
export const isTwice = (failure: Failure): boolean => failure.code === 'ledger.twice'

/** The record is right, and goes when somebody has opened its period in the ledger. */
export const waitsForPeriod = (failure: Failure): boolean => failure.class === 'period_closed'

/** Classes that say nothing of the record: the connector itself does not work. */
export const suspends = (failure: Failure): boolean =>
  failure.class === 'auth' || failure.class === 'unreachable' || failure.class === 'config'

/** Nothing more is sent along the lane for now: the connector does not work, or the vendor wants fewer requests. */
export const stopsLane = (failure: Failure): boolean =>
  suspends(failure) || failure.class === 'rate_limited'
