import { stopsLane, type Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { answerOf, type Answer, type Heard } from './answers.ts'
import { itemsTold } from './array-items.ts'
import { atMost } from './at-most.ts'
import type { Reply } from './client.ts'
import type { Arrays } from './credentials.ts'
import type { Session } from './session.ts'
import { bodyOfMany } from './template.ts'

/** What a flight hears on its way. */
export interface Hearing {
  /** Why nothing more may be sent. */
  mayNot(): Failure | undefined
  /** Of one request, whatever number of vouchers it had. */
  answered(answer: Answer): void
  stop(failure: Failure): void
  readonly heard: Map<string, Heard>
  readonly told: Map<string, LedgerAnswer>
}

/** Sends vouchers many at a time. */
export async function sendArrays(
  session: Session,
  arrays: Arrays,
  postings: readonly Posting[],
  hearing: Hearing,
): Promise<void> {
  const { evaluate, connection } = session
  const { decimals, endpoint } = connection
  const { template, isAtomic } = arrays
  const { heard, told } = hearing

  async function send(part: readonly Posting[]): Promise<void> {
    const body = await bodyOfMany(evaluate, { template, decimals }, part)
    if (!body.ok && body.error.class !== 'data') {
      if (stopsLane(body.error)) hearing.stop(body.error)
      return all(part, { kind: 'unsent', failure: body.error })
    }
    if (!body.ok) return await split(part, body.error)
    const failure = hearing.mayNot()
    if (failure) return all(part, { kind: 'unsent', failure })
    const reply = await session.postMany(arrays.url, body.value)
    const answer = answerOf(reply, undefined, endpoint)
    hearing.answered(answer)
    await take(part, reply, answer.heard)
  }

  async function take(part: readonly Posting[], reply: Reply, one: Heard): Promise<void> {
    const references = part.map(({ reference }) => reference)
    if (reply.kind === 'answered' && reply.answer)
      for (const reference of references) told.set(reference, reply.answer)
    if (one.kind === 'taken') return put(await itemsTold(evaluate, arrays, one, references))
    if (one.kind !== 'refused') return all(part, one)
    if (part.length === 1 || isAtomic) return await split(part, one.failure)
    const { status, location, text: json } = reply as Extract<Reply, { kind: 'answered' }>
    put(await itemsTold(evaluate, arrays, { status, location, json }, references))
  }

  /** Nothing of them was booked: in halves, until what is wrong stands alone. */
  async function split(part: readonly Posting[], failure: Failure): Promise<void> {
    if (part.length === 1) return all(part, { kind: 'refused', failure })
    const half = Math.ceil(part.length / 2)
    await send(part.slice(0, half))
    await send(part.slice(half))
  }

  const all = (part: readonly Posting[], one: Heard) => {
    for (const { reference } of part) heard.set(reference, one)
  }
  const put = (items: ReadonlyMap<string, Heard>) => {
    for (const [reference, one] of items) heard.set(reference, one)
  }
  await atMost(session.requestsAtOnce, partsOf(postings, arrays), send)
}

/**
 * Where a refusal of all may follow the booking of some, all of them are in doubt. What was so once goes alone: else the
 * one that is wrong would bring the others into doubt again and again.
 */
function partsOf(
  postings: readonly Posting[],
  { most, isAtomic }: Arrays,
): readonly (readonly Posting[])[] {
  const together = isAtomic ? postings : postings.filter(({ isFresh }) => isFresh)
  const alone = isAtomic ? [] : postings.filter(({ isFresh }) => !isFresh)
  const parts = Array.from({ length: Math.ceil(together.length / most) }, (_, at) =>
    together.slice(at * most, (at + 1) * most),
  )
  return [...parts, ...alone.map((posting) => [posting])]
}
