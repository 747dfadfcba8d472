import type { Cause } from './cause.ts'
import type { Failure, Subject } from './failure.ts'
import type { PendingReason } from './pending-reason.ts'

/** The ledger did not answer, for a reason that was none of the records'. */
export const ledgerUnavailable: Cause = { class: 'unreachable', code: 'ledger.unavailable' }

/** A person has to say first what became of an earlier revision. */
export const earlierUnproven = 'revision.earlier_unproven'
/** An earlier revision is in another ledger than the one of today. */
export const otherLedger = 'revision.other_ledger'
/** Nobody can prove yet whether the voucher that went first is in the ledger. */
export const trialInDoubt: Cause = { class: 'data', code: 'trial.in_doubt' }

/** A failure without its words. */
export const bareOf = ({ class: cls, code, subject }: Cause): Cause => ({
  class: cls,
  code,
  subject,
})

/** What keeps all records of an organisation, whose connector is suspended for this. */
export const causeOfSuspension = (cause: Cause): Cause =>
  cause.class === 'unreachable' ? ledgerUnavailable : bareOf(cause)

/** Nothing in the failure is the record's own doing: the same record goes when the ledger is there again. */
export const isLedgerAway = ({ class: cls, code }: Pick<Failure, 'class' | 'code'>): boolean =>
  cls === 'transient' && awayFamilies.includes(code.split('.')[0]!)
export const awayFamilies: readonly string[] = [
  'auth',
  'call',
  'flight',
  'lane',
  'ledger',
  'look_up',
  'network',
  'vendor',
]

/** What a record waits for, where somebody can mend it or has to know of it; one cause for each thing. */
export function causesOfReason(reason: PendingReason, ofSuspension?: Cause): Cause[] {
  const { code, postingDate } = reason
  const month = postingDate?.slice(0, 7)
  switch (code) {
    case 'connector_suspended':
      return ofSuspension ? [ofSuspension] : []
    case 'revision_unproven':
      return [{ class: 'data', code: earlierUnproven }]
    case 'other_ledger':
      return [{ class: 'data', code: otherLedger }]
    case 'period_closed':
      return [{ class: 'period_closed', code: 'period.closed', ...about('period', month) }]
    case 'mapping_missing':
      return causesOfGaps(reason, month)
    default:
      return []
  }
}

function causesOfGaps(
  { categories = [], payeeKinds = [], payees = [], dimensions = [] }: PendingReason,
  month: string | undefined,
): Cause[] {
  const missing = [
    ...categories.map((value) => unmapped('mapping.no_account', 'category', value)),
    ...payeeKinds.map((value) => unmapped('mapping.no_credit_account', 'payee', value)),
    ...payees.map((value) => unmapped('mapping.no_payee_number', 'payee', value)),
    ...dimensions.map((value) => unmapped('mapping.no_dimension', 'dimension', value)),
  ]
  const none = unmapped('mapping.not_effective', 'period', month ?? '')
  return missing.length === 0 && month ? [none] : missing
}

const about = (kind: Subject['kind'], value: string | undefined) =>
  value === undefined ? {} : { subject: { kind, value } }
const unmapped = (code: string, kind: Subject['kind'], value: string): Cause => ({
  class: 'data',
  code,
  subject: { kind, value },
})
