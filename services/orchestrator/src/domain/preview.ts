import { isWithdrawal } from '@bilagsbro/booking/approved-record'
import type { MappedVoucher } from '@bilagsbro/booking/create-voucher'
import type { Failure } from '@bilagsbro/booking/failure'
import {
  keyOfLedgerCode,
  ledgerCodesOf,
  type LedgerCode,
  type LedgerCodeKind,
  type Standing,
} from '@bilagsbro/booking/ledger-code'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import { moveOn } from '@bilagsbro/booking/moved-date'
import { formatAmount, oreOf, type Ore } from '@bilagsbro/kernel/money'
import { earlierByHand, isLeftOut, prepare, type Candidate } from './admission.ts'
import { choiceFor } from './closed-period.ts'
import type { Organization } from './organization.ts'
import type { Course } from './revisions.ts'

/** What would come of a record that is sent now; where several hold, the first of these. */
export const verdicts = [
  'left_out',
  'awaiting_revision',
  'faulty',
  'mapping_missing',
  'account_blocked',
  'dimension_missing',
  'payee_unknown',
  'closed_period',
  'unchecked',
  'ready',
] as const
export type Verdict = (typeof verdicts)[number]

/** A record and its course among the other revisions. */
export interface OnCourse extends Candidate {
  readonly course: Course
}

/** A record with the voucher that would be made of it, before the ledger is asked about the voucher. */
export interface Draft extends OnCourse {
  readonly mapped?: MappedVoucher | undefined
  /** Without a voucher: what the record waits for. */
  readonly waitsFor?: PendingReason | undefined
  /** Without a voucher: why none can be made. */
  readonly failure?: Failure | undefined
  /** The record is not sent at all: too old, superseded, or withdrawn before it was sent. */
  readonly isLeftOut?: boolean
}

/** A code that keeps a voucher out of the ledger. */
interface CodeFault extends LedgerCode {
  readonly standing: 'missing' | 'blocked'
  readonly why?: string | undefined
}

export interface Preview extends Draft {
  readonly verdict: Verdict
  readonly faults: readonly CodeFault[]
  /** The kinds of codes that the ledger did not tell about. */
  readonly unchecked: readonly LedgerCodeKind[]
}

/** What is sent, by the same rules and the same function; whether the connector is on does not matter. */
export function draftOf(organization: Organization, record: OnCourse): Draft {
  const { course } = record
  switch (course.kind) {
    case 'superseded':
    case 'withdrawn':
      return { ...record, isLeftOut: true }
    case 'withdraws_left_out':
      return { ...record, ...askedOf(organization, record) }
    case 'awaits':
      return { ...record, waitsFor: course.reason }
    case 'fails':
      return { ...record, failure: course.failure }
    default:
      return isLeftOut(organization, record)
        ? { ...record, isLeftOut: true }
        : { ...record, ...(askedOf(organization, record) ?? preparedOf(organization, record)) }
  }
}

/** What the record waits for where an earlier one may have been booked by hand. */
function askedOf(organization: Organization, record: OnCourse): Partial<Draft> | undefined {
  const waitsFor = isLeftOut(organization, record) ? undefined : earlierByHand(organization, record)
  if (waitsFor) return { waitsFor }
  return record.course.kind === 'withdraws_left_out' ? { isLeftOut: true } : undefined
}

function preparedOf(organization: Organization, record: OnCourse): Partial<Draft> {
  try {
    const prepared = prepare(organization, record)
    if (prepared.kind === 'hold') return { waitsFor: prepared.reason }
    return prepared.kind === 'fail' ? { failure: prepared.failure } : { mapped: prepared }
  } catch {
    return { failure: unusable }
  }
}

const unusable: Failure = {
  class: 'data',
  code: 'record.unusable',
  message:
    'No posting can be made of this record. Approve it again with that put right, as a higher revision.',
}

export const codesOf = ({ mapped }: Draft): ReadonlyMap<string, LedgerCode> =>
  mapped ? ledgerCodesOf(mapped.voucher) : none
