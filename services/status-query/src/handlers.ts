import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import type { EventDefinition } from '@bilagsbro/events/define-event'
import { RecordApproved, recordProblem } from '@bilagsbro/events/record-approved'
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
import { on, type Received } from '@bilagsbro/messaging/consumer'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { EntityManager } from '@mikro-orm/postgresql'
import { traceIdOf, writeLog, type LogEntry } from './audit/sync-log.ts'
import { applyBreaker, applyConfigured, applyLastSuccess } from './projections/organizations.ts'
import { applyChanges, showApproved } from './projections/records.ts'
import { applyRuns } from './projections/runs.ts'

/** Every event that is shown or logged: its projection and its log entry commit together, so a repeat changes neither. */
export function handlers({ orm, clock }: { orm: Database; clock: Clock }) {
  const project = <D extends EventDefinition>(
    definition: D,
    show: (em: EntityManager, events: Received<D>[]) => Promise<void>,
    entry: (event: Received<D>) => LogEntry,
  ) =>
    on(
      definition,
      async (events) => {
        await orm.em.fork().transactional(async (em) => {
          await show(em, events)
          await writeLog(em, events.map(entry))
        })
      },
      // What record.approved refuses is the orchestrator's to set aside; the rest of the topics are our own.
      { invalid: definition.topic === RecordApproved.topic ? 'skip' : 'dead-letter' },
    )

  return [
    project(
      ConnectorConfigured,
      (em, events) => applyConfigured(em, dataOf(events)),
      ({ data, traceparent }) => ({
        ...about(data, data.organizationId, data.version, data.changedAt, traceparent),
        kind: ConnectorConfigured.type,
        status: 'configured',
        actor: data.changedBy,
        mappingVersion: data.mapping.version,
      }),
    ),
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
    approved({ orm, clock }),
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
        await applyChanges(
          em,
          changes.map(({ outcome, attempt, ...data }) => ({
            ...data,
            status: outcome,
            attempts: attempt,
          })),
          clock.now(),
        )
        await applyLastSuccess(em, changes)
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

function approved({ orm, clock }: { orm: Database; clock: Clock }) {
  return on(
    RecordApproved,
    async (events) => {
      const sound = events.filter(({ data }) => recordProblem(data) === undefined)
      await orm.em.fork().transactional(async (em) => {
        await showApproved(em, dataOf(sound), clock.now())
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
  subject,
  revision: data.revision ?? 0,
  sequence,
  at,
  traceId: traceIdOf(traceparent),
})
