import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import type { EventDefinition } from '@bilagsbro/events/define-event'
import { readRecord } from '@bilagsbro/events/read-record'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import {
  ConnectorResumed,
  ConnectorSuspended,
  SyncCompleted,
  SyncFailed,
  SyncHandled,
  SyncQueued,
  SyncStarted,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import type { Clock } from '@bilagsbro/kernel/clock'
import { idOf } from '@bilagsbro/kernel/name'
import { on, type Received } from '@bilagsbro/messaging/consumer'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import type { EntityManager } from '@mikro-orm/postgresql'
import { traceIdOf, writeLog, type LogEntry } from './audit/sync-log.ts'
import type { UnknownOrganizations } from './known-organizations.ts'
import { applyBreaker, applyConfigured, applySuccesses } from './projections/organizations.ts'
import { applyChanges, showApproved } from './projections/records.ts'
import { applyRuns } from './projections/runs.ts'

interface Deps {
  readonly orm: Database
  readonly clock: Clock
  readonly unknownOrganizations: UnknownOrganizations
}

/** Events are of every organisation. */
const commit = (orm: Database, work: (em: EntityManager) => Promise<void>) =>
  withinScope('all', () => orm.em.fork().transactional(work))

/** A projection and its log entry commit together, so that a repeat changes neither. */
const projectIn =
  (orm: Database) =>
  <D extends EventDefinition>(
    definition: D,
    show: (em: EntityManager, events: Received<D>[]) => Promise<unknown>,
    entry: (event: Received<D>) => LogEntry,
  ) =>
    on(definition, (events) =>
      commit(orm, async (em) => {
        await show(em, events)
        await writeLog(em, events.map(entry))
      }),
    )

/** Read by a consumer of its own, so that the other one can wait for it. */
export function connectorHandlers(orm: Database) {
  const project = projectIn(orm)
  return [
    project(
      ConnectorConfigured,
      (em, events) => applyConfigured(em, dataOf(events)),
      ({ data, traceparent }) => ({
        ...about(data, data.organizationId, data.version, data.changedAt, traceparent),
        kind: ConnectorConfigured.type,
        status: 'configured',
        actor: data.changedBy,
        code: data.connector?.type,
        mappingVersion: data.mapping.version,
      }),
    ),
  ]
}

/** Every other event that is shown or logged. */
export function handlers({ orm, clock, unknownOrganizations }: Deps) {
  const project = projectIn(orm)
  return [
    project(
      ConnectorToggled,
      async () => {},
      ({ data, traceparent }) => ({
        ...about(data, data.organizationId, data.version, data.changedAt, traceparent),
        kind: ConnectorToggled.type,
        status: data.enabled ? 'enabled' : 'disabled',
        actor: data.changedBy,
        code: data.connector,
        message: data.reason,
      }),
    ),
    project(
      ConnectorSuspended,
      (em, events) => applyBreaker(em, dataOf(events)),
      ({ data, traceparent }) => ({
        ...about(data, data.organizationId, data.sequence, data.at, traceparent),
        kind: ConnectorSuspended.type,
        status: 'suspended',
        code: data.cause.code,
        message: data.cause.message,
      }),
    ),
    project(
      ConnectorResumed,
      (em, events) => applyBreaker(em, dataOf(events)),
      ({ data, traceparent }) => ({
        ...about(data, data.organizationId, data.sequence, data.at, traceparent),
        kind: ConnectorResumed.type,
        status: 'resumed',
      }),
    ),
    approved({ orm, clock, unknownOrganizations }),
    project(
      SyncQueued,
      (em, events) =>
        applyChanges(
          em,
          dataOf(events).map((data) => ({ ...data, status: waitingStatus(data) })),
          clock.now(),
        ),
      ({ data, traceparent }) => ({
        ...about(data, data.recordId, data.sequence, data.at, traceparent),
        kind: SyncQueued.type,
        status: waitingStatus(data),
        code: data.reason.code,
      }),
    ),
    project(
      SyncSucceeded,
      async (em, events) => {
        const changes = dataOf(events)
        const first = await applyChanges(
          em,
          changes.map(({ outcome, attempt, ...data }) => ({
            ...data,
            status: outcome,
            attempts: attempt,
          })),
          clock.now(),
        )
        await applySuccesses(em, changes, first)
      },
      ({ data, traceparent }) => ({
        ...about(data, data.recordId, data.sequence, data.at, traceparent),
        kind: SyncSucceeded.type,
        status: data.outcome,
        attempt: data.attempt,
        reference: data.reference,
        voucherNumber: data.voucher.number,
        mappingVersion: data.mappingVersion,
      }),
    ),
    project(
      SyncFailed,
      (em, events) =>
        applyChanges(
          em,
          dataOf(events).map(({ attempt, ...data }) => ({
            ...data,
            status: data.nextAttemptAt ? 'retry_scheduled' : 'failed',
            attempts: attempt,
          })),
          clock.now(),
        ),
      ({ data, traceparent }) => ({
        ...about(data, data.recordId, data.sequence, data.at, traceparent),
        kind: SyncFailed.type,
        status: 'failed',
        attempt: data.attempt,
        code: data.failure.code,
        message: data.failure.message,
        reference: data.reference,
        mappingVersion: data.mappingVersion,
      }),
    ),
    project(
      SyncHandled,
      (em, events) =>
        applyChanges(
          em,
          dataOf(events).map(({ reason, ...data }) => ({
            ...data,
            reason: { code: reason },
            status: 'handled',
          })),
          clock.now(),
        ),
      ({ data, traceparent }) => ({
        ...about(data, data.recordId, data.sequence, data.at, traceparent),
        kind: SyncHandled.type,
        status: 'handled',
        actor: data.by,
        code: data.reason,
        message: data.note,
      }),
    ),
    project(
      SyncStarted,
      (em, events) => applyRuns(em, dataOf(events)),
      ({ data, traceparent }) => ({
        ...about(data, data.runId, data.sequence, data.startedAt, traceparent),
        kind: SyncStarted.type,
        status: 'started',
        actor: data.actor,
        code: data.trigger,
      }),
    ),
    project(
      SyncCompleted,
      (em, events) => applyRuns(em, dataOf(events)),
      ({ data, traceparent }) => ({
        ...about(data, data.runId, data.sequence, data.completedAt, traceparent),
        kind: SyncCompleted.type,
        status: 'completed',
        actor: data.actor,
        message: JSON.stringify(data.counts),
      }),
    ),
  ]
}

function approved({ orm, clock, unknownOrganizations }: Deps) {
  return on(
    RecordApproved,
    async (events) => {
      const sound = events.flatMap(({ data, traceparent }) => {
        const read = readRecord(data)
        return read.ok ? [{ data: read.value, traceparent }] : []
      })
      const unknown = await unknownOrganizations(sound.map(({ data }) => data.organizationId))
      await commit(orm, async (em) => {
        await showApproved(em, dataOf(sound), { now: clock.now(), unknown })
        await writeLog(
          em,
          sound.map(({ data, traceparent }) => ({
            ...about(data, data.recordId, 0, data.approvedAt, traceparent),
            kind: RecordApproved.type,
            status: 'approved',
            actor: data.approvedBy,
          })),
        )
      })
    },
    { invalid: 'skip' },
  )
}

const waitingStatus = ({ reason }: SyncQueued) =>
  reason.code === 'in_doubt' ? 'in_doubt' : 'pending'

const dataOf = <D>(events: readonly { readonly data: D }[]): D[] => events.map(({ data }) => data)

const about = (
  data: { readonly organizationId: string; readonly revision?: number },
  subject: string,
  sequence: number,
  at: string,
  traceparent: string | undefined,
) => ({
  organizationId: data.organizationId,
  subject: idOf(subject),
  revision: data.revision ?? 0,
  sequence,
  at,
  traceId: traceIdOf(traceparent),
})
