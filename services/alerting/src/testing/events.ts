import { AuditChecked } from '@bilagsbro/events/audit-checked'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { goldenExample } from '@bilagsbro/events/golden-example'
import {
  ConnectorResumed,
  ConnectorSuspended,
  SyncDoubled,
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncQueued,
  SyncSucceeded,
} from '@bilagsbro/events/sync'

export const minute = 60_000
export const hour = 60 * minute
const day = 24 * hour

const iso = (at: number) => new Date(at).toISOString()

const golden = <D extends EventDefinition>(definition: D) =>
  goldenExample(definition).value as DataOf<D>

/** An event of a record; its sequence is its moment, as the orchestrator draws it. */
const ofRecord = (organizationId: string, recordId: string, at: number) => ({
  organizationId,
  recordId,
  revision: 1,
  at: iso(at),
  sequence: at,
})

const blocked = {
  class: 'data',
  code: 'account.blocked',
  message: 'The account 7140 is blocked.',
  subject: { kind: 'account', value: '7140' },
} as const satisfies SyncFailed['failure']

type Fields<E> = Partial<E>

/** Events of one organisation, by how long ago they happened. */
export const eventsOf = (organizationId: string, now = Date.now()) => ({
  configured: (
    fields: Fields<ConnectorConfigured['connector'] & object> = {},
    version = 1,
    ago = 90 * day,
  ) => ({
    ...golden(ConnectorConfigured),
    organizationId,
    organizationName: organizationId.toUpperCase(),
    version,
    changedAt: iso(now - ago),
    connector: { ...golden(ConnectorConfigured).connector!, enabled: true, ...fields },
  }),
  queued: (
    recordId: string,
    ago: number,
    reason: Fields<SyncQueued['reason']> = {},
  ): SyncQueued => ({
    ...ofRecord(organizationId, recordId, now - ago),
    reason: { code: 'mapping_missing', ...reason },
  }),
  failed: (recordId: string, ago: number, fields: Fields<SyncFailed> = {}): SyncFailed => ({
    ...golden(SyncFailed),
    ...ofRecord(organizationId, recordId, now - ago),
    failure: blocked,
    ...fields,
  }),
  succeeded: (
    recordId: string,
    ago: number,
    fields: Fields<SyncSucceeded> = {},
  ): SyncSucceeded => ({
    ...golden(SyncSucceeded),
    ...ofRecord(organizationId, recordId, now - ago),
    ...fields,
  }),
  handled: (recordId: string, ago: number): SyncHandled => ({
    ...ofRecord(organizationId, recordId, now - ago),
    reason: 'by_person',
  }),
  overdue: (recordId: string, ago: number): SyncOverdue => ({
    ...golden(SyncOverdue),
    ...ofRecord(organizationId, recordId, now - ago),
  }),
  doubled: (recordId: string, ago: number, fields: Fields<SyncDoubled> = {}): SyncDoubled => ({
    ...golden(SyncDoubled),
    ...ofRecord(organizationId, recordId, now - ago),
    ...fields,
  }),
  checked: (ago: number, intact: boolean): AuditChecked => ({
    organizationId,
    at: iso(now - ago),
    sequence: now - ago,
    intact,
    ...(!intact && { fault: 'entry_changed', number: 3 }),
  }),
  suspended: (ago: number): ConnectorSuspended => ({
    ...golden(ConnectorSuspended),
    organizationId,
    at: iso(now - ago),
    sequence: now - ago,
  }),
  resumed: (ago: number): ConnectorResumed => ({
    ...golden(ConnectorResumed),
    organizationId,
    at: iso(now - ago),
    sequence: now - ago,
  }),
})
