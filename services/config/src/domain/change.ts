import { contentHash } from '@bilagsbro/kernel/content-hash'
import type { Connector, Organization } from './organization.ts'

/** One change of an organisation's settings: an audit fact. The fact holds no secret. */
export interface Change {
  /** The version of the organisation after the change. */
  readonly version: number
  readonly at: Date
  readonly by: string
  /** The parts that differ. */
  readonly parts: readonly string[]
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

/** Fields are named one by one, so that a field that is added to the state is not kept here by accident. */
const shown = (organization: Organization) => ({
  name: organization.name,
  organizationNumber: organization.organizationNumber ?? null,
  connector: organization.connector && {
    type: organization.connector.type,
    enabled: organization.connector.enabled,
    target: organization.connector.target,
    sendFrom: organization.connector.sendFrom?.toISOString() ?? null,
    reason: organization.connector.toggled?.reason ?? null,
    trial: trialIn(organization.connector),
    testedAt: organization.connector.testedAt?.toISOString() ?? null,
    secrets: organization.connector.secrets.map(({ field, setAt, setBy, expiresAt }) => ({
      field,
      setAt: setAt.toISOString(),
      setBy,
      expiresAt: expiresAt?.toISOString() ?? null,
    })),
  },
  mapping: {
    version: organization.mapping.version,
    effectiveFrom: organization.mapping.effectiveFrom ?? null,
  },
  policies: organization.policies,
  schedule: organization.schedule,
})

const trialIn = ({ trial }: Connector) =>
  trial
    ? {
        version: trial.version,
        waived: trial.waived ? { ...trial.waived, at: trial.waived.at.toISOString() } : null,
      }
    : null

export function changeBetween(before: Organization | undefined, after: Organization): Change {
  const old: Readonly<Record<string, unknown>> = before ? shown(before) : {}
  const next: Readonly<Record<string, unknown>> = shown(after)
  const parts = Object.keys(next).filter(
    (part) => contentHash(old[part]) !== contentHash(next[part]),
  )
  const pick = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(parts.map((part) => [part, from[part] ?? null]))
  return {
    version: after.version,
    at: after.changedAt,
    by: after.changedBy,
    parts,
    before: pick(old),
    after: pick(next),
  }
}
