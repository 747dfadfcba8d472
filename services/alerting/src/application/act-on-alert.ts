import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { versionOf } from '#domain/alert.ts'
import { acknowledge, snooze } from '#domain/notice.ts'
import type { AlertBook, AlertUnit } from './ports/alert-book.ts'
import type { Inbox } from './ports/inbox.ts'

interface Deps {
  readonly book: AlertBook
  readonly inbox: Inbox
  readonly clock: Clock
}

/** A person acts on one alert. */
export interface Act {
  readonly alertId: string
  readonly userId: string
  /** The version that the person saw. What settles something says which. */
  readonly seenVersion?: string | undefined
  /** Whether the person's role allows it in the organisation of the alert. */
  readonly mayAct: (organizationId: string | undefined) => boolean
}

const unknownAlert: Refusal = { kind: 'missing', code: 'alert.not_found' }
const missingRole: Refusal = { kind: 'forbidden', code: 'access.role_missing' }
const over: Refusal = { kind: 'conflict', code: 'alert.over' }
const changed: Refusal = { kind: 'stale', code: 'alert.changed_meanwhile' }
const versionMissing: Refusal = { kind: 'invalid', code: 'alert.version_missing' }

/** Marks an alert as seen. Of what only a person can tell it is the word that what they saw was seen to. */
export const createAcknowledge = (deps: Deps) => (act: Act) =>
  change(deps, act, async (unit, now) => {
    if (unit.alert.rule === 'posted_twice') {
      if (act.seenVersion === undefined) return err(versionMissing)
      if (!(await unit.seeTo(now))) return err(changed)
    }
    return ok(acknowledge(unit.alert, act.userId, now))
  })

export const createSnooze = (deps: Deps) => (act: Act, hours: number) =>
  change(deps, act, async ({ alert }, now) =>
    ok(snooze(alert, act.userId, now + hours * 3_600_000, now)),
  )

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
  { alertId, userId, mayAct, seenVersion }: Act,
  decide: (
    unit: AlertUnit,
    now: number,
  ) => Promise<Result<ReturnType<typeof acknowledge>, Refusal>>,
): Promise<Result<string, Refusal>> {
  const now = clock.now().getTime()
  const done = await book.change<Result<string, Refusal>>(alertId, async (unit) => {
    if (!mayAct(unit.alert.organizationId)) return err(missingRole)
    if (unit.alert.resolvedAt !== undefined) return err(over)
    if (seenVersion !== undefined && seenVersion !== versionOf(unit.alert)) return err(changed)
    const decided = await decide(unit, now)
    if (!decided.ok) return decided
    const { alert, notice } = decided.value
    await unit.save([alert])
    // What was told to nobody has nobody who waits for news of it.
    if (alert.told) unit.tell({ notice, records: await unit.records(), isForPlatform: false })
    return ok(alertId)
  })
  if (!done) return err(unknownAlert)
  if (done.ok) await inbox.noteRead(alertId, userId, now)
  return done
}
