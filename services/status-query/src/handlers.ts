import { AlertRaised, AlertResolved, AlertUpdated } from '@bilagsbro/events/alert'
import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { PostingCompleted, PostingRequested, PostingWithdrawn } from '@bilagsbro/events/posting'
import { readRecord, readWithdrawal } from '@bilagsbro/events/read-record'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import {
  ConnectorResumed,
  ConnectorSuspended,
  SyncCompleted,
  SyncDoubled,
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncQueued,
  SyncStarted,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Result } from '@bilagsbro/kernel/result'
import type { Received } from '@bilagsbro/messaging/encoding'
import { on } from '@bilagsbro/messaging/handler'
import type { UnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import type { EntityManager } from '@mikro-orm/postgresql'
import {
  alertRaisedEntry,
  alertResolvedEntry,
  alertUpdatedEntry,
  isOfOrganization,
} from './audit/alert-entries.ts'
import {
  approvedEntry,
  configuredEntry,
  doubledEntry,
  failedEntry,
  handledEntry,
  overdueEntry,
  queuedEntry,
  resumedEntry,
  runCompletedEntry,
  runStartedEntry,
  setAside,
  succeededEntry,
  suspendedEntry,
  toggledEntry,
  withdrawnEntry,
} from './audit/entries.ts'
import type { Entry } from './audit/entry.ts'
import { completedEntry, requestedEntry, takenBackEntry } from './audit/posting-entries.ts'
import { logging, type WriteLog } from './audit/projection.ts'
import {
  connectorState,
  showBreakers,
  showConnectors,
  showTransfers,
} from './organizations/projection.ts'
import type { Approval, RecordChange } from './records/change.ts'
import {
  approval,
  failedChange,
  handledChange,
  overdueChange,
  queuedChange,
  succeededChange,
  withdrawal,
} from './records/changes.ts'
import { showApproved, showChanges } from './records/projection.ts'
import { showRuns } from './runs/projection.ts'

interface Deps {
  readonly orm: Database
  readonly clock: Clock
  readonly unknownOrganizations: UnknownOrganizations
}

/** Connectors have a consumer of their own: the other consumer waits for it. */
export const connectorHandlers = (orm: Database) => [
  project(orm, ConnectorConfigured, configuredEntry, (em, states) =>
    showConnectors(em, states.map(connectorState)),
  ),
]

/** Which of the other events feed which read model; every event feeds the log. */
export const handlers = (deps: Deps) => {
  const { orm, clock } = deps
  const records =
    <E>(changeOf: (event: E) => RecordChange) =>
    async (em: EntityManager, events: readonly E[]) =>
      showTransfers(em, await showChanges(em, events.map(changeOf), { now: clock.now() }))
  return [
    approved(deps, RecordApproved, readRecord, [approval, approvedEntry]),
    approved(deps, RecordWithdrawn, readWithdrawal, [withdrawal, withdrawnEntry]),
    project(orm, SyncQueued, queuedEntry, records(queuedChange)),
    project(orm, SyncSucceeded, succeededEntry, records(succeededChange)),
    project(orm, SyncFailed, failedEntry, records(failedChange)),
    project(orm, SyncHandled, handledEntry, records(handledChange)),
    // Another topic may have been read first: then the delivery is known from here.
    project(orm, SyncOverdue, overdueEntry, records(overdueChange)),
    project(orm, SyncStarted, runStartedEntry, showRuns),
    project(orm, SyncCompleted, runCompletedEntry, showRuns),
    project(orm, ConnectorSuspended, suspendedEntry, showBreakers),
    project(orm, ConnectorResumed, resumedEntry, showBreakers),
    log(orm, SyncDoubled, doubledEntry),
    log(orm, ConnectorToggled, toggledEntry),
    logAlerts(orm, AlertRaised, alertRaisedEntry),
    logAlerts(orm, AlertUpdated, alertUpdatedEntry),
    logAlerts(orm, AlertResolved, alertResolvedEntry),
    ...Object.values(PostingRequested).map((one) => log(orm, one, requestedEntry, theirs)),
    ...Object.values(PostingWithdrawn).map((one) => log(orm, one, takenBackEntry, theirs)),
    // What is straight is told by the success, word for word.
    log(orm, PostingCompleted, completedEntry, { ...theirs, passes: 'straight' }),
  ]
}

/** What others read too, and set aside by the same rules. */
const theirs = { invalid: 'skip' } as const

/** An event that only the log tells of. */
function log<D extends EventDefinition>(
  orm: Database,
  definition: D,
  entryOf: (event: DataOf<D>) => Entry,
  options: Parameters<typeof on>[2] = {},
) {
  const write = (events: Received<D>[]) =>
    logging((writeLog) => writeLog(orm.em.fork(), definition, events, entryOf))
  return on(definition, (events) => withinScope('all', () => write(events)), options)
}

type AlertEvent = typeof AlertRaised | typeof AlertUpdated | typeof AlertResolved

function logAlerts<D extends AlertEvent>(
  orm: Database,
  definition: D,
  entryOf: (event: DataOf<D> & { readonly organizationId: string }) => Entry,
) {
  return on(definition, (events) => {
    const own = events.flatMap(({ data, ...event }) =>
      isOfOrganization(data) ? [{ ...event, data }] : [],
    )
    return withinScope('all', () =>
      logging((writeLog) => writeLog(orm.em.fork(), definition, own, entryOf)),
    )
  })
}

/** A read model and the log entry commit together: a repeat changes neither. */
function project<D extends EventDefinition>(
  orm: Database,
  definition: D,
  entryOf: (event: DataOf<D>) => Entry,
  show: (em: EntityManager, events: DataOf<D>[]) => Promise<unknown>,
) {
  return on(definition, (events) =>
    commit(orm, async (em, writeLog) => {
      await show(
        em,
        events.map(({ data }) => data),
      )
      await writeLog(em, definition, events, entryOf)
    }),
  )
}

/** Records that cannot be read are the orchestrator's to set aside. */
function approved<D extends typeof RecordApproved | typeof RecordWithdrawn>(
  { orm, clock, unknownOrganizations }: Deps,
  definition: D,
  read: (sent: DataOf<D>) => Result<DataOf<D>, string>,
  [approvalOf, entryOf]: readonly [(data: DataOf<D>) => Approval, (data: DataOf<D>) => Entry],
) {
  return on(
    definition,
    async (events) => {
      const sound = events.flatMap(({ data, traceparent }) => {
        const one = read(data)
        return one.ok ? [{ data: one.value, traceparent }] : []
      })
      const records = sound.map(({ data }) => approvalOf(data))
      const unknown = await unknownOrganizations(records.map((record) => record.organizationId))
      const entry = (data: DataOf<D>) =>
        unknown.has(data.organizationId) ? setAside(entryOf(data)) : entryOf(data)
      await commit(orm, async (em, writeLog) => {
        await showApproved(em, records, { now: clock.now(), unknown })
        await writeLog(em, definition, sound, entry)
      })
    },
    { invalid: 'skip' },
  )
}

/** Events are of every organisation. */
const commit = (orm: Database, work: (em: EntityManager, writeLog: WriteLog) => Promise<void>) =>
  withinScope('all', () =>
    logging((writeLog) => orm.em.fork().transactional((em) => work(em, writeLog))),
  )
