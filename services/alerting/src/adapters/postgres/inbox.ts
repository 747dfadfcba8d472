import type { MikroORM } from '@mikro-orm/postgresql'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { AlertedRecord, Inbox, InboxQuery, ShownAlert } from '#application/ports/inbox.ts'
import type { AlertState } from '#domain/alert.ts'
import { alertColumns, toAlert, type AlertRow } from './alert-rows.ts'
import { troublesOfAlert } from './figures.ts'
import { milliseconds, momentOf } from './moments.ts'

type Row = AlertRow & {
  readonly name: string | null
  readonly read: boolean
  readonly total: number
}

export function createPostgresInbox(orm: MikroORM): Inbox {
  const db = () => orm.em.fork().getKysely() as Kysely<never>
  return {
    async list(query) {
      const { rows } = await listed(query).execute(db())
      const [first] = rows
      const total = first ? first.total : (await counted(query).execute(db())).rows[0]!.total
      return { rows: rows.map(shown), total }
    },
    async find(id, userId) {
      const { rows } =
        await sql<Row>`${selected(userId)} where alert.id = ${id} and ${isShown}`.execute(db())
      return rows[0] && shown(rows[0])
    },
    async records(alert, { after = '0', limit }) {
      const { rows } = await sql<{
        recordId: string
        revision: number
        began: number
        cleared: number | null
        clearedBy: string | null
        total: number
      }>`
        select record_id as "recordId", revision, ${milliseconds('began_at')} as began, ${milliseconds('cleared_at')} as cleared,
          cleared_by as "clearedBy", count(*) over ()::int as total
        from (${troublesOfAlert(alert)}) as t
        order by cleared_at nulls first, began_at, record_id, revision offset ${Number(after)} limit ${limit}`.execute(
        db(),
      )
      return {
        rows: rows.map(({ recordId, revision, began, cleared, clearedBy }): AlertedRecord => ({
          recordId,
          revision,
          beganAt: began,
          clearedAt: cleared ?? undefined,
          clearedBy: clearedBy ?? undefined,
        })),
        total: rows[0]?.total ?? 0,
      }
    },
    async noteRead(id, userId, at) {
      await sql`insert into alert_read (alert_id, user_id, read_at) values (${id}, ${userId}, ${momentOf(at)})
        on conflict (alert_id, user_id) do update set read_at = greatest(alert_read.read_at, excluded.read_at)`.execute(
        db(),
      )
    },
  }
}

const isRead = sql`coalesce(alert_read.read_at >= coalesce(alert.news_at, alert.raised_at), false)`

const selected = (userId: string): RawBuilder<Row> => sql`
  select ${alertColumns}, o.name, ${isRead} as read, count(*) over ()::int as total
  from alert left join organization o on o.organization_id = alert.organization_id
    left join alert_read on alert_read.alert_id = alert.id and alert_read.user_id = ${userId}`

/** One that gathers is no alert yet. */
const isShown = sql`(told_at is not null or muted_by is not null or resolved_at is not null)`

const states: Readonly<Record<AlertState, RawBuilder<unknown>>> = {
  resolved: sql`resolved_at is not null`,
  snoozed: sql`resolved_at is null and snoozed_by is not null`,
  acknowledged: sql`resolved_at is null and snoozed_by is null and acknowledged_by is not null`,
  muted: sql`resolved_at is null and snoozed_by is null and acknowledged_by is null and muted_by is not null`,
  open: sql`resolved_at is null and snoozed_by is null and acknowledged_by is null and muted_by is null`,
}

function conditions({ state, organizationId, unread }: InboxQuery): RawBuilder<unknown> {
  const all = [isShown]
  if (state) all.push(states[state])
  if (organizationId !== undefined) all.push(sql`alert.organization_id = ${organizationId}`)
  if (unread !== undefined) all.push(unread ? sql`not ${isRead}` : isRead)
  return sql.join(all, sql` and `)
}

const listed = (query: InboxQuery) => sql<Row>`
  ${selected(query.userId)} where ${conditions(query)}
  order by alert.raised_at desc, alert.id offset ${Number(query.after ?? 0)} limit ${query.limit}`

/** For a page behind the last one. */
const counted = (query: InboxQuery) => sql<{ total: number }>`
  select count(*)::int as total from (${selected(query.userId)} where ${conditions(query)}) as found`

const shown = (row: Row): ShownAlert => ({
  alert: toAlert(row),
  organizationName: row.name ?? undefined,
  isRead: row.read,
})
