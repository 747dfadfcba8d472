import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Alert } from '#domain/alert.ts'
import { acknowledge, snooze } from '#domain/notice.ts'
import type { AlertBook } from './ports/alert-book.ts'
import type { FactStore } from './ports/fact-store.ts'
import type { Inbox } from './ports/inbox.ts'

interface Deps {
  readonly book: AlertBook
  readonly inbox: Inbox
  readonly facts: Pick<FactStore, 'seeTo'>
  readonly clock: Clock
}

/** A person acts on one alert. */
export interface Act {
  readonly alertId: string
  readonly userId: string
  /** Whether the person's role allows it in the organisation of the alert. */
  readonly mayAct: (organizationId: string | undefined) => boolean
}

const unknownAlert: Refusal = { kind: 'missing', code: 'alert.not_found' }
const missingRole: Refusal = { kind: 'forbidden', code: 'access.role_missing' }
const over: Refusal = { kind: 'conflict', code: 'alert.over' }

/** Marks an alert as seen. Of what only a person can tell it is the word that it was seen to. */
export const createAcknowledge = (deps: Deps) => async (act: Act) => {
  let settles: string | undefined
  const acknowledged = await change(deps, act, (alert, now) => {
    settles = alert.rule === 'posted_twice' ? alert.organizationId : undefined
    return acknowledge(alert, act.userId, now)
  })
  // Whoever is killed in between is still asked.
  if (acknowledged.ok && settles !== undefined)
    await deps.facts.seeTo(settles, deps.clock.now().getTime())
  return acknowledged
}

export const createSnooze = (deps: Deps) => (act: Act, hours: number) =>
  change(deps, act, (alert, now) => snooze(alert, act.userId, now + hours * 3_600_000, now))

/** Marks an alert as read by the user alone. */
export const createRead =
  ({ inbox, clock }: Deps) =>
  async ({
    alertId,
    userId,
  }: Pick<Act, 'alertId' | 'userId'>): Promise<Result<string, Refusal>> => {
    if (!(await inbox.find(alertId, userId))) return err(unknownAlert)
    await inbox.noteRead(alertId, userId, clock.now().getTime())
    return ok(alertId)
  }

async function change(
  { book, inbox, clock }: Deps,
  { alertId, userId, mayAct }: Act,
  decide: (alert: Alert, now: number) => ReturnType<typeof acknowledge>,
): Promise<Result<string, Refusal>> {
  const now = clock.now().getTime()
  const changed = await book.change<Result<string, Refusal>>(alertId, async (unit) => {
    if (!mayAct(unit.alert.organizationId)) return err(missingRole)
    if (unit.alert.resolvedAt !== undefined) return err(over)
    const { alert, notice } = decide(unit.alert, now)
    await unit.save([alert])
    // What was told to nobody has nobody who waits for news of it.
    if (alert.told) unit.tell({ notice, records: await unit.records(), isForPlatform: false })
    return ok(alertId)
  })
  if (!changed) return err(unknownAlert)
  if (changed.ok) await inbox.noteRead(alertId, userId, now)
  return changed
}
