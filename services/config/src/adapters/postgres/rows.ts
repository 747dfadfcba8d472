import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import { withNames } from '@bilagsbro/kernel/name'
import type { Connector, Organization, Toggle, Trial } from '#domain/organization.ts'
import type { InferEntity } from '@mikro-orm/core'
import type { ConnectorTable, KeptTrial, OrganizationTable, SecretTable } from './tables.ts'

type OrganizationRow = InferEntity<typeof OrganizationTable>
type ConnectorRow = InferEntity<typeof ConnectorTable>
type SecretRow = InferEntity<typeof SecretTable>

export const toOrganization = (
  row: OrganizationRow,
  connector: ConnectorRow | undefined,
  secrets: readonly SecretRow[],
): Organization => ({
  id: row.id,
  name: row.name,
  organizationNumber: row.organizationNumber ?? undefined,
  version: row.version,
  connector: connector ? toConnector(connector, secrets) : null,
  // Earlier versions of the software saved names as they were typed.
  mapping: { ...withNames(row.rules), version: row.mappingVersion },
  earlierMappings: withNames(row.earlierMappings),
  policies: row.policies,
  schedule: row.schedule ?? null,
  changedAt: row.changedAt,
  changedBy: row.changedBy,
})

const toConnector = (row: ConnectorRow, secrets: readonly SecretRow[]): Connector => ({
  type: row.type as ConnectorType,
  enabled: row.enabled,
  target: row.target,
  targetFingerprint: row.targetFingerprint,
  credentialsVersion: row.credentialsVersion,
  secrets: secrets.map(({ field, version, setAt, setBy, expiresAt, sealed }) => ({
    field,
    version,
    setAt,
    setBy,
    expiresAt: expiresAt ?? undefined,
    sealed,
  })),
  testedAt: row.testedAt ?? undefined,
  sendFrom: row.sendFrom ?? undefined,
  toggled: toToggle(row),
  trial: toTrial(row),
})

function toToggle(row: ConnectorRow): Toggle | undefined {
  if (!row.toggledVersion || !row.toggledAt || !row.toggledBy) return undefined
  return {
    version: row.toggledVersion,
    at: row.toggledAt,
    by: row.toggledBy,
    reason: row.toggleReason ?? undefined,
  }
}

function toTrial({ trial }: ConnectorRow): Trial | undefined {
  if (!trial) return undefined
  const { version, waived } = trial
  return { version, waived: waived && { ...waived, at: new Date(waived.at) } }
}

export function toOrganizationRow({ mapping, ...organization }: Organization) {
  const { version: mappingVersion, ...rules } = mapping
  return {
    id: organization.id,
    name: organization.name,
    organizationNumber: organization.organizationNumber ?? null,
    version: organization.version,
    mappingVersion,
    rules,
    earlierMappings: [...organization.earlierMappings],
    policies: organization.policies,
    schedule: organization.schedule,
    changedAt: organization.changedAt,
    changedBy: organization.changedBy,
  }
}

export const toConnectorRow = (organizationId: string, connector: Connector) => ({
  organizationId,
  type: connector.type,
  enabled: connector.enabled,
  target: connector.target,
  targetFingerprint: connector.targetFingerprint,
  credentialsVersion: connector.credentialsVersion,
  testedAt: connector.testedAt ?? null,
  sendFrom: connector.sendFrom ?? null,
  toggledVersion: connector.toggled?.version ?? null,
  toggledAt: connector.toggled?.at ?? null,
  toggledBy: connector.toggled?.by ?? null,
  toggleReason: connector.toggled?.reason ?? null,
  trial: connector.trial ? (JSON.parse(JSON.stringify(connector.trial)) as KeptTrial) : null,
})
