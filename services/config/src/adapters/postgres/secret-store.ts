import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import type { SecretStore } from '#application/ports/secret-store.ts'
import type { SealedSecret } from '#domain/organization.ts'

interface Row {
  readonly organizationId: string
  readonly connector: string
  readonly field: string
  readonly version: number
  readonly sealed: SealedSecret
}

export function createPostgresSecretStore(orm: Database): SecretStore {
  const db = () => orm.em.fork().getKysely()
  return {
    async counts() {
      const { rows } = await sql<{ keyId: string; secrets: number }>`
        select sealed ->> 'kekId' as "keyId", count(*)::int as secrets
        from secret group by 1 order by 1`.execute(db())
      return rows
    },
    async underOthers(keyId, after, limit) {
      const { rows } = await sql<Row>`
        select organization_id as "organizationId", type as connector, field, version, sealed
        from secret join connector using (organization_id)
        where sealed ->> 'kekId' <> ${keyId}
          and (organization_id, field) > (${after?.organizationId ?? ''}, ${after?.field ?? ''})
        order by organization_id, field limit ${limit}`.execute(db())
      return rows.map(({ sealed, ...place }) => ({ place, sealed }))
    },
    async replace(changes) {
      const texts = (of: (change: (typeof changes)[number]) => string) => changes.map(of)
      const { numAffectedRows } = await sql`
        update secret s set sealed = c.after
        from unnest(
          ${texts(({ place }) => place.organizationId)}::text[], ${texts(({ place }) => place.field)}::text[],
          ${changes.map(({ place }) => place.version)}::int[],
          ${texts(({ before }) => JSON.stringify(before))}::jsonb[],
          ${texts(({ sealed }) => JSON.stringify(sealed))}::jsonb[]
        ) as c (organization_id, field, version, before, after)
        where (s.organization_id, s.field, s.version) = (c.organization_id, c.field, c.version)
          and s.sealed = c.before`.execute(db())
      return Number(numAffectedRows ?? 0)
    },
    closeKey: (keyId, at) =>
      orm.em.fork().transactional(async (em) => {
        const tx = em.getKysely()
        await sql`set local lock_timeout = '20s'`.execute(tx)
        // No save is under way now, and every later save sees the closed key.
        await sql`lock table secret in share row exclusive mode`.execute(tx)
        const { rows } = await sql`
          select from secret where sealed ->> 'kekId' = ${keyId} limit 1`.execute(tx)
        if (rows.length > 0) return false
        await sql`
          insert into closed_key (id, closed_at) values (${keyId}, ${at})
          on conflict do nothing`.execute(tx)
        return true
      }),
    exclusively: (work) =>
      orm.em.fork().transactional(async (em) => {
        // Other connections do the work; this connection only waits, however long the work takes.
        await sql`set local idle_in_transaction_session_timeout = 0`.execute(em.getKysely())
        const { rows } = await sql<{ mine: boolean }>`
          select pg_try_advisory_xact_lock(471101) as mine`.execute(em.getKysely())
        return rows[0]?.mine ? work() : undefined
      }),
  }
}
