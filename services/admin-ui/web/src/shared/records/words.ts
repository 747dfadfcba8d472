import type { components } from '../api/generated/status-query.ts'
import { useRunWords } from '../runs/words.ts'
import { useFormat, useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

type Schemas = components['schemas']
/** One revision of a record, as a list has it. */
export type RecordRow = Schemas['Record']
export type RecordStatus = Schemas['RecordStatus']
export type RecordReason = Schemas['RecordReason']

/** In the order in which people look for them. */
export const recordStatuses: readonly RecordStatus[] = [
  'pending',
  'retry_scheduled',
  'in_doubt',
  'failed',
  'delivered',
  'posted',
  'handled',
  'set_aside',
]
export const recordTypes = ['travel_reimbursement', 'expense', 'honorarium'] as const
export const payeeKinds = ['employee', 'volunteer', 'external'] as const

const settled = ['by_person', 'superseded', 'withdrawn', 'before_send_from', 'overdue'] as const
const ofStatus = [...recordStatuses, 'sending'] as const

/** Words of records for every page. What is newer than these pages is told by what it is called. */
export function useRecordWords() {
  const say = useTexts(texts)
  const runs = useRunWords()
  const format = useFormat()
  const type = (name: string | undefined) => {
    if (!name) return say('type.none')
    const known = [...recordTypes, 'withdrawal' as const].find((one) => one === name)
    return known ? say(`type.${known}`) : name.replaceAll('_', ' ')
  }
  const payeeKind = (name: string | undefined) => {
    if (!name) return say('payee.none')
    const known = payeeKinds.find((one) => one === name)
    return known ? say(`payee.${known}`) : name.replaceAll('_', ' ')
  }
  /** A withdrawal has neither payee nor amount of its own. */
  const isBare = ({ recordType }: Pick<RecordRow, 'recordType'>) => recordType === 'withdrawal'
  const status = (name: string) => {
    const known = ofStatus.find((one) => one === name)
    return known ? say(`status.${known}`) : name.replaceAll('_', ' ')
  }
  const missing = ({ categories, payeeKinds: kinds, payees, dimensions, postingDate }: Missing) => [
    ...(categories?.length ? [say('why.categories', { list: categories.join(', ') })] : []),
    ...(kinds?.length
      ? [say('why.payee_kinds', { list: kinds.map(payeeKind).join(', ').toLocaleLowerCase() })]
      : []),
    ...(payees?.length ? [say('why.payees', { list: payees.join(', ') })] : []),
    ...(dimensions?.length
      ? [say('why.dimensions', { list: dimensions.map(dimension).join(', ') })]
      : []),
    ...(postingDate ? [say('why.not_effective', { day: format.day(postingDate) })] : []),
  ]
  const dimension = (name: 'costCenter' | 'project') => say(`dimension.${name}`)
  /** Why a record waits, or was settled without being sent, as a sentence without a full stop. */
  const reason = (told: RecordReason): string => {
    const { code, nextRunAt, revision, postingDate } = told
    const done = settled.find((one) => one === code)
    if (done) return say(`why.${done}`)
    if (code === 'mapping_missing') return missing(told).join('. ') || runs.reason(code)
    if (code === 'awaiting_run' && nextRunAt)
      return say('why.next_run', { at: format.moment(nextRunAt) })
    if (code === 'awaiting_revision' && revision) return say('why.after_revision', { r: revision })
    if (code === 'revision_unproven' && revision) return say('why.unproven', { r: revision })
    if (code === 'period_closed' && postingDate)
      return say('why.period', { month: format.month(postingDate) })
    if (code === 'date_moved' && postingDate)
      return say('why.moved', { day: format.day(postingDate) })
    return runs.reason(code)
  }
  return {
    type,
    payeeKind,
    payeeOf: (row: Pick<RecordRow, 'recordType' | 'payeeKind'>) =>
      isBare(row) ? '–' : payeeKind(row.payeeKind),
    amountOf: (row: Pick<RecordRow, 'recordType' | 'amount'>) =>
      isBare(row) ? '–' : format.amount(row.amount),
    status,
    dimension,
    reason,
    /** What people call one revision: its reference, and which version it is where there are several. */
    name: ({ reference, recordId, revision }: Named) =>
      revision > 1
        ? say('of_revision', { ref: reference ?? recordId, r: revision })
        : (reference ?? recordId),
    /** Of what goes again by itself. */
    nextAttempt: (at: string) => say('next_attempt', { at: format.moment(at) }),
    turnComes: () => say('why.turn'),
  }
}

type Missing = Omit<RecordReason, 'code'>
type Named = Pick<RecordRow, 'reference' | 'recordId' | 'revision'>
