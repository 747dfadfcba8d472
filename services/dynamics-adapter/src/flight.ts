import type { Failure } from '@bilagsbro/booking/failure'
import type {
  Flight,
  FlightOutcome,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { tooLate, type VoucherOutcome } from '@bilagsbro/posting-engine/domain/flight'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { isWellFormed, notWellFormed } from '@bilagsbro/posting-engine/toolkit/well-formed'
import { addDimensions } from './dimensions.ts'
import { handOver, settleDrafts } from './drafts.ts'
import { checkJournal } from './journal-check.ts'
import { addLines, createJournal, linesOf, postJournal, type Halt } from './journal.ts'
import { giveBack, type FlightUnderWay, type Wait } from './flight-under-way.ts'
import type { Session } from './session.ts'
import { settle } from './settle.ts'

/** The part of a call in which the journal must be ready; the rest is for posting it, or for clearing up. */
const preparation = 0.8

export interface Timing {
  readonly wait: Wait
  readonly callTimeoutMs: number
}
export async function postFlight(
  { plan, postings: given, inTime }: Flight,
  session: Session,
  { wait, callTimeoutMs }: Timing,
): Promise<FlightOutcome> {
  const outcomes = new Map<string, VoucherOutcome>()
  const sendable = given.filter((posting) => {
    const failure = unsendable(posting)
    if (failure) outcomes.set(posting.reference, { kind: 'refused', failure })
    return !failure
  })
  const [first] = sendable
  if (!first) return { outcomes }
  // One journal is posted as a whole, or left as a whole.
  const { mode } = first.voucher
  const postings = sendable.filter(({ voucher }) => voucher.mode === mode)
  for (const { reference, voucher } of sendable)
    if (voucher.mode !== mode) outcomes.set(reference, { kind: 'unsent' })
  const underWay: FlightUnderWay = {
    session,
    wait,
    outcomes,
    postings,
    lines: linesOf(postings),
    journalId: '',
  }
  const preparing = session.until(AbortSignal.timeout(Math.floor(callTimeoutMs * preparation)))
  const prepared = await prepare(underWay, preparing, plan['journal'] ?? '')
  if (!prepared.ok) return await giveBack(underWay, prepared.error)
  if (!inTime()) return await giveBack(underWay, { failure: tooLate })
  const { api, company } = session
  const { journalId } = underWay
  return mode === 'draft'
    ? await settleDrafts(underWay, await handOver(api, company, journalId))
    : await settle(underWay, await postJournal(api, company, journalId))
}

/**
 * The lines of a journal are in local currency; the API has no field for another. Lines of employees can be written but
 * not read back, so nobody could check the journal.
 */
function unsendable({ reference, voucher }: Posting): Failure | undefined {
  const { currency, lines } = voucher
  if (!isWellFormed(reference, voucher)) return notWellFormed
  if (currency !== 'NOK')
    return {
      class: 'data',
      code: 'currency.not_supported',
      message: `Only vouchers in NOK can be sent; this one is in ${currency}.`,
    }
  if (lines.some(({ subledger }) => subledger?.kind === 'employee'))
    return {
      class: 'data',
      code: 'subledger.not_supported',
      message:
        "Business Central does not show employees' lines to applications. Map this kind of payee to an account, or to suppliers.",
    }
  return undefined
}

/** Nothing here books anything: a request that is lost, and carried out later, fills a journal that nobody posts. */
async function prepare(
  underWay: FlightUnderWay,
  { api, company }: Session,
  code: string,
): Promise<Result<void, Halt>> {
  const journal = await createJournal(api, company, code)
  if (!journal.ok) return journal
  underWay.journalId = journal.value
  const written = await addLines(api, company, underWay.journalId, underWay.lines)
  if (!written.ok) return written
  const dimensions = await addDimensions(api, company, underWay.lines)
  if (!dimensions.ok) return dimensions
  const checked = await checkJournal(api, company, underWay.journalId, underWay.lines)
  if (!checked.ok) return checked
  return api.signal.aborted ? err({ failure: late }) : ok(undefined)
}

const late: Failure = {
  class: 'transient',
  code: 'vendor.timeout',
  message: 'Preparing the journal took too long; it was not posted.',
}
