import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { send } from '@bilagsbro/service-kit/http'
import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { Integration } from '#application/list-integrations.ts'
import type { Connector, Organization } from '#domain/organization.ts'
import type {
  IntegrationsAnswer,
  OrganizationAnswer,
  OrganizationsAnswer,
  SettingsAnswer,
} from './answer-schemas.ts'

/** The settings with their ETag, or why they were not changed. */
export function sendSettings(
  reply: FastifyReply,
  result: Result<Organization, Refusal>,
): FastifyReply {
  if (!result.ok) return send(reply, 200, result)
  return withETag(reply, result.value).send(toSettings(result.value))
}

export const withETag = (reply: FastifyReply, { version }: Organization): FastifyReply =>
  reply.header('etag', `"${version}"`)

export const toOrganizationAnswer = (
  organization: Organization,
): Static<typeof OrganizationAnswer> => ({
  organizationId: organization.id,
  name: organization.name,
  ...(organization.organizationNumber && { organizationNumber: organization.organizationNumber }),
  version: organization.version,
  changedAt: organization.changedAt.toISOString(),
  changedBy: organization.changedBy,
})

export const toOrganizationsAnswer = (
  organizations: readonly Organization[],
): Static<typeof OrganizationsAnswer> => ({
  organizations: organizations.map((organization) => ({
    ...toOrganizationAnswer(organization),
    ...(organization.connector && { connectorType: organization.connector.type }),
    enabled: organization.connector?.enabled ?? false,
  })),
})

const toSettings = (organization: Organization): Static<typeof SettingsAnswer> => ({
  ...toOrganizationAnswer(organization),
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

/** What to ask for the next page with; null where a page is the last. */
export const nextOf = (page: readonly { readonly version: number }[], limit: number) =>
  page.length < limit ? null : (page.at(-1)?.version ?? null)
