import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql, type Kysely } from 'kysely'
import type { NamedBreaking, NamedLogCheck, NamedSwitch } from '#application/ports/fact-store.ts'
import { momentOf } from './moments.ts'

/** Organisations to judge anew, from the first of what a statement has `added`. */
const touchAdded = sql`
  insert into touched (organization_id, from_at) select organization_id, min(at) from added group by 1`

/** What is read of organisations: the states of connectors, their being suspended, and whether the log is whole. */
export async function keepSwitches(
  db: Kysely<never>,
  switches: readonly NamedSwitch[],
): Promise<void> {
  const newest = new Map(switches.map((one) => [`${one.organizationId}\n${one.version}`, one]))
  const rows = [...newest.values()].map((one) => ({
    ...one,
    at: momentOf(one.at),
    secretsExpireAt: one.secretsExpireAt === undefined ? undefined : momentOf(one.secretsExpireAt),
  }))
  await sql`
    insert into organization (organization_id, name, connector_type, version)
    select distinct on (r."organizationId") r."organizationId", r.name, r."connectorType", r.version
    from ${recordset('r', rows, switchTypes)} order by r."organizationId", r.version desc
    on conflict (organization_id) do update
      set name = excluded.name, connector_type = excluded.connector_type, version = excluded.version
      where organization.version < excluded.version`.execute(db)
  await sql`
    with added as (
      insert into switched (organization_id, version, at, enabled, secrets_expire_at)
      select r."organizationId", r.version, r.at, r."isEnabled", r."secretsExpireAt" from ${recordset('r', rows, switchTypes)}
      on conflict (organization_id, version) do update
        set at = excluded.at, enabled = excluded.enabled, secrets_expire_at = excluded.secrets_expire_at
        where (switched.at, switched.enabled, switched.secrets_expire_at)
          is distinct from (excluded.at, excluded.enabled, excluded.secrets_expire_at)
      returning organization_id, at
    )
    ${touchAdded}`.execute(db)
}

export async function keepBreakings(
  db: Kysely<never>,
  breakings: readonly NamedBreaking[],
): Promise<void> {
  const rows = breakings.map((one) => ({ ...one, at: momentOf(one.at) }))
  await sql`
    with added as (
      insert into breaking (organization_id, sequence, at, cause)
      select r.* from ${recordset('r', rows, breakingTypes)}
      on conflict do nothing
      returning organization_id, at
    )
    ${touchAdded}`.execute(db)
}

export async function keepLogChecks(
  db: Kysely<never>,
  checks: readonly NamedLogCheck[],
): Promise<void> {
  const rows = checks.map((one) => ({ ...one, at: momentOf(one.at) }))
  await sql`
    with added as (
      insert into log_check (organization_id, sequence, at, is_intact)
      select r.* from ${recordset('r', rows, checkTypes)}
      on conflict do nothing
      returning organization_id, at
    )
    ${touchAdded}`.execute(db)
}

const checkTypes = {
  organizationId: 'text',
  sequence: 'bigint',
  at: 'timestamptz',
  isIntact: 'boolean',
} as const
const switchTypes = {
  organizationId: 'text',
  name: 'text',
  connectorType: 'text',
  version: 'int',
  at: 'timestamptz',
  isEnabled: 'boolean',
  secretsExpireAt: 'timestamptz',
} as const
const breakingTypes = {
  organizationId: 'text',
  sequence: 'bigint',
  at: 'timestamptz',
  cause: 'jsonb',
} as const
