import { suspends, type Failure } from '@bilagsbro/booking/failure'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Result } from '@bilagsbro/kernel/result'
import {
  afterMissing,
  pauseAfterLook,
  pauseWhileUnseen,
  type FollowUpPolicy,
} from '#domain/follow-up.ts'
import { throttleAfterLook } from '#domain/flight.ts'
import { callWithin } from './call.ts'
import type { AccountingSystem, Connection, Found } from './ports/accounting-system.ts'
import type {
  FollowedPosting,
  FollowedUp,
  FollowUpLook,
  FollowUpStore,
} from './ports/follow-up-store.ts'
import type { Observer } from './ports/observer.ts'
import { countKinds } from './send-flight.ts'
import { takeIn } from './take-in.ts'
import { tellTwice } from './told-twice.ts'

interface Deps {
  readonly system: AccountingSystem
  readonly followUps: Pick<FollowUpStore, 'concludeFollowUp'>
  readonly observer: Observer
  readonly clock: Clock
  readonly passes: (error: unknown) => boolean
}

export type FollowUp = ReturnType<typeof createFollowUp>

/** Makes one look-up for an organisation's delivered postings, and concludes it. */
export function createFollowUp({ system, followUps, observer, clock, passes }: Deps) {
  return async (
    look: FollowUpLook,
    connection: Connection,
    policy: FollowUpPolicy | undefined,
  ): Promise<{ failure?: Failure | undefined; stop?: Failure | undefined }> => {
    const answer = await findAll(look, connection)
    const failure = answer?.ok === false ? answer.error : undefined
    if (answer?.ok) tellTwice(observer, answer.value)
    const found = new Map(
      look.postings.map((posting): [string, FollowedUp] => [
        posting.reference,
        answer?.ok
          ? followedUp(posting, answer.value.get(posting.reference), look.lookedAt, policy)
          : putOff(posting, failure, policy),
      ]),
    )
    const throttleMs = throttleAfterLook(failure, clock.now())
    await takeIn({ observer, passes }, 'conclude', found, (part) =>
      followUps.concludeFollowUp(look, part, throttleMs),
    )
    observer.followedUp(look.organizationId, countKinds([...found.values()]))
    return { failure, ...(failure && suspends(failure) && { stop: failure }) }
  }

  async function findAll(
    { postings }: FollowUpLook,
    connection: Connection,
  ): Promise<Result<ReadonlyMap<string, Found>, Failure> | undefined> {
    try {
      return await callWithin(system.limits.callTimeoutMs, (signal) =>
        system.find(postings, connection, signal),
      )
    } catch (error) {
      observer.fault('follow-up', error)
      return undefined
    }
  }

  /** A look that did not reach the ledger proves nothing. */
  function putOff(
    { followed: { looks, absentSince, isUnseen } }: FollowedPosting,
    failure: Failure | undefined,
    policy: FollowUpPolicy | undefined,
  ): FollowedUp {
    const told = failure?.retryAfter ? Date.parse(failure.retryAfter) - clock.now().getTime() : 0
    const usual = isUnseen || !policy ? pauseWhileUnseen(looks) : pauseAfterLook(looks, policy)
    const inMs = usual === undefined ? undefined : Math.max(told, usual)
    return { kind: 'look_later', inMs, absentSince }
  }
}

function followedUp(
  { followed }: FollowedPosting,
  found: Found | undefined,
  lookedAt: Date,
  policy: FollowUpPolicy | undefined,
): FollowedUp {
  if (followed.isUnseen || !policy)
    return found && 'voucher' in found
      ? found
      : { kind: 'look_later', inMs: pauseWhileUnseen(followed.looks) }
  if (!found) {
    const next = afterMissing(followed, lookedAt, policy)
    return next.kind === 'rejected' ? { kind: 'refused', failure: deleted } : next
  }
  // The voucher was delivered before: only the class `rejected_in_ledger` takes that back.
  if ('failure' in found)
    return { kind: 'refused', failure: { ...found.failure, class: 'rejected_in_ledger' } }
  return found.kind === 'posted'
    ? found
    : { kind: 'look_later', inMs: pauseAfterLook(followed.looks, policy) }
}

const deleted: Failure = {
  class: 'rejected_in_ledger',
  code: 'voucher.rejected_in_ledger',
  message:
    'Somebody deleted the voucher in the accounting system before it was booked. Send it again, or mark it as handled.',
}
