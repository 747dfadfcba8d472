import { defineEntity, p } from '@mikro-orm/core'
import type { MappingRules, Policies, SealedSecret } from '#domain/organization.ts'

export const OrganizationTable = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: {
    id: p.text().primary(),
    name: p.text(),
    organizationNumber: p.text().nullable(),
    version: p.integer(),
    mappingVersion: p.integer(),
    rules: p.json<MappingRules>(),
    policies: p.json<Policies>(),
    changedAt: p.datetime(),
    changedBy: p.text(),
  },
})

export const ConnectorTable = defineEntity({
  name: 'Connector',
  tableName: 'connector',
  properties: {
    organizationId: p.text().primary(),
    type: p.text(),
    enabled: p.boolean(),
    target: p.json<Record<string, string>>(),
    targetFingerprint: p.text(),
    credentialsVersion: p.integer(),
    sendFrom: p.datetime().nullable(),
    toggledVersion: p.integer().nullable(),
    toggledAt: p.datetime().nullable(),
    toggledBy: p.text().nullable(),
    toggleReason: p.text().nullable(),
  },
})

/** One row per field; a new version replaces the old one, of which nothing remains. */
export const SecretTable = defineEntity({
  name: 'Secret',
  tableName: 'secret',
  properties: {
    organizationId: p.text().primary(),
    field: p.text().primary(),
    version: p.integer(),
    setAt: p.datetime(),
    setBy: p.text(),
    sealed: p.json<SealedSecret>(),
  },
})

/** Every version there was: what was booked names the version it was booked by. */
export const MappingTable = defineEntity({
  name: 'Mapping',
  tableName: 'mapping',
  properties: {
    organizationId: p.text().primary(),
    version: p.integer().primary(),
    rules: p.json<MappingRules>(),
    savedAt: p.datetime(),
    savedBy: p.text(),
  },
})

export const tables = [OrganizationTable, ConnectorTable, SecretTable, MappingTable] as const
