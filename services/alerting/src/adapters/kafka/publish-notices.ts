import { AlertRaised, AlertResolved, AlertUpdated } from '@bilagsbro/events/alert'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Emit, Outbox } from '@bilagsbro/messaging/outbox'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { Told } from '#application/ports/alert-book.ts'
import type { Alert } from '#domain/alert.ts'
import { linkOf } from '#domain/link.ts'
import { textOf } from '#domain/words/text.ts'

/** Transactions whose notices are published when they are committed. */
export const transactWith =
  (outbox: Pick<Outbox, 'transaction'>, clock: Clock) =>
  <T>(work: (em: EntityManager, tell: (told: Told) => void) => Promise<T>): Promise<T> =>
    outbox.transaction((em, emit) => work(em, (told) => publish(emit, told, clock.now())))

function publish(emit: Emit, told: Told, now: Date): void {
  const { notice } = told
  const data = { ...common(told, now), notify: true }
  const { resolvedAt, end, snoozed } = notice.alert
  switch (notice.kind) {
    case 'raised':
      return emit(AlertRaised, data)
    case 'resolved':
      return emit(AlertResolved, { ...data, resolvedAt: iso(resolvedAt!), how: end! })
    case 'updated': {
      const { change, notify, by } = notice
      const until = snoozed && { until: iso(snoozed.until) }
      return emit(AlertUpdated, {
        ...data,
        notify,
        change,
        ...(by !== undefined && { by }),
        ...until,
      })
    }
  }
}

function common({ notice: { alert }, records, isForPlatform }: Told, now: Date) {
  const { id: alertId, organizationId, rule, cause, sequence, affected, remaining } = alert
  return {
    alertId,
    sequence,
    at: now.toISOString(),
    ...(organizationId !== undefined && { organizationId }),
    rule,
    cause,
    audience: audienceOf(alert, isForPlatform),
    raisedAt: iso(alert.raisedAt),
    affected,
    remaining,
    records: [...records],
    text: textOf(alert),
    link: linkOf(alert),
  }
}

function audienceOf({ organizationId }: Alert, isForPlatform: boolean) {
  if (organizationId === undefined) return ['global_admin' as const]
  return ['org_admin' as const, ...(isForPlatform ? ['global_admin' as const] : [])]
}

const iso = (at: number) => new Date(at).toISOString()
