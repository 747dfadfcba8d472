import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { PayeeKind } from './approved-record.ts'
import { halfOpen, type Suspension } from './breaker.ts'
import type { ConnectorType, PendingReason } from './record.ts'

export interface Connector {
  readonly type: ConnectorType
  readonly enabled: boolean
  readonly targetFingerprint: string
  readonly credentialsVersion: number
  /** Records approved earlier are not sent. */
  readonly sendFrom?: string | undefined
}

interface CategoryRule {
  readonly account: string
  readonly vatCode?: string | undefined
  readonly costCenter?: string | undefined
}

export interface Mapping {
  readonly version: number
  readonly categories: Readonly<Record<string, CategoryRule>>
  readonly credits: { readonly [Kind in PayeeKind]?: string | undefined }
  readonly dimensions: {
    readonly costCenter?: string | undefined
    readonly project?: string | undefined
  }
}

export interface Policies {
  readonly postingDate: 'approval' | 'last_line'
  readonly freeText: boolean
}

/** What connector.configured says of an organisation. */
export interface Configuration {
  readonly organizationId: string
  readonly version: number
  readonly connector: Connector | null
  readonly mapping: Mapping
  readonly policies: Policies
}

export interface Organization extends Configuration {
  /** Rises with everything that may let waiting records go; each of them is looked at once per value. */
  readonly wake: number
  readonly suspension?: Suspension | undefined
  /** Of the last event about this organisation's connector. */
  readonly sequence: number
}

/** An organisation of which no configuration has been applied yet. */
export const unconfigured = (organizationId: string): Organization => ({
  organizationId,
  version: 0,
  connector: null,
  mapping: { version: 0, categories: {}, credits: {}, dimensions: {} },
  policies: { postingDate: 'approval', freeText: false },
  wake: 1,
  sequence: 0,
})

/** Applies a greater version only. Every waiting record is looked at again, and a suspended connector is probed at once. */
export function configure(
  organization: Organization,
  configuration: Configuration,
  now: Date,
): Result<Organization, Refusal> {
  if (configuration.version <= organization.version)
    return err({
      kind: 'conflict',
      code: 'connector.version_known',
      message: `version: ${configuration.version} is not greater than ${organization.version}.`,
    })
  const { suspension } = organization
  return ok({
    ...organization,
    ...configuration,
    wake: organization.wake + 1,
    suspension: suspension && halfOpen(suspension, now),
  })
}

/** What must be taken back after a change: everything, when sending stopped or went over to another ledger. */
export function takesBack(before: Organization, after: Organization): boolean {
  return (
    !after.connector?.enabled ||
    before.connector?.type !== after.connector.type ||
    before.connector.targetFingerprint !== after.connector.targetFingerprint
  )
}

/** Why nothing at all is sent for this organisation. */
export function closedBecause(organization: Organization): PendingReason | undefined {
  if (!organization.connector) return { code: 'not_configured' }
  if (!organization.connector.enabled) return { code: 'connector_disabled' }
  if (organization.suspension) return { code: 'connector_suspended' }
  return undefined
}
