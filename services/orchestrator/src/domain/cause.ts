import type { ApprovedRecord } from '@bilagsbro/booking/approved-record'
import type { Cause } from '@bilagsbro/booking/cause'
import { isUnproven, type Failure, type Subject } from '@bilagsbro/booking/failure'
import type { Mapping } from '@bilagsbro/booking/mapping'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { Organization } from './organization.ts'
import type { RecordState } from './record.ts'

/** The ledger did not answer, for a reason that was none of the records'. */
export const ledgerUnavailable: Cause = { class: 'unreachable', code: 'ledger.unavailable' }

/** A person has to say first what became of an earlier revision. */
export const earlierUnproven = 'revision.earlier_unproven'
/** A person marked an earlier revision as handled. */
export const earlierByHand = 'revision.earlier_by_hand'
/** An earlier revision is in another ledger than the one of today. */
const otherLedger = 'revision.other_ledger'
/** Nobody can prove yet whether the voucher that went first is in the ledger. */
const trialInDoubt: Cause = { class: 'data', code: 'trial.in_doubt' }

export type Failed = Extract<RecordState, { status: 'failed' }>

export const causeOf = ({ failure, againAt }: Failed): Cause =>
  againAt ? ledgerUnavailable : bareOf(failure)

const bareOf = ({ class: cls, code, subject }: Failure): Cause => ({ class: cls, code, subject })

/** Nothing in the failure is the record's own doing: the same record goes when the ledger is there again. */
export const isLedgerAway = ({ class: cls, code }: Failure): boolean =>
  cls === 'transient' && awayFamilies.has(code.split('.')[0]!)
const awayFamilies = new Set([
  'auth',
  'call',
  'flight',
  'lane',
  'ledger',
  'look_up',
  'network',
  'vendor',
])

/** What a waiting record waits for, where somebody can mend it or has to know of it; one cause for each thing. */
export function causesOfWaiting(
  {
    code,
    categories = [],
    payeeKinds = [],
    payees = [],
    dimensions = [],
    postingDate,
  }: PendingReason,
  { suspension, trial }: Pick<Organization, 'suspension' | 'trial'>,
): Cause[] {
  const month = postingDate?.slice(0, 7)
  switch (code) {
    case 'connector_suspended':
      if (!suspension) return []
      if (suspension.byTrial && trial?.kind === 'sent') return [trialInDoubt]
      return [
        suspension.cause.class === 'unreachable' ? ledgerUnavailable : bareOf(suspension.cause),
      ]
    case 'revision_unproven':
      return [{ class: 'data', code: earlierUnproven }]
    case 'other_ledger':
      return [{ class: 'data', code: otherLedger }]
    case 'period_closed':
      return [{ class: 'period_closed', code: 'period.closed', ...about('period', month) }]
    case 'mapping_missing': {
      const missing = [
        ...categories.map((value) => unmapped('mapping.no_account', 'category', value)),
        ...payeeKinds.map((value) => unmapped('mapping.no_credit_account', 'payee', value)),
        ...payees.map((value) => unmapped('mapping.no_payee_number', 'payee', value)),
        ...dimensions.map((value) => unmapped('mapping.no_dimension', 'dimension', value)),
      ]
      const none = unmapped('mapping.not_effective', 'period', month ?? '')
      return missing.length === 0 && month ? [none] : missing
    }
    default:
      return []
  }
}

const about = (kind: Subject['kind'], value: string | undefined) =>
  value === undefined ? {} : { subject: { kind, value } }
const unmapped = (code: string, kind: Subject['kind'], value: string): Cause => ({
  class: 'data',
  code,
  subject: { kind, value },
})

/** What mends a cause. `nothing`: it passes by itself. */
export type Mend =
  | {
      readonly kind: 'mapping'
      /** Categories that are booked with the thing that is wrong, or have no account. */
      readonly categories?: readonly string[]
      readonly payeeKinds?: readonly string[]
    }
  | { readonly kind: 'period'; readonly period?: string }
  | { readonly kind: 'credentials' | 'ledger' | 'record' | 'nothing' }

export function mendOf(cause: Cause, mapping: Mapping): Mend {
  const { class: cls, code, subject } = cause
  if (cls === 'auth' || cls === 'config') return { kind: 'credentials' }
  if (cls === 'unreachable' || cls === 'rate_limited') return { kind: 'nothing' }
  if (cls === 'period_closed') return { kind: 'period', ...(subject && { period: subject.value }) }
  if (cls !== 'data' || byHand.has(code)) return { kind: 'ledger' }
  const family = code.split('.')[0]!
  if (family === 'mapping') return { kind: 'mapping', ...rowsWithout(cause) }
  if (byMapping.has(family)) return { kind: 'mapping', ...rowsWith(subject, mapping) }
  return { kind: ofRecord.has(family) && code !== 'voucher.refused' ? 'record' : 'ledger' }
}
/** A person looks in the ledger, and says what is there or corrects it. */
const byHand = new Set([earlierUnproven, otherLedger, earlierByHand, trialInDoubt.code])
const byMapping = new Set(['account', 'dimension', 'vat'])
const ofRecord = new Set(['voucher', 'currency', 'date', 'text', 'record', 'revision'])

const rowsWithout = ({ code, subject }: Cause) =>
  code === 'mapping.no_credit_account'
    ? { payeeKinds: [subject!.value] }
    : subject?.kind === 'category' && { categories: [subject.value] }

/** The rows of the mapping that lead to the thing that is wrong. */
function rowsWith(subject: Subject | undefined, { categories, credits }: Mapping) {
  if (!subject) return {}
  const { kind, value } = subject
  const booked = Object.entries(categories)
    .filter(([, rule]) => (kind === 'vat_code' ? rule.vatCode : rule.account) === value)
    .map(([category]) => category)
  const credited = (Object.keys(credits) as ApprovedRecord['payee']['kind'][]).filter(
    (one) => kind === 'account' && credits[one] === value,
  )
  return {
    ...(booked.length > 0 && { categories: booked }),
    ...(credited.length > 0 && { payeeKinds: credited }),
  }
}

/**
 * Whether a person can have the record sent again. A record that may be in the ledger, or follows such a one, goes by a
 * person's word about what is there.
 */
export function mayGoAgain(state: RecordState): boolean {
  if (state.status === 'pending') return state.held?.code === 'period_closed'
  if (state.status !== 'failed') return false
  return !isUnproven(state.failure) && state.failure.code !== earlierUnproven
}

/** Whether a retry is what helps: while the mark of an earlier revision stands, the record fails the same way again. */
export const retryHelps = (state: Failed): boolean =>
  mayGoAgain(state) && state.failure.code !== earlierByHand
