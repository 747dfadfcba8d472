import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Mapping, Policies } from '@bilagsbro/booking/mapping'
import type { Refusal } from '@bilagsbro/kernel/result'
import { refusal } from './refusals.ts'

/** A stored secret: encrypted under a data key of its own. The data key is encrypted under a key-encryption key. */
export interface SealedSecret {
  readonly v: 1
  readonly alg: 'AES-256-GCM'
  readonly kekId: string
  readonly wrappedDek: string
  readonly iv: string
  readonly ct: string
  readonly tag: string
}

export interface StoredSecret {
  readonly field: string
  /** The version of the organisation that set the secret. */
  readonly version: number
  readonly setAt: Date
  readonly setBy: string
  /** The moment that a person gave, or that the certificate names. */
  readonly expiresAt?: Date | undefined
  readonly sealed: SealedSecret
}

export interface Toggle {
  /** The version of the organisation that switched the connector on or off. */
  readonly version: number
  readonly at: Date
  readonly by: string
  readonly reason?: string | undefined
}

/** One voucher goes first, and is read back, before the others may go. */
export interface Trial {
  /** The version of the organisation that made it due. */
  readonly version: number
  /** All may go at once, as a person decided. */
  readonly waived?: { readonly by: string; readonly at: Date; readonly reason: string } | undefined
}

export interface Connector {
  readonly type: ConnectorType
  readonly enabled: boolean
  readonly target: Readonly<Record<string, string>>
  readonly targetFingerprint: string
  /** The version of the organisation that changed the target or a secret last. */
  readonly credentialsVersion: number
  readonly secrets: readonly StoredSecret[]
  /** When these very credentials were tested and found to work. */
  readonly testedAt?: Date | undefined
  /** Records approved earlier are not sent. */
  readonly sendFrom?: Date | undefined
  readonly toggled?: Toggle | undefined
  /** Of the last enabling, or of the last change of the mapping since. */
  readonly trial?: Trial | undefined
}

export interface Organization {
  readonly id: string
  readonly name: string
  readonly organizationNumber?: string | undefined
  /** Rises with every change of anything below; readers of the published state apply only a greater one. */
  readonly version: number
  readonly connector: Connector | null
  /** The newest version. */
  readonly mapping: Mapping
  /** Older versions that still book the records dated before the newer versions; newest first. */
  readonly earlierMappings: readonly Mapping[]
  readonly policies: Policies
  /** Five fields of cron, in Europe/Oslo; `null`: records are sent as soon as they are approved. */
  readonly schedule: string | null
  readonly changedAt: Date
  readonly changedBy: string
}

/** The user and the moment of a change. */
export interface Stamp {
  readonly at: Date
  readonly by: string
}

const epoch = Date.UTC(2026, 0, 1)

/**
 * One more than before, and never less than the seconds since 2026-01-01: a database that was made anew or came back
 * from a backup publishes greater versions than every reader has seen.
 */
export function nextVersion(version: number, at: Date): number {
  return Math.max(version + 1, Math.floor((at.getTime() - epoch) / 1000))
}

export function changed(
  organization: Organization,
  parts: Partial<Organization>,
  stamp: Stamp,
): Organization {
  return {
    ...organization,
    ...parts,
    version: nextVersion(organization.version, stamp.at),
    changedAt: stamp.at,
    changedBy: stamp.by,
  }
}

/** The refusal of a change that was made from an older version than the stored one. */
export const staleVersion = ({ version, changedAt, changedBy }: Organization): Refusal =>
  refusal('stale', 'organization.changed_meanwhile', {
    version: String(version),
    by: changedBy,
    at: changedAt.toISOString(),
  })

export const notConfigured = refusal('conflict', 'connector.not_configured', {})