const none: ReadonlyMap<string, LedgerCode> = new Map()

const unanswered: Standing = { standing: 'unanswered' }

/** The verdict, by how the voucher's codes stand in the ledger. A code that nothing is known of is unanswered. */
export function previewOf(draft: Draft, standings: ReadonlyMap<string, Standing>): Preview {
  const checks = [...codesOf(draft).values()].map((code) => ({
    code,
    ...(standings.get(keyOfLedgerCode(code)) ?? unanswered),
  }))
  const faults = checks.flatMap(({ code, standing, why }): CodeFault[] =>
    standing === 'missing' || standing === 'blocked' ? [{ ...code, standing, why }] : [],
  )
  const open = checks.filter(isOpen)
  const unchecked = [...new Set(open.map(({ code }) => code.kind))]
  const isProven = open.every(
    ({ code, standing }) => standing === 'not_offered' && code.kind === 'period',
  )
  const checked = { ...draft, faults, unchecked }
  return { ...checked, verdict: verdictOf(checked, isProven) }
}

const isOpen = ({ standing }: Standing) => standing === 'not_offered' || standing === 'unanswered'

/**
 * A ledger that does not tell which periods are open is found out by sending; what it said of this record's period
 * holds until it says otherwise.
 */
function verdictOf(draft: Omit<Preview, 'verdict'>, isProven: boolean): Verdict {
  if (draft.isLeftOut) return 'left_out'
  if (draft.failure) return 'faulty'
  if (draft.waitsFor)
    return draft.waitsFor.code === 'mapping_missing' ? 'mapping_missing' : 'awaiting_revision'
  const has = (...kinds: readonly LedgerCodeKind[]) =>
    draft.faults.some(({ kind }) => kinds.includes(kind))
  if (has('account')) return 'account_blocked'
  if (has('dimension')) return 'dimension_missing'
  if (has('supplier', 'employee')) return 'payee_unknown'
  if (has('period') || (draft.unchecked.includes('period') && metClosedPeriod(draft)))
    return 'closed_period'
  return isProven ? 'ready' : 'unchecked'
}

function metClosedPeriod({ record: { state }, mapped }: Draft): boolean {
  const held = state.status === 'pending' ? state.held : undefined
  return held?.code === 'period_closed' && held.postingDate === mapped?.voucher.postingDate
}

/**
 * The record as it would go under the next date, where its period is closed and somebody has chosen what becomes of it
 * then; nothing where it waits.
 */
export function laterDraft(
  organization: Organization,
  { verdict, mapped, record, content, earlier, untold, course }: Preview,
  today: string,
): Draft | undefined {
  const choice = choiceFor(record, organization.policies.closedPeriods)
  if (verdict !== 'closed_period' || !mapped || !choice) return undefined
  const moved = moveOn(mapped.voucher, choice, today)
  const targetFingerprint = organization.connector?.targetFingerprint
  const later = { ...record, moved, targetFingerprint }
  return moved && draftOf(organization, { record: later, content, earlier, untold, course })
}

export interface Tally {
  readonly verdict: Verdict
  readonly count: number
  readonly amount: string
}

/** A withdrawal says that nothing is to be in the ledger. */
const amountOf = (content: Draft['content']): Ore =>
  isWithdrawal(content) ? 0 : oreOf(content.total)

/** How many records have each verdict, and what they come to. */
export function createTallies() {
  const counts = new Map<Verdict, { count: number; sum: Ore }>()
  return {
    add({ verdict, content }: Preview) {
      const { count, sum } = counts.get(verdict) ?? { count: 0, sum: 0 }
      counts.set(verdict, { count: count + 1, sum: sum + amountOf(content) })
    },
    all: (): Tally[] =>
      verdicts.flatMap((verdict) => {
        const tally = counts.get(verdict)
        return tally ? [{ verdict, count: tally.count, amount: formatAmount(tally.sum) }] : []
      }),
  }
}
