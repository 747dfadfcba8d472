import { idOf } from '@bilagsbro/kernel/name'
import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql, type Kysely } from 'kysely'
import type { PastRequest } from '#domain/earlier.ts'
import type { RecordKey } from '#domain/record.ts'

export type KeptRequest = Omit<PastRequest, keyof RecordKey | 'attempt'>

const keyOf = ({ organizationId, recordId, revision }: RecordKey) => ({
  organization_id: organizationId,
  record_id: idOf(recordId),
  revision,
})
const keyTypes = { organization_id: 'text', record_id: 'text', revision: 'int' } as const

/** Of records whose attempt is known here, with the rules that made its voucher, nothing has to be kept. */
export async function keepPastRequests(
  db: Kysely<never>,
  requests: readonly PastRequest[],
): Promise<void> {
  const rows = requests.map((asked) => {
    const { attempt, connector, targetFingerprint, voucher } = asked
    const request: KeptRequest = { connector, targetFingerprint, voucher }
    return { ...keyOf(asked), attempt, request }
  })
  await sql`
    insert into past_request (organization_id, record_id, revision, attempt, request)
    select * from ${recordset('row', rows, { ...keyTypes, attempt: 'int', request: 'jsonb' })}
    where not exists (
      select from record r
      where r.organization_id = "row".organization_id and r.record_id = "row".record_id
        and r.revision = "row".revision and r.attempt >= "row".attempt and r.configured > 0)
    on conflict do nothing`.execute(db)
}

/** Under the ids that they are asked for. */
export async function pastRequests(
  db: Kysely<never>,
  records: readonly RecordKey[],
): Promise<PastRequest[]> {
  const asked = records.map((record, at) => ({ ...keyOf(record), at }))
  const { rows } = await sql<{ at: number; attempt: number; request: KeptRequest }>`
    select at, attempt, request from ${recordset('asked', asked, { ...keyTypes, at: 'int' })}
    join past_request using (organization_id, record_id, revision)`.execute(db)
  return rows.map(({ at, attempt, request }) => {
    const { organizationId, recordId, revision } = records[at]!
    return { organizationId, recordId, revision, attempt, ...request }
  })
}
