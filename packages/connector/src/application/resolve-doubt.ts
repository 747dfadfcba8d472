import type { Clock } from '@bilagsbro/kernel/clock'
import { afterAbsent, horizonOf, nextLook } from '#domain/doubt.ts'
import { holdAfterLook, mayBegin } from '#domain/flight.ts'
import type { Settlement } from '#domain/posting.ts'
import type { Failure } from '#domain/voucher.ts'
import { callWithin } from './call.ts'
import type { Deadlines, TimeLeft } from './deadlines.ts'
import type { AccountingConnector, Connection, Found } from './ports/accounting-connector.ts'
import type { DoubtStore, Look } from './ports/doubt-store.ts'
import type { Observer } from './ports/observer.ts'
import type { WorkerSettings } from './ports/worker-settings.ts'
import { countKinds } from './send-flight.ts'

interface Deps {
  readonly connector: AccountingConnector
  readonly doubts: Pick<DoubtStore, 'concludeLook'>
  readonly observer: Observer
  readonly clock: Clock
  readonly within: Deadlines
  readonly settings: WorkerSettings
}

export type ResolveDoubt = ReturnType<typeof createResolveDoubt>

/** Makes one look-up for a flight in doubt, and takes in what follows from it. */
export function createResolveDoubt(deps: Deps) {
  const { connector, doubts, observer, clock, within, settings } = deps
  const { limits } = connector
  const pauseFor = ({ doubt, lookedAt }: Look) =>
    nextLook(doubt, lookedAt, limits, settings.lookPauseMs).getTime() - lookedAt.getTime()

  return async (
    look: Look,
    connection: Connection,
    leaseLeft: TimeLeft,
  ): Promise<{ failure?: Failure | undefined }> => {
    const replays = connector.settlesBy(connection) === 'replay'
    const answer = await (replays
      ? replayAll(look, connection, leaseLeft)
      : findAll(look, connection))
    const settlements = new Map<string, Settlement>()
    if (!answer.ok) {
      const holdMs = holdAfterLook(answer.failure, clock.now())
      const rest = { revoked: false, nextInMs: pauseFor(look), holdMs }
      await doubts.concludeLook(look, settlements, rest)
      return { failure: answer.failure }
    }
    for (const [reference, there] of answer.found) settlements.set(reference, settlementOf(there))
    const absent = look.postings.filter(({ reference }) => !settlements.has(reference))
    // What was replayed may be in the ledger for all that anybody knows: it is never sent as if it were not.
    const next =
      absent.length > 0 && !replays ? afterAbsent(look.doubt, look.lookedAt, limits) : undefined
    const revoked = next === 'revoke' && (await revoke(look, connection, leaseLeft))
    if (next === 'send_again')
      for (const { reference } of absent) settlements.set(reference, { kind: 'queued', tries: 0 })
    const nextInMs = revoked ? settings.pollMs : pauseFor(look)
    await doubts.concludeLook(look, settlements, { revoked, nextInMs, holdMs: 0 })
    observer.lookConcluded(look.organizationId, countKinds([...settlements.values()]))
    return {}
  }

  async function findAll(
    { postings }: Look,
    connection: Connection,
  ): Promise<
    { ok: true; found: ReadonlyMap<string, Found> } | { ok: false; failure?: Failure | undefined }
  > {
    try {
      const found = await callWithin(limits.callTimeoutMs, (signal) =>
        connector.find(postings, connection, signal),
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
        connector.replay!(flight, connection, signal),
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

  async function revoke(look: Look, connection: Connection, leaseLeft: TimeLeft) {
    if (!mayBegin(leaseLeft(), limits)) return false
    try {
      const revoked = await callWithin(limits.callTimeoutMs, (signal) =>
        connector.revoke(look.plan, connection, signal),
      )
      return revoked.ok
    } catch (error) {
      observer.fault('revoke', error)
      return false
    }
  }
}

const settlementOf = (found: Found): Settlement =>
  'failure' in found ? { kind: 'refused', failure: found.failure } : found
