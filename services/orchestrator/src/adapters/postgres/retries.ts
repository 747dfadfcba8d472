import { failureClasses, isUnproven } from '@bilagsbro/booking/failure'
import { earlierUnproven } from '@bilagsbro/booking/waiting-cause'
import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { LeftRecord, RetryStore, Selection } from '#application/ports/retry-store.ts'
import { aheadOfRounds, type SyncRecord } from '#domain/record.ts'
import { recordColumns, toRecord, type RecordRow } from './rows.ts'

const unproven = failureClasses.filter((one) => isUnproven({ class: one, code: '', message: '' }))

const isFailed = sql`status = 'failed'`
const awaitsPeriod = sql`status = 'pending' and held ->> 'code' = 'period_closed'`
const mayBeInLedger = sql`${isFailed}
  and (failure ->> 'class' = any(${unproven}::text[]) or failure ->> 'code' = ${earlierUnproven})`
/** As the domain's `mayGoAgain`. */
const mayGoAgain = sql`((${isFailed} and not (${mayBeInLedger})) or (${awaitsPeriod}))`

export const createRetryStore = (db: Kysely<never>): RetryStore => ({
  async hasCause(organizationId, fingerprint) {
    const { rows } = await sql`
      select from record where ${within(organizationId, { kind: 'cause', fingerprint })} limit 1`.execute(
      db,
    )
    return rows.length > 0
  },
  async periods(organizationId) {
    const { rows } = await sql<{ period: string }>`
      select distinct left(held ->> 'postingDate', 7) as period from record
      where organization_id = ${organizationId} and ${awaitsPeriod}
        and held ->> 'postingDate' is not null`.execute(db)
    return rows.map(({ period }) => period)
  },
  async count(organizationId, selection) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from record
      where ${within(organizationId, selection)} and ${mayGoAgain}`.execute(db)
    return rows[0]!.count
  },
  async left(organizationId, selection, limit) {
    const { rows } = await sql<LeftRecord>`
      select record_id as "recordId", revision, case
        when ${mayBeInLedger} then 'may_be_in_ledger'
        when status = 'sending' and failure is not null then 'in_doubt'
        else status end as status
      from record where ${within(organizationId, selection)} and ${mayGoAgain} is not true
      order by 1, 2 limit ${limit}`.execute(db)
    return rows
  },
  async take(organizationId, selection, { runId, now }) {
    const { rows } = await sql<RecordRow>`
      update record set status = 'pending', last_round = ${aheadOfRounds}, held = ${awaitingRetry}::jsonb,
        failure = null, next_attempt_at = null, failures = 0, run_id = ${runId},
        sequence = greatest(sequence + 1, ${now.getTime()})
      where ${within(organizationId, selection)} and ${mayGoAgain}
      returning ${recordColumns}`.execute(db)
    return rows.map(toRecord)
  },
  async due(organizationId, now, limit) {
    const { rows } = await sql<RecordRow>`
      select ${recordColumns} from record
      where organization_id = ${organizationId} and ${isFailed} and next_attempt_at <= ${now}
      order by record.next_attempt_at limit ${limit}`.execute(db)
    return rows.map(toRecord)
  },
  async bringForward(organizationId, now) {
    await sql`
      update record set next_attempt_at = ${now}
      where organization_id = ${organizationId} and ${isFailed} and next_attempt_at > ${now}`.execute(
      db,
    )
  },
})

const awaitingRetry = JSON.stringify({ code: 'awaiting_retry' })

function within(organizationId: string, selection: Selection): RawBuilder<unknown> {
  const own = sql`organization_id = ${organizationId}`
  switch (selection.kind) {
    case 'records':
      return sql`${own} and (record_id, revision) in (
        select "recordId", rev from ${recordset('asked', selection.records.map(keyOf), keyTypes)})`
    case 'failed':
      return sql`${own} and ${isFailed}`
    case 'cause':
      return sql`${own} and ${isFailed} and failure ->> 'cause' = ${selection.fingerprint}`
    case 'period':
      return sql`${own} and ${awaitsPeriod} and left(held ->> 'postingDate', 7) = ${selection.period}`
  }
}

const keyTypes = { recordId: 'text', rev: 'int' } as const
const keyOf = ({ recordId, revision: rev }: Pick<SyncRecord, 'recordId' | 'revision'>) => ({
  recordId,
  rev,
})
