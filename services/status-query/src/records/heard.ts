import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { changeKinds, toldBy, type LoggedText } from '#audit/told.ts'
import type { RecordChange, RecordKey } from './change.ts'
import { keyColumns, keyTypes } from './columns.ts'

/** What the log holds of the orchestrator's words on records; none of it from before the log held what records show. */
export type Heard = (keys: readonly RecordKey[]) => Promise<RecordChange[]>

/** Up to an entry, where that is given. */
export const heardOf =
  (em: EntityManager, until?: number): Heard =>
  async (keys) => {
    const given = recordset('r', keys.map(keyColumns), keyTypes)
    const { rows } = await sql<LoggedText>`
      select l.line, l.body from ${given} join public.sync_logs l
          on l.organization_id = r.organization_id and l.subject = r.record_id and l.revision = r.revision
      where l.kind = any(${[...changeKinds]}::text[]) ${until === undefined ? sql`` : sql`and l.id <= ${until}`}`.execute(
      em.getKysely(),
    )
    return rows.flatMap((row) => {
      const told = toldBy(row)
      return told?.model === 'change' ? [told.data] : []
    })
  }
