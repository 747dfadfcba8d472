import type { Failure } from '@bilagsbro/booking/failure'
import type { FlightOutcome } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { blame } from './blame.ts'
import { errorOf } from './failures.ts'
import { isRefusal, linesLeft } from './journal.ts'
import { documentsOf, numberedOf } from './lookup.ts'
import type { Reply } from './odata.ts'
import { setupFault } from './setup-faults.ts'
import {
  adopt,
  discard,
  doubt,
  giveBack,
  missing,
  referencesOf,
  type FlightUnderWay,
} from './flight-under-way.ts'

/** Pauses before looking again for vouchers that Business Central says it posted, in milliseconds. */
const looks = [0, 200, 500, 1000, 2000, 4000]

export async function settle(underWay: FlightUnderWay, reply: Reply): Promise<FlightOutcome> {
  if (reply.kind === 'answered') underWay.answer = reply.answer
  if (reply.kind === 'answered' && !reply.failure) return await confirm(underWay)
  const failure = reply.failure!
  if (reply.kind === 'lost' && reply.arrived === 'no') return await giveBack(underWay, { failure })
  if (reply.kind === 'answered' && neverRan.has(reply.status))
    return await giveBack(underWay, { failure })
  if (reply.kind === 'answered' && isNo(reply.status))
    return await explain(underWay, failure, errorOf(reply.body).message)
  // The posting may be done, under way, or never have begun; vouchers that show by now may still be rolled back.
  return doubt(underWay, failure)
}

export const isNo = (status: number) => status >= 400 && status < 500 && status !== 408

/** Answered before anything is run: no right, or too many requests. */
export const neverRan = new Set([401, 403, 429])

/** "Posted" may only mean "queued" (job queue), and a number series may have renamed the documents. Only the ledger counts. */
async function confirm(underWay: FlightUnderWay): Promise<FlightOutcome> {
  const { api, company } = underWay.session
  let unread: Failure | undefined
  for (const pause of looks) {
    if (pause > 0) await underWay.wait(pause, api.signal)
    if (api.signal.aborted) return doubt(underWay, notYetVisible, true)
    // The second mark is only searched for where the number does not show at once.
    const seen = await adopt(underWay, pause > 0 ? documentsOf : numberedOf)
    unread = seen.ok ? undefined : seen.error
    if (missing(underWay).length === 0) {
      // The journal is empty, but would stay in everybody's list of journals.
      await discard(underWay)
      return { outcomes: underWay.outcomes }
    }
  }
  if (unread) return doubt(underWay, unread, true)
  const left = await linesLeft(api, company, underWay.journalId, referencesOf(missing(underWay)))
  const stop = left.ok && left.value === 0 ? notShown : notImmediate
  return { ...doubt(underWay, stop, true), stop }
}

const notYetVisible: Failure = {
  class: 'transient',
  code: 'posting.not_visible',
  message: 'Business Central says that it posted, but the ledger does not show it yet.',
}
const notImmediate: Failure = {
  class: 'config',
  code: 'posting.not_immediate',
  message:
    'Business Central accepted the posting but did not carry it out: "Post with Job Queue" must be off for general journals.',
}
const notShown: Failure = {
  class: 'config',
  code: 'posting.not_found',
  message:
    'Business Central emptied the journal, but the ledger shows nothing with our references, neither as document numbers nor in descriptions. Look for the vouchers there before anything is sent again: they must keep their document numbers or their descriptions.',
}

/** A refusal can follow the commit. It counts only if the ledger has no voucher and the journal still has all lines. */
async function explain(
  underWay: FlightUnderWay,
  failure: Failure,
  message: string,
): Promise<FlightOutcome> {
  const { api, company } = underWay.session
  const there = await documentsOf(api, company, underWay.postings)
  const left = there.ok
    ? await linesLeft(api, company, underWay.journalId, referencesOf(underWay.postings))
    : there
  const nothingPosted =
    there.ok && there.value.size === 0 && left.ok && left.value === underWay.lines.length
  if (!nothingPosted) return doubt(underWay, failure)
  if (!isRefusal(failure)) return await giveBack(underWay, { failure })
  const setup = setupFault(failure, message, underWay.postings, underWay.session.balanceDimensions)
  if (setup) return await giveBack(underWay, { failure: setup })
  const culprits = blame(failure, message, underWay.postings, underWay.lines)
  return await giveBack(underWay, {
    refused: new Map(culprits.map(({ reference }) => [reference, failure])),
  })
}
