import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { Epoch } from '@bilagsbro/service-kit/installation'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { DueSince, SyncStore, SyncUnit } from '#application/ports/sync-store.ts'
import { unconfigured, type Organization } from '#domain/organization.ts'
import { usualDeliveredDays } from '#domain/overdue.ts'
import { organizationsHeldBack } from './kept-answers.ts'
import { beyondRounds, organizationColumns, toOrganization, type OrganizationRow } from './rows.ts'
import { createSyncUnit, type Tell } from './sync-unit.ts'
import { saveOrganizations } from './writes.ts'

/** One transaction; told facts are published if it is committed. */
export type Transact = <T>(work: (em: EntityManager, tell: Tell) => Promise<T>) => Promise<T>

export function createPostgresSyncStore(
  transact: Transact,
  orm: MikroORM,
  { bornAt }: Pick<Epoch, 'bornAt'>,
): SyncStore {
  const read = () => kyselyOf(orm.em.fork())
  const change = async <T>(
    organizationIds: readonly string[],
    work: (unit: SyncUnit) => Promise<T>,
    { create = false }: { readonly create?: boolean } = {},
  ) => {
    const ids = [...new Set(organizationIds)].toSorted()
    return transact(async (em, tell) => {
      const db = kyselyOf(em)
      if (create) await saveOrganizations(db, ids.map(unconfigured), 'keep')
      return work(createSyncUnit(db, await lock(db, ids, sql``), tell, bornAt))
    })
  }
  return {
    change,
    async tryChange(organizationId, work) {
      await transact(async (em, tell) => {
        const db = kyselyOf(em)
        const locked = await lock(db, [organizationId], sql`skip locked`)
        if (locked.size > 0) await work(createSyncUnit(db, locked, tell, bornAt))
      })
    },
    async unknown(organizationIds) {
      const { rows } = await sql<{ id: string }>`
        select id from unnest(${organizationIds}::text[]) as asked (id)
        where not exists (select from organization where organization_id = id)`.execute(read())
      return rows.map(({ id }) => id)
    },
    async heldBack() {
      const { rows } = await organizationsHeldBack.execute(read())
      return rows.map(({ organization_id }) => organization_id)
    },
    async working() {
      const { rows } = await sql<{ organization_id: string }>`
        select organization_id from organization
        where suspension is null and configuration ->> 'connector' is not null
        order by organization_id`.execute(read())
      return rows.map(({ organization_id }) => organization_id)
    },
    async hasToldOf(epoch) {
      const { rows } = await sql`select from told_epoch where epoch = ${epoch}`.execute(read())
      return rows.length > 0
    },
    async noteTold(epoch) {
      await sql`insert into told_epoch values (${epoch}) on conflict do nothing`.execute(read())
    },
    async forgetAnswers(keptBefore) {
      await sql`delete from kept_answer where kept_at < ${keptBefore}`.execute(read())
    },
    async forgetRequests(keptBefore) {
      await sql`delete from request_key where kept_at < ${keptBefore}`.execute(read())
    },
    async unproved(since, now) {
      const { rows } = await unprovedOrganizations(since, now).execute(read())
      return rows.map(({ organization_id }) => organization_id)
    },
    async due(since) {
      const { rows } = await dueOrganizations(since).execute(read())
      return rows.map(({ organization_id }) => organization_id)
    },
  }
}

const kyselyOf = (em: EntityManager) => em.getKysely() as Kysely<never>

async function lock(
  db: Kysely<never>,
  ids: readonly string[],
  wait: RawBuilder<unknown>,
): Promise<ReadonlyMap<string, Organization>> {
  const { rows } = await sql<OrganizationRow>`
    select ${organizationColumns} from organization where organization_id = any(${ids}::text[])
    order by organization_id for update ${wait}`.execute(db)
  return new Map(rows.map((row) => [row.organization_id, toOrganization(row)]))
}

const mostAtOnce = 500

const dueOrganizations = (since: DueSince) => sql<{ organization_id: string }>`
  select organization_id from organization o
  where exists (
      select from record r where r.organization_id = o.organization_id
        and r.status = 'pending' and (r.last_round < o.round or r.last_round = ${beyondRounds.unread}))
    or exists (
      select from record r where r.organization_id = o.organization_id
        and r.status = 'retry_scheduled' and r.next_attempt_at <= ${since.now})
    or exists (
      select from record r where r.organization_id = o.organization_id
        and r.status = 'sending' and r.requested_at <= ${since.requestedBefore})
    or exists (
      select from record r where r.organization_id = o.organization_id
        and r.status = 'pending' and r.held ->> 'code' = 'period_closed'
        and r.requested_at <= ${since.periodSince})
    or exists (
      select from run where run.organization_id = o.organization_id and completed_at is null
        and (changed_at <= ${since.quietSince} and ${nothingOutstanding}
          or started_at <= ${since.startedBefore}))
    or (o.probe_at <= ${since.now} and (configuration -> 'connector' ->> 'enabled')::boolean
      and exists (
        select from record r where r.organization_id = o.organization_id
          and r.status = 'pending' and r.held ->> 'code' in ('connector_suspended', 'awaiting_trial')))
    or (o.trial ->> 'kind' = 'due' and o.suspension is null
      and coalesce((o.trial ->> 'notBefore')::timestamptz <= ${since.now}, true)
      and (configuration -> 'connector' ->> 'enabled')::boolean
      and exists (
        select from record r where r.organization_id = o.organization_id
          and r.status = 'pending' and r.held ->> 'code' = 'awaiting_trial'))
    or exists (
      select from record r where r.organization_id = o.organization_id
        and r.status = 'delivered' and (r.voucher ->> 'overdue') is null
        and r.sequence <= ${since.now.getTime()}::bigint - 86400000 * coalesce(
          (o.configuration #>> '{policies,deliveredDays}')::bigint, ${usualDeliveredDays}::bigint))
    or o.next_run_at <= ${since.now}
    or ((o.suspension is null or o.probe_at <= ${since.now})
      and (configuration -> 'connector' ->> 'enabled')::boolean
      and exists (
        select from record r where r.organization_id = o.organization_id
          and r.status = 'failed' and r.next_attempt_at <= ${since.now}))
  order by random() limit ${mostAtOnce}`

const unprovedOrganizations = (since: Date, now: Date) => sql<{ organization_id: string }>`
  select organization_id from organization o
  where (configuration -> 'connector' ->> 'enabled')::boolean
    and (proved_at is null or proved_at <= ${since})
    and case when suspension is null
      then exists (
        select from run where run.organization_id = o.organization_id and started_at > ${since}
          and trigger = 'schedule' and (counts ->> 'planned')::int = 0)
      else probe_at <= ${now} and not exists (
        select from record r where r.organization_id = o.organization_id
          and r.status = 'pending' and r.held ->> 'code' = 'connector_suspended') end
  order by random() limit 50`

const nothingOutstanding = sql`
  (counts ->> 'planned')::int = (counts ->> 'posted')::int + (counts ->> 'delivered')::int
    + (counts ->> 'failed')::int + (counts ->> 'returned')::int`
