import { suspends, type Failure } from '@bilagsbro/booking/failure'
import type { Clock } from '@bilagsbro/kernel/clock'
import { afterLook, afterWord, horizonOf, nextLook, type Seen } from '#domain/doubt.ts'
import { throttleAfterLook, mayBegin } from '#domain/flight.ts'
import type { Finding } from '#domain/posting.ts'
import { callWithin } from './call.ts'
import type { Deadlines, TimeLeft } from './deadlines.ts'
import type { AccountingSystem, Connection, Found } from './ports/accounting-system.ts'
import type { DoubtStore, Look } from './ports/doubt-store.ts'
import type { Observer } from './ports/observer.ts'
import type { WorkerSettings } from './ports/worker-settings.ts'
import { countKinds } from './send-flight.ts'
import { takeIn } from './take-in.ts'
import { tellTwice } from './told-twice.ts'

interface Deps {
  readonly system: AccountingSystem
  readonly doubts: Pick<DoubtStore, 'concludeLook'>
  readonly observer: Observer
  readonly clock: Clock
  readonly within: Deadlines
  readonly settings: WorkerSettings
  readonly passes: (error: unknown) => boolean
}

interface LookEnd {
  /** The look-up failed: the connection may be another by now. */
  readonly failure?: Failure | undefined
  /** The failure stops the lane, too. */
  readonly stop?: Failure | undefined
}

export type ResolveDoubt = ReturnType<typeof createResolveDoubt>

/** Makes one look-up for a flight in doubt, and concludes it. */
export function createResolveDoubt(deps: Deps) {
  const { system, doubts, observer, clock, within, settings } = deps
  // However quick a ledger is, two looks at the same moment are one.
  const moveMs = Math.max(system.limits.moveMs ?? 0, settings.lookPauseMs)
  const limits = { ...system.limits, moveMs }
  const pauseFor = ({ doubt, lookedAt }: Look) =>
    nextLook(doubt, lookedAt, limits, settings.lookPauseMs).getTime() - lookedAt.getTime()

  return async (look: Look, connection: Connection, leaseLeft: TimeLeft): Promise<LookEnd> => {
    const settledBy = system.settlesBy(connection)
    const replays = settledBy === 'replay'
    if (settledBy !== 'look_up') {
      const believed = afterWord(look.doubt, look.postings, limits)
      if (believed.size > 0 || settledBy === 'person') return await believe(look, believed)
    }
    const answer = await (replays
      ? replayAll(look, connection, leaseLeft)
      : findAll(look, connection))
    if (!answer.ok) return await putOff(look, answer.failure, replays)
    const found = new Map(
      [...answer.found].map(([reference, there]) => [reference, seenOf(there)] as const),
    )
    tellTwice(observer, answer.found)
    // A voucher that was replayed may be in the ledger for all that anybody knows: absence proves nothing.
    const { findings, sightings, revoke } = replays
      ? { findings: found, sightings: undefined, revoke: false }
      : afterLook(look.doubt, look.postings, found, look.lookedAt, limits)
    const revoked = revoke && (await revokeAll(look, connection, leaseLeft))
    const nextInMs = revoked ? limits.moveMs : pauseFor(look)
    const rest = { revoked, nextInMs, throttleMs: 0, sightings }
    await takeIn(deps, 'conclude', findings, (part) => doubts.concludeLook(look, part, rest))
    observer.lookConcluded(look.organizationId, countKinds([...findings.values()]))
    return {}
  }

  async function believe(look: Look, findings: ReadonlyMap<string, Finding>): Promise<LookEnd> {
    const rest = { revoked: false, nextInMs: pauseFor(look), throttleMs: 0 }
    await doubts.concludeLook(look, findings, rest)
    return {}
  }

  /** The look-up failed. A failure that does not pass by itself becomes the reason of the doubt. */
  async function putOff(
    look: Look,
    failure: Failure | undefined,
    replays: boolean,
  ): Promise<LookEnd> {
    const throttleMs = throttleAfterLook(failure, clock.now())
    const findings = new Map<string, Finding>()
    if (failure && suspends(failure))
      for (const { reference } of look.postings)
        findings.set(reference, { kind: 'in_doubt', failure })
    const { sightings } = look.doubt
    const rest = {
      revoked: false,
      nextInMs: pauseFor(look),
      throttleMs,
      sightings,
      failure: failure ?? noAnswer,
    }
    await doubts.concludeLook(look, findings, rest)
    // A replay's failure of the class `config`, such as a forgotten key, is about these vouchers and no others.
    const stop = failure && suspends(failure) && !(replays && failure.class === 'config')
    return { failure, ...(stop && { stop: failure }) }
  }

  async function findAll(
    { postings }: Look,
    connection: Connection,
  ): Promise<
    { ok: true; found: ReadonlyMap<string, Found> } | { ok: false; failure?: Failure | undefined }
  > {
    try {
      const found = await callWithin(limits.callTimeoutMs, (signal) =>
        system.find(postings, connection, signal),
      )
      return found.ok ? { ok: true, found: found.value } : { ok: false, failure: found.error }
    } catch (error) {
      observer.fault('find', error)
      return { ok: false }
    }
  }

  async function replayAll(look: Look, connection: Connection, leaseLeft: TimeLeft) {
    if (!mayBegin(leaseLeft(), limits)) return { ok: false } as const
    const { flightId: id, plan, postings, doubt, lookedAt } = look
    const callLeft = within(limits.callTimeoutMs)
    const flight = { id, plan, postings, inTime: () => callLeft() > 0 }
    try {
      const replayed = await callWithin(limits.callTimeoutMs, (signal) =>
        system.replay!(flight, connection, signal),
      )
      if (!replayed.ok) return { ok: false, failure: replayed.error } as const
      // The first request may still be on its way: until the horizon, a no is not its last word.
      const final = lookedAt > horizonOf(doubt, limits)
      const told = [...replayed.value].filter(([, there]) => final || !('failure' in there))
      return { ok: true, found: new Map(told) } as const
    } catch (error) {
      observer.fault('replay', error)
      return { ok: false } as const
    }
  }

  async function revokeAll(look: Look, connection: Connection, leaseLeft: TimeLeft) {
    if (look.isForgotten) return true
    if (!mayBegin(leaseLeft(), limits)) return false
    try {
      const revoked = await callWithin(limits.callTimeoutMs, (signal) =>
        system.revoke(look.plan, connection, signal),
      )
      return revoked.ok
    } catch (error) {
      observer.fault('revoke', error)
      return false
    }
  }
}

const noAnswer = {
  code: 'look_up.no_answer',
  message: 'The look-up was not answered.',
}

const seenOf = (found: Found): Seen =>
  'failure' in found ? { kind: 'refused', failure: found.failure } : found
