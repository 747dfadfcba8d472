import type { Mapping, MappingRules, Policies } from '@bilagsbro/booking/mapping'
import { scopePolicy } from '@bilagsbro/service-kit/scope'
import { sharedTables } from '@bilagsbro/service-runtime/shared-tables'
import { defineEntity, p } from '@mikro-orm/core'
import type { SealedSecret } from '#domain/organization.ts'

export const OrganizationTable = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  policies: [scopePolicy('id')],
  properties: {
    id: p.text().primary(),
    name: p.text(),
    organizationNumber: p.text().nullable(),
    version: p.integer(),
    mappingVersion: p.integer(),
    rules: p.json<MappingRules>(),
    earlierMappings: p.json<Mapping[]>().defaultRaw(`'[]'::jsonb`),
    policies: p.json<Policies>(),
    schedule: p.text().nullable(),
    changedAt: p.datetime(),
    changedBy: p.text(),
  },
})

export interface KeptTrial {
  readonly version: number
  readonly waived?: { readonly by: string; readonly at: string; readonly reason: string }
}

export const ConnectorTable = defineEntity({
  name: 'Connector',
  tableName: 'connector',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    type: p.text(),
    enabled: p.boolean(),
    target: p.json<Record<string, string>>(),
    targetFingerprint: p.text(),
    credentialsVersion: p.integer(),
    testedAt: p.datetime().nullable(),
    sendFrom: p.datetime().nullable(),
    toggledVersion: p.integer().nullable(),
    toggledAt: p.datetime().nullable(),
    toggledBy: p.text().nullable(),
    toggleReason: p.text().nullable(),
    trial: p.json<KeptTrial>().nullable(),
  },
})

/** One row per field. A new version replaces the old one, and nothing of the old one remains. */
export const SecretTable = defineEntity({
  name: 'Secret',
  tableName: 'secret',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    field: p.text().primary(),
    version: p.integer(),
    setAt: p.datetime(),
    setBy: p.text(),
    expiresAt: p.datetime().nullable(),
    sealed: p.json<SealedSecret>(),
  },
})

/** Every version of every mapping: a voucher names the version that booked it. */
export const MappingTable = defineEntity({
  name: 'Mapping',
  tableName: 'mapping',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    version: p.integer().primary(),
    rules: p.json<MappingRules>(),
    savedAt: p.datetime(),
    savedBy: p.text(),
  },
})

/** The changes of settings, version by version. */
export const ChangeTable = defineEntity({
  name: 'Change',
  tableName: 'change',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    version: p.integer().primary(),
    at: p.datetime(),
    by: p.text(),
    parts: p.json<string[]>(),
    before: p.json<Record<string, unknown>>(),
    after: p.json<Record<string, unknown>>(),
  },
})

/** Categories and kinds of payee that approved records have used. */
const UsageTable = defineEntity({
  name: 'Usage',
  tableName: 'usage',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    kind: p.text().primary(),
    value: p.text().primary(),
    firstUsedAt: p.datetime(),
  },
})

/** The readers of secrets in clear. An adapter that works for an organisation is noted once a minute. */
const SecretReadTable = defineEntity({
  name: 'SecretRead',
  tableName: 'secret_read',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    id: p.text().primary(),
    at: p.datetime(),
    by: p.text(),
    connector: p.text(),
    credentialsVersion: p.integer(),
    fields: p.json<string[]>(),
  },
})

/** Key-encryption keys that no secret may be stored under any more. */
const ClosedKeyTable = defineEntity({
  name: 'ClosedKey',
  tableName: 'closed_key',
  properties: { id: p.text().primary(), closedAt: p.datetime() },
})

export const tables = [
  ...sharedTables,
  OrganizationTable,
  ConnectorTable,
  SecretTable,
  MappingTable,
  ChangeTable,
  UsageTable,
  SecretReadTable,
  ClosedKeyTable,
] as const

/** Tables whose rows are written once, for whoever asks later how the settings came about. */
export const appendOnly = ['mapping', 'change', 'secret_read', 'closed_key'] as const
