import type { ApprovedRecord } from '@bilagsbro/booking/approved-record'
import type { Cause } from '@bilagsbro/booking/cause'
import { isUnproven, type Subject } from '@bilagsbro/booking/failure'
import type { Coding, Mapping } from '@bilagsbro/booking/mapping'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import {
  bareOf,
  causeOfSuspension,
  causesOfReason,
  earlierUnproven,
  ledgerUnavailable,
  otherLedger,
  trialInDoubt,
} from '@bilagsbro/booking/waiting-cause'
import type { Organization } from './organization.ts'
import type { RecordState } from './record.ts'

/** A person marked an earlier revision as handled. */
export const earlierByHand = 'revision.earlier_by_hand'

export type Failed = Extract<RecordState, { status: 'failed' }>

export const causeOf = ({ failure, againAt }: Failed): Cause =>
  againAt ? ledgerUnavailable : bareOf(failure)

/** What a waiting record waits for, where somebody can mend it or has to know of it; one cause for each thing. */
export const causesOfWaiting = (
  reason: PendingReason,
  organization: Pick<Organization, 'suspension' | 'trial'>,
): Cause[] => causesOfReason(reason, suspensionOf(organization))

function suspensionOf({ suspension, trial }: Pick<Organization, 'suspension' | 'trial'>) {
  if (!suspension) return undefined
  return suspension.byTrial && trial?.kind === 'sent'
    ? trialInDoubt
    : causeOfSuspension(suspension.cause)
}

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
  const { code, subject } = cause
  const kind = mendKindOf(cause)
  if (kind === 'period') return { kind, ...(subject && { period: subject.value }) }
  if (ofValues.has(code) && subject && namesValue(subject, mapping))
    return { kind: 'mapping', ...rowsWith(subject, mapping) }
  if (kind !== 'mapping') return { kind }
  const isMissing = code.startsWith('mapping.')
  return { kind, ...(isMissing ? rowsWithout(cause) : rowsWith(subject, mapping)) }
}

/** Where a cause is mended, whatever its subject. */
export function mendKindOf({ class: cls, code }: Cause): Mend['kind'] {
  if (cls === 'auth' || cls === 'config') return 'credentials'
  if (cls === 'unreachable' || cls === 'rate_limited') return 'nothing'
  if (cls === 'period_closed') return 'period'
  if (cls !== 'data' || byHand.has(code) || ofValues.has(code)) return 'ledger'
  const family = code.split('.')[0]!
  if (byMapping.has(family)) return 'mapping'
  return ofRecord.has(family) && code !== 'voucher.refused' ? 'record' : 'ledger'
}
/** A person looks in the ledger, and says what is there or corrects it. */
const byHand = new Set([earlierUnproven, otherLedger, earlierByHand, trialInDoubt.code])
/**
 * A record brings its own cost centre and project: the mapping names a value only where it says so. One that an account does
 * not take may go with another account.
 */
const ofValues = new Set(['dimension.unknown_value', 'dimension.blocked'])
const byMapping = new Set(['account', 'dimension', 'mapping', 'vat'])
const ofRecord = new Set(['voucher', 'currency', 'date', 'text', 'record', 'revision'])

const rowsWithout = ({ code, subject }: Cause) =>
  code === 'mapping.no_credit_account'
    ? { payeeKinds: [subject!.value] }
    : subject?.kind === 'category' && { categories: [subject.value] }

const codesOf = (kind: Subject['kind'], rule: Coding & { readonly account?: string }) => {
  if (kind === 'vat_code') return [rule.vatCode]
  return kind === 'dimension' ? [rule.costCenter, rule.project] : [rule.account]
}

const namesValue = ({ kind, value }: Subject, { categories, defaults = {} }: Mapping): boolean =>
  kind === 'dimension' &&
  [defaults, ...Object.values(categories)].some((rule) => codesOf(kind, rule).includes(value))

/** The rows of the mapping that lead to the thing that is wrong. */
function rowsWith(subject: Subject | undefined, { categories, credits }: Mapping) {
  if (!subject) return {}
  const { kind, value } = subject
  const booked = Object.entries(categories)
    .filter(([, rule]) => codesOf(kind, rule).includes(value))
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
