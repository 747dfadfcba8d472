import type { Failure } from '@bilagsbro/booking/failure'
import type { Schedule } from '@bilagsbro/events/connector-configured'
import { scopePolicy } from '@bilagsbro/service-kit/scope'
import type { FoundRun } from '#runs/query.ts'
import { defineEntity, p } from '@mikro-orm/core'

export interface Suspension {
  readonly since: string
  readonly cause: Failure
  /** Left out where no probe is sent. */
  readonly nextProbeAt?: string | undefined
}

export interface DimensionCodes {
  readonly costCenter?: string | undefined
  readonly project?: string | undefined
}

export const OrganizationTable = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    name: p.text().nullable(),
    version: p.integer().default(0),
    connectorType: p.text().nullable(),
    enabled: p.boolean().default(false),
    suspension: p.json<Suspension>().nullable(),
    breakerSequence: p.bigint('number').default(0),
    schedule: p.json<Schedule>().nullable(),
    secretsExpireAt: p.datetime().nullable(),
    changedAt: p.datetime().nullable(),
    /** The latest of the completed runs. */
    lastRun: p.json<FoundRun>().nullable(),
    /** What its ledger calls cost centres and projects. */
    dimensions: p.json<DimensionCodes>().nullable(),
  },
})

/** An organisation's successes in one kind of accounting system. */
export const IntegrationTable = defineEntity({
  name: 'Integration',
  tableName: 'integration',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    connectorType: p.text().primary(),
    lastSuccessAt: p.datetime().nullable(),
    /** Records that have a voucher, or had one: equal to a recount. */
    transferred: p.bigint('number'),
  },
})
