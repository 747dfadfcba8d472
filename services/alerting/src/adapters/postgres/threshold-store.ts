import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal } from '@bilagsbro/kernel/result'
import type { MikroORM } from '@mikro-orm/postgresql'
import { sql, type Kysely } from 'kysely'
import type {
  SetThresholds,
  ThresholdChange,
  ThresholdStore,
} from '#application/ports/threshold-store.ts'
import { readThresholds } from './thresholds.ts'

type Db = Kysely<never>

export function createPostgresThresholdStore(orm: MikroORM): ThresholdStore {
  return {
    read: (id) => read(orm.em.fork().getKysely() as Db, id),
    save: (change) =>
      orm.em.fork().transactional(async (em) => {
        const db = em.getKysely() as Db
        // People who save at the same time do so one after the other.
        await sql`select pg_advisory_xact_lock(471118)`.execute(db)
        const before = await read(db, change.organizationId)
        if (!before) return err(unknownOrganization)
        const { expectedVersion = before.version } = change
        if (expectedVersion !== before.version) return err(staleFor(before))
        await write(db, change, before.version + 1)
        return ok((await read(db, change.organizationId))!)
      }),
  }
}

async function read(db: Db, id?: string): Promise<SetThresholds | undefined> {
  if (id !== undefined && !(await isKnown(db, id))) return undefined
  const { own, platform, effective, otherwise } = await readThresholds(db, id)
  const row = id === undefined ? platform : own
  return {
    effective,
    otherwise,
    chosen: row?.chosen ?? {},
    version: row?.version ?? 0,
    changedAt: row?.changedAt,
    changedBy: row?.changedBy,
  }
}

async function isKnown(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select from organization where organization_id = ${id}`.execute(db)
  return rows.length > 0
}

async function write(db: Db, { organizationId, chosen, by }: ThresholdChange, version: number) {
  const table = sql.table(organizationId === undefined ? 'platform_threshold' : 'threshold')
  const key = organizationId === undefined ? sql`id` : sql`organization_id`
  const { errorsPerDay = null, waitingHours = null, secretDays = null } = chosen
  await sql`
    insert into ${table} (${key}, errors_per_day, waiting_hours, secret_days, version, changed_at, changed_by)
    values (${organizationId ?? 1}, ${errorsPerDay}, ${waitingHours}, ${secretDays}, ${version}, clock_timestamp(), ${by})
    on conflict (${key}) do update set errors_per_day = excluded.errors_per_day, waiting_hours = excluded.waiting_hours,
      secret_days = excluded.secret_days, version = excluded.version, changed_at = excluded.changed_at,
      changed_by = excluded.changed_by`.execute(db)
  await sql`
    insert into touched (organization_id, from_at) select organization_id, clock_timestamp() from organization
    where ${organizationId ?? null}::text is null or organization_id = ${organizationId ?? null}`.execute(
    db,
  )
}

const staleFor = ({ version, changedAt, changedBy = '' }: SetThresholds): Refusal => ({
  kind: 'stale',
  code: 'threshold.changed_meanwhile',
  params: { by: changedBy, version, at: changedAt?.toISOString() ?? '' },
})
