import { AuditChecked } from '@bilagsbro/events/audit-checked'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { DataOf } from '@bilagsbro/events/define-event'
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
import { idOf } from '@bilagsbro/kernel/name'
import { on } from '@bilagsbro/messaging/handler'
import type { UseCases } from '#app.ts'
import type {
  NamedBreaking,
  NamedLogCheck,
  NamedSwitch,
  RecordFact,
} from '#application/ports/fact-store.ts'
import type { Told } from '#domain/fact.ts'

type Facts = Pick<UseCases, 'facts'>

/** The state of connectors is known before anything about records is read. */
export const connectorHandlers = ({ facts }: Facts) => [
  on(ConnectorConfigured, (events) => facts.takeSwitches(events.map(({ data }) => toSwitch(data)))),
]

/** Facts alone: what they call for is judged off the road. Other services set aside what cannot be read, of the topics that they read, too. */
export const handlers = ({ facts }: Facts) => {
  const records = <D extends RecordEvent>(
    definition: D,
    tell: (data: DataOf<D>) => Told,
    options: Parameters<typeof on>[2] = skip,
  ) =>
    on(
      definition,
      (events) => facts.take(events.map(({ data }) => ({ ...keyOf(data), told: tell(data) }))),
      options,
    )
  return [
    records(SyncQueued, ({ reason: { code, nextRunAt } }) => ({
      kind: 'queued',
      reason: code,
      ...(nextRunAt !== undefined && { nextRunAt: Date.parse(nextRunAt) }),
    })),
    records(SyncFailed, toFailed),
    records(SyncHandled, () => ({ kind: 'handled' })),
    records(SyncOverdue, () => ({ kind: 'overdue' })),
    records(
      SyncDoubled,
      ({ reference, vouchers }) => ({ kind: 'doubled', reference, vouchers }),
      ours,
    ),
    records(SyncSucceeded, ({ outcome }) => ({ kind: outcome })),
    on(
      ConnectorSuspended,
      (events) => facts.takeBreakings(events.map(({ data }) => toBreaking(data))),
      skip,
    ),
    on(
      ConnectorResumed,
      (events) => facts.takeBreakings(events.map(({ data }) => toBreaking(data))),
      skip,
    ),
    on(AuditChecked, (events) => facts.takeLogChecks(events.map(({ data }) => toLogCheck(data)))),
  ]
}

const skip = { invalid: 'skip' } as const
/** Nobody else reads it. */
const ours = { invalid: 'dead-letter' } as const
type RecordEvent =
  | typeof SyncQueued
  | typeof SyncFailed
  | typeof SyncHandled
  | typeof SyncOverdue
  | typeof SyncDoubled
  | typeof SyncSucceeded

/** The orchestrator may still keep a record under another form of its id. */
const keyOf = ({
  organizationId,
  recordId,
  revision,
  sequence,
  at,
}: DataOf<RecordEvent>): Omit<RecordFact, 'told'> => ({
  organizationId,
  recordId: idOf(recordId),
  revision,
  sequence,
  at: Date.parse(at),
})

const toFailed = ({
  attempt,
  failure,
  reference,
  nextAttemptAt,
  recordType,
}: SyncFailed): Told => ({
  kind: 'failed',
  attempt,
  reference,
  cause: causeOf(failure),
  isFinal: nextAttemptAt === undefined,
  ...(recordType !== undefined && { recordType }),
})

const causeOf = ({ class: cls, code, subject }: SyncFailed['failure']) => ({
  class: cls,
  code,
  ...(subject && { subject }),
})

const toSwitch = (data: ConnectorConfigured): NamedSwitch => ({
  organizationId: data.organizationId,
  name: data.organizationName,
  version: data.version,
  connectorType: data.connector?.type,
  isEnabled: data.connector?.enabled ?? false,
  secretsExpireAt:
    data.connector?.secretsExpireAt === undefined
      ? undefined
      : Date.parse(data.connector.secretsExpireAt),
  at: Date.parse(data.changedAt),
})

const toLogCheck = ({ organizationId, sequence, at, intact }: AuditChecked): NamedLogCheck => ({
  organizationId,
  sequence,
  at: Date.parse(at),
  isIntact: intact,
})

const toBreaking = (data: ConnectorSuspended | ConnectorResumed): NamedBreaking => ({
  organizationId: data.organizationId,
  sequence: data.sequence,
  at: Date.parse(data.at),
  ...('cause' in data && { cause: causeOf(data.cause) }),
})
