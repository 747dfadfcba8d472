import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { iso } from '../moments.ts'

export const RecentErrors = Type.Object(
  {
    count: Type.Integer(),
    latest: Type.Array(
      Type.Object(
        {
          at: Moment('When the attempt failed.'),
          recordId: Type.String(),
          revision: Type.Integer(),
          reference: Type.String({
            description: 'What the voucher carries in the ledger.',
            examples: ['BB27842DZ3V0HVHP'],
          }),
          code: Type.String({ examples: ['account.blocked'] }),
          message: Type.String(),
        },
        { title: 'RecentError' },
      ),
    ),
  },
  { title: 'RecentErrors', description: 'Attempts that failed in the last 24 hours.' },
)
export type RecentErrors = Static<typeof RecentErrors>

interface ToggleRow {
  readonly at: Date
  readonly status: string
  readonly actor: string | null
  readonly reason: string | null
}

/** The last toggle, if the connector's state agrees with it: the audit fact comes before the state or after it. */
export async function readToggle(
  orm: Database,
  organizationId: string,
  { type, enabled }: { readonly type: string; readonly enabled: boolean },
) {
  const { rows } = await sql<ToggleRow>`
    select at, status, actor, coalesce(message, body::json ->> 'note') as reason
    from sync_logs
    where organization_id = ${organizationId} and subject = ${organizationId}
      and kind = 'connector.toggled' and revision = 0 and code = ${type}
    order by sequence desc limit 1`.execute(orm.em.fork().getKysely())
  const [row] = rows
  if (row?.status !== (enabled ? 'enabled' : 'disabled')) return {}
  return {
    toggledAt: iso(row.at),
    ...(row.actor !== null && { toggledBy: row.actor }),
    ...(row.reason !== null && { reason: row.reason }),
  }
}

const shownErrors = 5

export async function readErrors(
  orm: Database,
  organizationId: string,
  since: Date,
): Promise<RecentErrors> {
  const db = orm.em.fork().getKysely()
  const recent = sql`organization_id = ${organizationId} and kind = 'sync.failed' and at > ${since}`
  const counted = await sql<{ count: string }>`
    select count(*) as count from sync_logs where ${recent}`.execute(db)
  const { rows } = await sql<
    Omit<RecentErrors['latest'][number], 'at' | 'reference'> & { readonly at: Date }
  >`
    select at, subject as "recordId", revision, code, message from sync_logs where ${recent}
    order by at desc, id desc limit ${shownErrors}`.execute(db)
  return {
    count: Number(counted.rows[0]?.count ?? 0),
    latest: rows.map((row) => ({
      ...row,
      at: iso(row.at),
      reference: voucherReference(organizationId, row.recordId, row.revision),
    })),
  }
}
