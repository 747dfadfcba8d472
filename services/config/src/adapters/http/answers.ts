import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { send } from '@bilagsbro/service-kit/http'
import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { Connector, Organization } from '#domain/organization.ts'
import type { OrganizationAnswer, OrganizationsAnswer, SettingsAnswer } from './schemas.ts'

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
})

const toConnectorAnswer = (connector: Connector) => ({
  type: connector.type,
  enabled: connector.enabled,
  target: connector.target,
  targetFingerprint: connector.targetFingerprint,
  credentialsVersion: connector.credentialsVersion,
  secrets: connector.secrets.map(({ field, version, setAt, setBy }) => ({
    field,
    version,
    setAt: setAt.toISOString(),
    setBy,
  })),
  ...(connector.sendFrom && { sendFrom: connector.sendFrom.toISOString() }),
  ...(connector.toggled && {
    toggledAt: connector.toggled.at.toISOString(),
    toggledBy: connector.toggled.by,
  }),
  ...(connector.toggled?.reason !== undefined && { reason: connector.toggled.reason }),
})
