import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { BookingRules } from '@bilagsbro/booking/create-voucher'
import { emptyMapping } from '@bilagsbro/booking/mapping'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import { withNames } from '@bilagsbro/kernel/name'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { halfOpen, type Suspension } from './breaker.ts'
import type { SyncRecord } from './record.ts'
import type { Schedule } from '@bilagsbro/booking/schedule'
import { isRunDue, type NextRun } from './schedule.ts'
import { trialBy, type AskedTrial, type Trial } from './trial.ts'

export interface Connector {
  readonly type: ConnectorType
  readonly enabled: boolean
  readonly targetFingerprint: string
  readonly credentialsVersion: number
  /** Records approved earlier are not sent. */
  readonly sendFrom?: string | undefined
  readonly trial?: AskedTrial | undefined
}

/** An organisation as `connector.configured` describes it. */
export interface Configuration extends BookingRules {
  readonly organizationId: string
  readonly version: number
  readonly connector: Connector | null
  /** Without one, records are sent as soon as they are approved. */
  readonly schedule?: Schedule | null | undefined
}

export interface Organization extends Configuration {
  /** Rises with everything that may let waiting records go. Each of them is looked at once in a round. */
  readonly round: number
  readonly suspension?: Suspension | undefined
  /** Nothing where none is asked for. */
  readonly trial?: Trial | undefined
  /** When the schedule lets the next records go; nothing while nothing is to be sent. */
  readonly nextRunAt?: Date | undefined
  /** With a schedule: records that were accepted until then may go. */
  readonly released?: Date | undefined
  /** When an adapter was last asked whether the connection works. */
  readonly provedAt?: Date | undefined
  /** When the mapping last became another, and when the credentials did. */
  readonly mappingChangedAt?: Date | undefined
  readonly credentialsChangedAt?: Date | undefined
  /** The sequence of the last event about this organisation's connector. */
  readonly sequence: number
}

/** From when on a database that was born then knows of all requests of the organisation for the ledger that it has now. */
export const knownSince = ({ credentialsChangedAt }: Organization, bornAt: Date): Date =>
  credentialsChangedAt && credentialsChangedAt > bornAt ? credentialsChangedAt : bornAt

/** An organisation of which no configuration has been applied yet. */
export const unconfigured = (organizationId: string): Organization => ({
  organizationId,
  version: 0,
  connector: null,
  mapping: emptyMapping,
  policies: { postingDate: 'approval', freeText: false },
  round: 1,
  sequence: 0,
})

/** Applies a greater version only. Every waiting record is looked at again, and a suspended connector is probed at once. */
export function configure(
  organization: Organization,
  configuration: Configuration,
  now: Date,
  nextRun: NextRun,
): Result<Organization, Refusal> {
  if (configuration.version <= organization.version)
    return err({
      kind: 'conflict',
      code: 'connector.version_known',
      message: `version: ${configuration.version} is not greater than ${organization.version}.`,
    })
  const { suspension } = organization
  const { schedule } = configuration
  const trial = trialBy(organization.trial, configuration.connector?.trial)
  const isOver = suspension?.byTrial && trial !== organization.trial
  const { mapping, earlierMappings } = withNames({
    mapping: configuration.mapping,
    earlierMappings: configuration.earlierMappings,
  })
  const changed = { ...organization, ...configuration, schedule, mapping, earlierMappings }
  return ok({
    ...changed,
    round: organization.round + 1,
    trial,
    suspension: isOver ? undefined : suspension && halfOpen(suspension, now),
    ...changedAt(organization, changed, now),
    ...replanned(organization, changed, now, nextRun),
  })
}

function changedAt(before: Organization, after: Organization, now: Date) {
  const isMapped = after.mapping.version === before.mapping.version
  const isSignedIn = after.connector?.credentialsVersion === before.connector?.credentialsVersion
  return {
    mappingChangedAt: isMapped ? before.mappingChangedAt : now,
    credentialsChangedAt: isSignedIn ? before.credentialsChangedAt : now,
  }
}

/** A schedule that stays keeps its next moment, a missed one included. Released records stay released while they can go. */
function replanned(before: Organization, after: Organization, now: Date, nextRun: NextRun) {
  const { schedule } = after
  if (!schedule || !after.connector?.enabled) return { nextRunAt: undefined, released: undefined }
  const stays = before.connector?.enabled && before.schedule?.cron === schedule.cron
  const keeps = before.schedule && !takesBack(before, after)
  return {
    nextRunAt: stays ? before.nextRunAt : nextRun(schedule, now),
    released: keeps ? before.released : undefined,
  }
}

/** Releases records that wait for the schedule and were accepted until a moment, and begins a round. */
export const release = (organization: Organization, until: Date): Organization => {
  const { released } = organization
  return {
    ...organization,
    round: organization.round + 1,
    released: released && released > until ? released : until,
  }
}

/** The organisation after the schedule's moment has come; nothing before. Several missed moments count as one. */
export function releaseOnSchedule(
  organization: Organization,
  now: Date,
  nextRun: NextRun,
): Organization | undefined {
  const { schedule } = organization
  if (!schedule || !isRunDue(organization, now)) return undefined
  return { ...release(organization, now), nextRunAt: nextRun(schedule, now) }
}

/** Whether a record need not wait for the schedule. */
export const isReleased = (
  { schedule, released }: Organization,
  { createdAt }: SyncRecord,
): boolean => !schedule || (released !== undefined && createdAt <= released)

/** Whether a change takes back all postings on their way: sending stopped, or went over to another ledger. */
export function takesBack(before: Organization, after: Organization): boolean {
  return (
    !after.connector?.enabled ||
    before.connector?.type !== after.connector.type ||
    before.connector.targetFingerprint !== after.connector.targetFingerprint
  )
}

/** The reason that nothing at all is sent for this organisation. */
export function closedBecause(organization: Organization): PendingReason | undefined {
  if (!organization.connector) return { code: 'not_configured' }
  if (!organization.connector.enabled) return { code: 'connector_disabled' }
  if (organization.suspension) return { code: 'connector_suspended' }
  return undefined
}
