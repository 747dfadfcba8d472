import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import type { Flight } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { tooLate } from '@bilagsbro/posting-engine/domain/flight'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { answerOf, type Answer, type Heard } from './answers.ts'
import { sendArrays } from './send-arrays.ts'
import { atMost } from './at-most.ts'
import type { Timing } from './timing.ts'
import type { Session } from './session.ts'
import { bodiesOf } from './template.ts'

/** The part of a call in which requests may begin; the rest is for their answers, and for looking. */
const sendingPart = 0.6
/** After so many requests without an answer of the ledger itself, and none with one, the ledger is away. */
const mostAway = 2

export interface Sent {
  readonly heard: ReadonlyMap<string, Heard>
  /** What the ledger answered, for those whose request it answered. */
  readonly answers: ReadonlyMap<string, LedgerAnswer>
  readonly stop: Failure | undefined
}

/** Sends vouchers while there is time, and ends where the ledger fails: further vouchers would only be in doubt. */
export async function sendAll(
  { callTimeoutMs }: Timing,
  { postings, inTime }: Flight,
  session: Session,
): Promise<Result<Sent, Failure>> {
  const { connection, signal } = session
  const late = AbortSignal.any([
    signal,
    AbortSignal.timeout(Math.floor(callTimeoutMs * sendingPart)),
  ])
  const answers: Answer[] = []
  const told = new Map<string, LedgerAnswer>()
  const heard = new Map<string, Heard>()
  let stop: Failure | undefined
  let halt: Failure | undefined
  const mayNot = () => {
    if (late.aborted || !inTime()) halt ??= tooLate
    return stop ?? halt
  }
  const answered = (answer: Answer) => {
    answers.push(answer)
    stop ??= answer.stop
    if (answer.away) halt ??= afterAnother
  }
  const done = () => ok({ heard, answers: told, stop: stop ?? awayAfter(answers) })
  if (connection.arrays) {
    const end = (failure: Failure) => void (stop ??= failure)
    const hearing = { mayNot, answered, stop: end, heard, told }
    await sendArrays(session, connection.arrays, postings, hearing)
    return done()
  }
  const bodies = await bodiesOf(session.evaluate, connection, postings)
  if (!bodies.ok) return bodies
  if (cannotAsk(session)) {
    const away = await isAway(session)
    if (away) return err(away)
  }
  await atMost(session.requestsAtOnce, postings, async ({ reference }) => {
    const body = bodies.value.get(reference)!
    if (!body.ok) return void heard.set(reference, { kind: 'refused', failure: body.error })
    const failure = mayNot()
    if (failure) return void heard.set(reference, { kind: 'unsent', failure })
    const reply = await session.post(body.value, reference)
    const answer = answerOf(reply, reference, connection.endpoint)
    answered(answer)
    if (reply.kind === 'answered' && reply.answer) told.set(reference, reply.answer)
    heard.set(reference, answer.heard)
  })
  return done()
}

/** Whether nobody could settle a doubt: neither a look-up, nor the ledger under the same key. */
const cannotAsk = ({ connection }: Session) => !connection.lookUp && !connection.idempotent

/** Makes a request that books nothing, before vouchers whose doubts nobody could settle: a ledger that is away would leave only doubts. */
async function isAway(session: Session): Promise<Failure | undefined> {
  const reply = await session.head(session.connection.endpoint)
  if (reply.kind === 'lost') return { ...reply.failure, class: classAway(reply.failure) }
  return reply.status >= 502 && reply.status <= 504
    ? { ...away, message: `${away.message} (${reply.status})` }
    : undefined
}
const classAway = (failure: Failure) =>
  failure.class === 'transient' ? 'unreachable' : failure.class

function awayAfter(answers: readonly Answer[]): Failure | undefined {
  const silent = answers.filter((answer) => answer.away).length
  return silent >= mostAway && silent === answers.length ? away : undefined
}

const away: Failure = {
  class: 'unreachable',
  code: 'vendor.away',
  message: 'The ledger does not answer: it is away, or something in front of it speaks for it.',
}

const afterAnother: Failure = {
  class: 'transient',
  code: 'flight.halted',
  message: 'Not sent, because it was not clear what became of another voucher.',
}
