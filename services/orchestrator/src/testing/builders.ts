import type { Failure, FailureClass } from '@bilagsbro/booking/failure'
import { someRules } from '@bilagsbro/booking/testing/examples'
import type { Connector, Organization } from '#domain/organization.ts'
import type { RecordState, SyncRecord } from '#domain/record.ts'
import type { Asked } from '#application/once.ts'
import type { Policy } from '#application/policy.ts'

export const start = new Date('2026-11-21T10:00:00Z')
export const after = (milliseconds: number) => new Date(start.getTime() + milliseconds)

export const policy: Policy = {
  retry: { baseMs: 30_000, attempts: 5 },
  probe: { baseMs: 30_000, maxMs: 900_000 },
  run: { quietMs: 1_000, maxMs: 600_000 },
  outstanding: 1_000,
  requestAgainAfterMs: 600_000,
  periodAgainAfterMs: 86_400_000,
  page: 1_000,
}

export const aConnector = (changed: Partial<Connector> = {}): Connector => ({
  type: 'dynamics',
  enabled: true,
  targetFingerprint: 'target-1',
  credentialsVersion: 1,
  ...changed,
})

export const anOrganization = (changed: Partial<Organization> = {}): Organization => ({
  organizationId: 'hlf',
  version: 1,
  connector: aConnector(),
  ...someRules,
  round: 1,
  sequence: 0,
  ...changed,
})

export const aFailure = (kind: FailureClass, changed: Partial<Failure> = {}): Failure => ({
  class: kind,
  code: `${kind}.code`,
  message: `A failure that is ${kind}.`,
  ...changed,
})

export const aSyncRecord = (state: RecordState, changed: Partial<SyncRecord> = {}): SyncRecord => ({
  organizationId: 'hlf',
  recordId: 'r-1',
  revision: 1,
  reference: 'BB27842DZ3V0HVHP',
  contentHash: 'hash',
  approvedAt: start,
  createdAt: start,
  sequence: 7,
  attempt: 2,
  failures: 1,
  runId: 'run-1',
  mappingVersion: 3,
  connector: 'dynamics',
  targetFingerprint: 'target-1',
  requestedAt: start,
  configured: 1,
  state,
  ...changed,
})

let requests = 0
/** A request of its own, unless it is told otherwise. */
export const anAsked = (changed: Partial<Asked> = {}): Asked => {
  const key = changed.key ?? `request-${requests++}`
  return { organizationId: 'hlf', actor: 'u-7', key, fingerprint: `of ${key}`, ...changed }
}
