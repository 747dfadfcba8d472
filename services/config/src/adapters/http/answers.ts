import { messageOf, type Language } from '@bilagsbro/service-kit/texts'
import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { MappingRow, RowProblem } from '#domain/mapping-rows.ts'
import type { Connector, Organization, Trial } from '#domain/organization.ts'
import type { OrganizationAnswer, SettingsAnswer } from './answer-schemas.ts'
import { texts } from './texts.ts'

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
  policies: organization.policies as Static<typeof SettingsAnswer>['policies'],
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
  ...(connector.trial && { trial: toTrial(connector.trial) }),
})

const toTrial = ({ version, waived }: Trial) => ({
  version,
  ...(waived && { waived: { ...waived, at: waived.at.toISOString() } }),
})

const toSecrets = ({ secrets }: Connector) =>
  secrets.map(({ field, setAt, setBy, expiresAt }) => ({
    field,
    setAt: setAt.toISOString(),
    setBy,
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
  }))

/** A row of a mapping, with its problem in words. */
export const toRow = ({ problem, ...row }: MappingRow, language: Language) => ({
  ...row,
  ...(problem && { problem: { code: problem.code, message: wordsOf(problem, language) } }),
})

const wordsOf = ({ code, faults = [{ field: '', code }] }: RowProblem, language: Language) =>
  faults.map((fault) => messageOf(fault, language, texts)).join(' ')
