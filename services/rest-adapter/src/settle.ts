import type {
  FlightOutcome,
  Found,
  Outcome,
  Posting,
} from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import type { Told } from './answers.ts'
import type { Sending } from './sending.ts'
import { lookUp } from './lookup.ts'
import type { Session } from './session.ts'

/** Pauses before looking again for what the ledger says it booked, in milliseconds. */
const looks = [0, 200, 500, 1000, 2000, 4000]

/** Where the ledger can be looked in, only what it shows is posted. Otherwise its word under the key must do, if it promised. */
export async function settle(
  sending: Sending,
  session: Session,
  postings: readonly Posting[],
  told: ReadonlyMap<string, Told>,
  stop: Failure | undefined,
): Promise<FlightOutcome> {
  const found = session.way.lookUp
    ? await lookFor(sending, session, postings, told)
    : new Map<string, Found>()
  const outcomes = new Map(
    postings.map((posting) => {
      const { reference } = posting
      const there = found.get(reference)
      const outcome = there ? fromLedger(there) : fromWord(posting, told.get(reference)!, session)
      return [reference, outcome]
    }),
  )
  const later = postings.some(
    ({ reference }) => told.get(reference)?.kind === 'later' && !found.has(reference),
  )
  const last =
    stop ?? (later && session.way.lookUp && !session.way.answersLater ? notAtOnce : undefined)
  return { outcomes, ...(last && { stop: last }) }
}

/** Everything that was answered or lost is looked for: a no can follow the booking. */
async function lookFor(
  sending: Sending,
  session: Session,
  postings: readonly Posting[],
  told: ReadonlyMap<string, Told>,
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>()
  const isOpen = (kinds: readonly Told['kind'][]) => (posting: Posting) =>
    !found.has(posting.reference) && kinds.includes(told.get(posting.reference)!.kind)
  const promised = session.way.answersLater
    ? (['accepted'] as const)
    : (['accepted', 'later'] as const)
  let open = postings.filter(isOpen(['accepted', 'later', 'booked_already', 'refused', 'in_doubt']))
  for (const pause of looks) {
    if (open.length === 0) break
    if (pause > 0) await sending.wait(pause, session.signal)
    if (session.signal.aborted) break
    const seen = await lookUp(sending, session, open)
    if (seen.ok) for (const [reference, there] of seen.value) found.set(reference, there)
    open = postings.filter(isOpen(promised))
  }
  return found
}

const fromLedger = (there: Found): Outcome =>
  'failure' in there ? { kind: 'refused', failure: there.failure } : there

function fromWord({ reference, voucher }: Posting, told: Told, { way }: Session): Outcome {
  if (told.kind === 'refused' || told.kind === 'unsent' || told.kind === 'in_doubt') return told
  if (way.lookUp) return { kind: 'in_doubt', failure: notVisible }
  const ledgerVoucher = { number: reference, date: voucher.postingDate }
  if (told.kind === 'later')
    return { kind: 'delivered', voucher: { ...ledgerVoucher, url: told.url } }
  return { kind: 'posted', voucher: ledgerVoucher }
}

const notVisible: Failure = {
  class: 'transient',
  code: 'posting.not_visible',
  message: 'The ledger says that it has the voucher, but does not show it yet.',
}
const notAtOnce: Failure = {
  class: 'config',
  code: 'posting.not_immediate',
  message:
    'The ledger answers 202: it books later. Say so in the connection (answersLater), so that no voucher is sent again meanwhile.',
}
