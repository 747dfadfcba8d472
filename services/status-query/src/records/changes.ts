import type {
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncQueued,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import { waitingStatus } from './record.ts'

export const queuedChange = (event: SyncQueued) => ({ ...event, status: waitingStatus(event) })

export const succeededChange = ({ outcome, attempt, ...event }: SyncSucceeded) => ({
  ...event,
  status: outcome,
  attempts: attempt,
})

export const failedChange = ({ attempt, ...event }: SyncFailed) => ({
  ...event,
  status: event.nextAttemptAt ? ('retry_scheduled' as const) : ('failed' as const),
  attempts: attempt,
})

export const handledChange = ({ reason, ...event }: SyncHandled) => ({
  ...event,
  reason: { code: reason },
  status: 'handled' as const,
})

export const overdueChange = (event: SyncOverdue) => ({
  ...event,
  reason: { code: 'overdue' } as const,
  status: 'delivered' as const,
})
