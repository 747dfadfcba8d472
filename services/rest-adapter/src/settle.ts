import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import { withAnswer } from '@bilagsbro/posting-engine/toolkit/ledger-answer'
import type {
  FlightOutcome,
  Found,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { VoucherOutcome } from '@bilagsbro/posting-engine/domain/flight'
import { numbered, type Told } from './answers.ts'
import type { CheckedConnection } from './credentials.ts'
import { lookUp } from './lookup.ts'
import { judgeAll } from './proof.ts'
import type { Sent } from './send-all.ts'
import type { Timing } from './timing.ts'
import type { Session } from './session.ts'

/** Pauses before looking again for vouchers that the ledger says it booked, as parts of a call. */
const pauses = [0.003, 0.008, 0.017, 0.033, 0.067]

/**
 * Where the ledger can be looked in, only vouchers that it shows are posted, but for fresh ones whose answer proves the
 * booking. Otherwise its word under the key counts, if it promised.
 */
export async function settle(
  timing: Timing,
  session: Session,
  postings: readonly Posting[],
  { heard, answers, stop }: Sent,
): Promise<FlightOutcome> {
  const found = new Map<string, Found>()
  const isUnseen = ({ reference }: Posting) => !found.has(reference)
  const see = async (open: readonly Posting[]) => {
    const seen = await lookUp(session, open)
    if (seen.ok) for (const [reference, there] of seen.value) found.set(reference, there)
  }
  const told = new Map<string, Told>()
  const judge = async (open: readonly Posting[]) => {
    const heardOf = open.map(({ reference }) => [reference, heard.get(reference)!] as const)
    for (const [reference, one] of await judgeAll(session, new Map(heardOf)))
      told.set(reference, one)
  }
  const { connection } = session
  const believed = provesItself(connection) ? postings.filter(({ isFresh }) => isFresh) : []
  if (believed.length > 0) await judge(believed)
  const isProven = ({ reference }: Posting) => told.get(reference)?.kind === 'accepted'
  const proven = new Set(believed.filter(isProven))
  // Everything else that was answered or lost: a no can follow the booking.
  const sent = postings.filter(
    (posting) => heard.get(posting.reference)!.kind !== 'unsent' && !proven.has(posting),
  )
  if (connection.lookUp && sent.length > 0 && !session.signal.aborted) await see(sent)
  const unseen = postings.filter((posting) => isUnseen(posting) && !proven.has(posting))
  await judge(unseen.filter(({ reference }) => !told.has(reference)))
  const promised = connection.answersLater ? ['accepted'] : ['accepted', 'later']
  const isPromised = (posting: Posting) => promised.includes(told.get(posting.reference)!.kind)
  if (connection.lookUp)
    for (const pause of pauses) {
      const open = unseen.filter((posting) => isUnseen(posting) && isPromised(posting))
      if (open.length === 0) break
      await timing.wait(pause * timing.callTimeoutMs, session.signal)
      if (session.signal.aborted) break
      await see(open)
    }
  const outcomes = new Map(
    postings.map((posting) => {
      const { reference } = posting
      const there = found.get(reference)
      const outcome = there
        ? fromLedger(there)
        : fromWord(posting, told.get(reference)!, !connection.lookUp || proven.has(posting))
      return [reference, answeredWith(outcome, answers.get(reference))]
    }),
  )
  const open = new Map(unseen.map(({ reference }) => [reference, told.get(reference)!]))
  const last = stop ?? lackOfProof(session, open, found, postings.length)
  return { outcomes, ...(last && { stop: last }) }
}

/** The connection says how the answer to a posting that is booked looks, and nothing is booked later. */
const provesItself = ({
  success,
  arrays,
  answersLater,
}: Pick<CheckedConnection, 'success' | 'arrays' | 'answersLater'>) =>
  (success !== undefined || arrays !== undefined) && !answersLater

function answeredWith(outcome: VoucherOutcome, answer: LedgerAnswer | undefined): VoucherOutcome {
  if (outcome.kind === 'posted' || outcome.kind === 'delivered') return withAnswer(outcome, answer)
  return outcome.failure ? { ...outcome, failure: withAnswer(outcome.failure, answer) } : outcome
}

/** The fault of the connection's set-up, where the ledger said yes and shows nothing. */
function lackOfProof(
  { connection, signal }: Session,
  told: ReadonlyMap<string, Told>,
  found: ReadonlyMap<string, Found>,
  flown: number,
): Failure | undefined {
  const unseen = [...told].flatMap(([reference, one]) => (found.has(reference) ? [] : [one]))
  if (connection.lookUp && !connection.answersLater && unseen.some(({ kind }) => kind === 'later'))
    return notAtOnce
  // There was no time to look properly.
  if (signal.aborted) return undefined
  if (connection.lookUp && unseen.some(({ kind }) => kind === 'accepted')) return notShown
  const doubted = unseen.filter((one) => one.kind === 'in_doubt' && one.accepted)
  return doubted.length >= mostDoubted && doubted.length === flown
    ? (doubted[0] as Extract<Told, { kind: 'in_doubt' }>).failure
    : undefined
}
/** One alone may be the record's own fault. */
const mostDoubted = 3

const fromLedger = (there: Found): VoucherOutcome =>
  'failure' in there ? { kind: 'refused', failure: there.failure } : there

function fromWord({ reference, voucher }: Posting, told: Told, isEnough: boolean): VoucherOutcome {
  if (told.kind === 'refused' || told.kind === 'unsent' || told.kind === 'in_doubt') return told
  if (!isEnough) return { kind: 'in_doubt', failure: notVisible, accepted: true }
  const ledgerVoucher = { number: reference, date: voucher.postingDate }
  if (told.kind === 'booked_already') return { kind: 'posted', voucher: ledgerVoucher }
  const named = { ...ledgerVoucher, ...numbered(told) }
  return told.kind === 'later'
    ? { kind: 'delivered', voucher: { ...named, url: told.url } }
    : { kind: 'posted', voucher: named }
}

const notVisible: Failure = {
  class: 'transient',
  code: 'posting.not_visible',
  message: 'The ledger says that it has the voucher, but does not show it yet.',
}
const notShown: Failure = {
  class: 'config',
  code: 'posting.not_shown',
  message:
    'The ledger answered that it took the voucher, and does not show it. See whether it is there. If the ledger says no with 200, say so in the connection (answerNumber, answerError); if it is there, see to the look-up (lookUpUrl).',
}
const notAtOnce: Failure = {
  class: 'config',
  code: 'posting.not_immediate',
  message:
    'The ledger answers 202: it books later. Say so in the connection (answersLater), so that no voucher is sent again meanwhile.',
}
