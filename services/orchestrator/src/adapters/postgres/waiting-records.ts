import type { MikroORM } from '@mikro-orm/postgresql'
import { sql, type Kysely } from 'kysely'
import type { WaitingRecords } from '#application/ports/waiting-records.ts'
import { organizationColumns, toOrganization, type OrganizationRow } from './rows.ts'
import { createSyncUnit, type Tell } from './sync-unit.ts'

export function createPostgresWaitingRecords(orm: MikroORM): WaitingRecords {
  return {
    async of(organizationId) {
      const db = orm.em.fork().getKysely() as Kysely<never>
      const { rows } = await sql<OrganizationRow>`
        select ${organizationColumns} from organization
        where organization_id = ${organizationId}`.execute(db)
      const organization = rows.map(toOrganization)[0]
      if (!organization) return undefined
      const tellsNobody: Tell = () => {}
      const locked = new Map([[organizationId, organization]])
      const unit = createSyncUnit(db, locked, tellsNobody, sendsNothing)
      return {
        ...unit,
        organization,
        async contents(records) {
          const found = await unit.contents(records)
          const byKey = new Map(found.map((kept) => [keyOf(kept.record), kept]))
          return records.flatMap((key) => byKey.get(keyOf(key)) ?? [])
        },
        async waiting(most) {
          const { rows: found } = await waitingOf(organizationId, most).execute(db)
          const keys = found.map(({ recordId, revision }) => ({
            organizationId,
            recordId,
            revision,
          }))
          return { keys, total: found[0]?.total ?? 0 }
        },
      }
    },
  }
}

/** Nothing is sent by what is only read, so that it does not matter what the database knows. */
const sendsNothing = new Date(0)

const keyOf = ({ recordId, revision }: { recordId: string; revision: number }) =>
  `${revision} ${recordId}`

interface WaitingRow {
  recordId: string
  revision: number
  total: number
}

/** One part for each status, so that each finds its index. */
const waitingOf = (organizationId: string, most: number) => sql<WaitingRow>`
  select record_id as "recordId", revision, (count(*) over ())::int as total from (
    select record_id, revision, created_at from record
    where organization_id = ${organizationId} and status = 'pending'
    union all
    select record_id, revision, created_at from record
    where organization_id = ${organizationId} and status = 'retry_scheduled'
  ) as waiting
  order by created_at, record_id, revision limit ${most}`
