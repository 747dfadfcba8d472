import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { Integration } from '#application/list-integrations.ts'
import type { Connector, Organization } from '#domain/organization.ts'
import type { IntegrationsAnswer, OrganizationAnswer, SettingsAnswer } from './answer-schemas.ts'

export const withETag = (reply: FastifyReply, { version }: Organization): FastifyReply =>
  reply.header('etag', `"${version}"`)

const toOrganization = (organization: Organization) => ({
  organizationId: organization.id,
  name: organization.name,
  ...(organization.organizationNumber && { organizationNumber: organization.organizationNumber }),
  version: organization.version,
  changedAt: organization.changedAt.toISOString(),
  changedBy: organization.changedBy,
})

export const toOrganizationAnswer = (
  organization: Organization,
): Static<typeof OrganizationAnswer> => ({
  ...toOrganization(organization),
  ...(organization.connector && { connectorType: organization.connector.type }),
  enabled: organization.connector?.enabled ?? false,
})

export const toSettings = (organization: Organization): Static<typeof SettingsAnswer> => ({
  ...toOrganization(organization),
  connector: organization.connector && toConnectorAnswer(organization.connector),
  mapping: organization.mapping as Static<typeof SettingsAnswer>['mapping'],
  policies: organization.policies,
  schedule: organization.schedule,
})

const toConnectorAnswer = (connector: Connector) => ({
  type: connector.type,
  enabled: connector.enabled,
  target: connector.target,
  targetFingerprint: connector.targetFingerprint,
  credentialsVersion: connector.credentialsVersion,
  secrets: toSecrets(connector),
  ...(connector.testedAt && { testedAt: connector.testedAt.toISOString() }),
  ...(connector.sendFrom && { sendFrom: connector.sendFrom.toISOString() }),
  ...(connector.toggled && {
    toggledAt: connector.toggled.at.toISOString(),
    toggledBy: connector.toggled.by,
  }),
  ...(connector.toggled?.reason !== undefined && { reason: connector.toggled.reason }),
})

const toSecrets = ({ secrets }: Connector) =>
  secrets.map(({ field, setAt, setBy, expiresAt }) => ({
    field,
    setAt: setAt.toISOString(),
    setBy,
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
  }))

/** `nextRunAt`: when the connector that is on sends next, if a schedule says so. */
export const toIntegrationAnswer = (
  { type, status, connector, secretsExpireSoon, unmapped }: Integration,
  { schedule }: Organization,
  nextRunAt: Date | undefined,
): Static<typeof IntegrationsAnswer>['integrations'][number] => ({
  type,
  status,
  enabled: connector?.enabled ?? false,
  ...(connector?.toggled && {
    changedAt: connector.toggled.at.toISOString(),
    changedBy: connector.toggled.by,
  }),
  ...(connector?.toggled?.reason !== undefined && { reason: connector.toggled.reason }),
  secrets: connector ? toSecrets(connector) : [],
  secretsExpireSoon,
  schedule: connector ? schedule : null,
  nextRunAt: (connector?.enabled && nextRunAt?.toISOString()) || null,
  unmapped,
})
