import { useFailureWords } from '../../shared/records/failures.ts'
import { useRecordWords, type RecordReason } from '../../shared/records/words.ts'
import { usePerson } from '../../shared/session/person.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { texts } from './event-texts.ts'
import type { LogRow } from './queries.ts'
import { reopeningOf } from './reopening.ts'

const attemptStatuses = [
  'requested',
  'posted',
  'delivered',
  'failed',
  'refused',
  'returned',
  'withdrawn',
  'in_doubt',
] as const
const settled = ['superseded', 'before_send_from'] as const

/** What happened, as a sentence without a full stop; nothing of an entry that tells no more than others do. */
export function useEventWords() {
  const say = useTexts(texts)
  const words = useRecordWords()
  const failures = useFailureWords()
  const person = usePerson()
  const by = (actor: string | undefined) => (actor === undefined ? say('somebody') : person(actor))
  const queued = (row: LogRow, before: readonly LogRow[]) => {
    const { code, actor, status } = row
    if (code === 'reopened' && actor) return say(reopeningOf(row, before), { who: by(actor) })
    if (code === 'in_doubt' && actor) return say('not_there', { who: by(actor) })
    if (code === 'date_moved')
      return actor ? say('redated', { who: by(actor) }) : say('redated_alone')
    if (status === 'in_doubt') return words.status(status)
    return code
      ? say('waits', { why: words.reason({ code: code as RecordReason['code'] }) })
      : say('waits_only')
  }
  const handled = ({ code, actor, voucherNumber }: LogRow) => {
    const done = settled.find((one) => one === code)
    if (done) return say(done)
    if (code === 'withdrawn') return say('withdrawn_unsent')
    const who = by(actor)
    return voucherNumber
      ? say('handled_voucher', { who, voucher: voucherNumber })
      : say('handled', { who })
  }
  /** `before`: what was told before it, the latest first. */
  const what = (row: LogRow, before: readonly LogRow[]): string | undefined => {
    const { kind, status, actor, code, attempt, voucherNumber: voucher = '–' } = row
    switch (kind) {
      case 'record.approved':
        if (status === 'set_aside') return say('set_aside')
        return say('approved', { who: by(actor) })
      case 'record.withdrawn':
        return say('withdrawn', { who: by(actor) })
      case 'sync.queued':
        return queued(row, before)
      case 'posting.requested':
        return say('sent', { n: attempt ?? 1 })
      case 'sync.succeeded':
        return say(status === 'delivered' ? 'delivered' : 'posted', { voucher })
      case 'sync.failed':
        return say('failed', { why: failures.title({ code }) })
      case 'sync.handled':
        return handled(row)
      case 'sync.overdue':
        return say('overdue')
      case 'sync.doubled':
        return say('doubled', { voucher })
      case 'payload.erased':
        return say('erased')
      default:
        return undefined
    }
  }
  return {
    what,
    ofRevision: (revision: number, told: string) => say('of_revision', { r: revision, what: told }),
    attempt: (status: string) => {
      const known = attemptStatuses.find((one) => one === status)
      return known ? say(`attempt.${known}`) : words.status(status)
    },
  }
}
