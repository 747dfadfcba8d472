import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { RecordKey } from '#domain/record.ts'

/** The types of records, such as `expense`; a withdrawal has none. By `keyOf`. */
export const readRecordTypes =
  (keyOf: (record: RecordKey) => string) =>
  async (
    em: EntityManager,
    records: readonly RecordKey[],
  ): Promise<ReadonlyMap<string, string>> => {
    const { rows } = await sql<RecordKey & { type: string }>`
      select r."organizationId", r."recordId", r.revision, content ->> 'recordType' as type
      from ${recordset('r', records, keyTypes)}
      join record on organization_id = r."organizationId" and record_id = r."recordId"
        and record.revision = r.revision
      where content ->> 'recordType' is not null`.execute(em.getKysely())
    return new Map(rows.map((row) => [keyOf(row), row.type]))
  }

const keyTypes = { organizationId: 'text', recordId: 'text', revision: 'int' } as const
