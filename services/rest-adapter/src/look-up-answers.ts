import type { Failure } from '@bilagsbro/booking/failure'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { atMost } from './at-most.ts'
import type { Reply } from './client.ts'
import { notTheLedger } from './failures.ts'
import { parseJson } from './said.ts'
import type { Session } from './session.ts'

/** The answer to a look-up, before it is read. */
export interface Shown {
  readonly posting: Posting
  readonly status: number
  /** `null` of an empty answer. */
  readonly json: string
  /** Set for every status but 2xx. */
  readonly failure?: Failure
}

/** Bytes of one answer: a voucher has 200 lines at the most, and is shown with all that belongs to it. */
const mostShown = 256 * 1024

/** Asks for each reference; the first answer that is not a ledger's ends the look-up. */
export async function answersFor(
  session: Session,
  postings: readonly Posting[],
): Promise<Result<Shown[], Failure>> {
  const how = session.connection.lookUp!
  const answers: Shown[] = []
  let failure: Failure | undefined
  await atMost(session.requestsAtOnce, postings, async (posting) => {
    if (failure) return
    const shown = shownIn(posting, await session.get(how.urlFor(posting.reference), mostShown))
    if (shown.ok) answers.push(shown.value)
    else failure = shown.error
  })
  return failure ? err(failure) : ok(answers)
}

/** A ledger may answer 404 for an absent voucher. A gateway in front of it does so, too, but not as JSON in the ledger's form. */
function shownIn(posting: Posting, reply: Reply): Result<Shown, Failure> {
  if (reply.kind === 'lost') return err(reply.failure)
  const { status, text, failure } = reply
  const saysNo = status === 404 || status === 410
  if (failure && !saysNo) return err(failure)
  if (text !== '' && parseJson(text) === undefined) return err(notTheLedger(status))
  return ok({ posting, status, json: text || 'null', ...(failure && { failure }) })
}
