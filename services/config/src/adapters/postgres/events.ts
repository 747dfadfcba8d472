import { norwegianTime } from '@bilagsbro/booking/schedule'
import type { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import type { Connector, Organization, Trial } from '#domain/organization.ts'
import { firstExpiry } from '#domain/secret-expiry.ts'

/** Fields are named one by one, so that a field that is added to the state is not published by accident. */
export const toConfigured = (organization: Organization): ConnectorConfigured => ({
  organizationId: organization.id,
  organizationName: organization.name,
  version: organization.version,
  connector: organization.connector && toPublished(organization.connector),
  mapping: organization.mapping,
  ...(organization.earlierMappings.length > 0 && {
    earlierMappings: organization.earlierMappings,
  }),
  policies: organization.policies,
  schedule:
    organization.schedule === null
      ? null
      : { cron: organization.schedule, timeZone: norwegianTime },
  changedAt: organization.changedAt.toISOString(),
  changedBy: organization.changedBy,
})

const toPublished = (connector: Connector): ConnectorConfigured['connector'] => ({
  type: connector.type,
  enabled: connector.enabled,
  targetFingerprint: connector.targetFingerprint,
  credentialsVersion: connector.credentialsVersion,
  sendFrom: connector.sendFrom?.toISOString(),
  trial: connector.trial && toTrial(connector.trial),
  secretsExpireAt: firstExpiry(connector)?.toISOString(),
})

const toTrial = ({ version, waived }: Trial) => ({
  version,
  waived: waived && { by: waived.by, at: waived.at.toISOString(), reason: waived.reason },
})

/** The event of a version that switched the connector; nothing for any other version. */
export function toToggled({ id, version, connector }: Organization): ConnectorToggled | undefined {
  if (connector?.toggled?.version !== version) return undefined
  const { at, by, reason } = connector.toggled
  const waived = connector.enabled ? connector.trial?.waived : undefined
  return {
    organizationId: id,
    connector: connector.type,
    enabled: connector.enabled,
    reason: waived ? waived.reason : reason,
    trial: waived && 'waived',
    version,
    changedAt: at.toISOString(),
    changedBy: by,
  }
}
