import { isWithdrawal, type RecordContent } from '@bilagsbro/booking/approved-record'
import { withRecordNames } from '@bilagsbro/events/read-record'
import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { KeptRecord, OpenWork, SyncUnit } from '#application/ports/sync-store.ts'
import type { Fact } from '#domain/fact.ts'
import type { Organization } from '#domain/organization.ts'
import type { RecordKey } from '#domain/record.ts'
import { earlierRules, keepRules } from './earlier-rules.ts'
import { heldBackOf, keepAnswers, takeAnswers } from './kept-answers.ts'
import { keepRequest, requestOf } from './request-keys.ts'
import { createRetryStore } from './retries.ts'
import { keepPastRequests, pastRequests } from './past-requests.ts'
import { left, waitingSums } from './waiting-sums.ts'
import { recordColumns, runColumns, toRecord, toRun, type RecordRow, type RunRow } from './rows.ts'
import { insertRecords, insertUses, saveOrganizations, saveRuns, updateRecords } from './writes.ts'

export type Tell = (facts: readonly Fact[]) => void

export function createSyncUnit(
  db: Kysely<never>,
  organizations: ReadonlyMap<string, Organization>,
  tell: Tell,
  bornAt: Date,
): SyncUnit {
  const ids = [...organizations.keys()]
  const kept = async (query: RawBuilder<KeptRow>): Promise<KeptRecord[]> => {
    const { rows } = await query.execute(db)
    return rows.map((row) => ({ record: toRecord(row), content: contentOf(row) }))
  }
  return {
    organizations,
    bornAt,
    retries: createRetryStore(db),
    openWork: () => openWork(db, ids),
    async revisions(records) {
      const { rows } = await revisionsOf(records).execute(db)
      return rows.map(toRecord)
    },
    contents: (records) => kept(contentsOf(records)),
    waiting: (id, round, now, limit) =>
      kept(sql`${turnOf(id, now, sql`last_round < ${round}`, limit)} limit ${limit}`),
    probes: (id, round, now, limit) =>
      kept(
        sql`${turnOf(id, now, sql`(last_round < ${round} or held ->> 'code' in ('connector_suspended', 'awaiting_trial'))`, limit)} limit ${limit}`,
      ),
    trials: (id, round, now, limit) =>
      kept(
        sql`${turnOf(id, now, sql`(last_round < ${round} or held ->> 'code' = 'awaiting_trial')`, limit)} limit ${limit}`,
      ),
    waitingSums: async (id, until) => (await waitingSums(id, until).execute(db)).rows,
    left: async (run, round, now) => (await left(run, round, now).execute(db)).rows[0]!,
    sending: (id, requestedBefore, limit) =>
      kept(sql`
        select ${recordColumns}, content from record
        where organization_id = ${id} and status = 'sending' and requested_at <= ${requestedBefore}
        order by record.requested_at limit ${limit}`),
    awaitingPeriod: (id, sentBefore, limit) =>
      kept(sql`
        select ${recordColumns}, content from record
        where organization_id = ${id} and status = 'pending' and held ->> 'code' = 'period_closed'
          and requested_at <= ${sentBefore}
        order by record.requested_at limit ${limit}`),
    async overdue(organizationId, deliveredBefore, limit) {
      const { rows } = await sql<RecordRow>`
        select ${recordColumns} from record
        where organization_id = ${organizationId} and status = 'delivered'
          and (voucher ->> 'overdue') is null and record.sequence <= ${deliveredBefore.getTime()}
        order by record.sequence limit ${limit}`.execute(db)
      return rows.map(toRecord)
    },
    closedPeriod: (id, period) =>
      kept(sql`
        select ${recordColumns}, content from record
        where organization_id = ${id} and status = 'pending' and held ->> 'code' = 'period_closed'
          and left(held ->> 'postingDate', 7) = ${period}
        order by record.created_at, record_id, revision`),
    async heldBack(organizationId, limit) {
      const { rows } = await heldBackOf(organizationId, limit).execute(db)
      return rows.map(({ recordId }) => ({ organizationId, recordId }))
    },
    keepAnswers: (answers, now) => keepAnswers(db, answers, now),
    takeAnswers: (records) => takeAnswers(db, records),
    keepRules: (organization) => keepRules(db, organization),
    earlierRules: (organizationId, versions) => earlierRules(db, organizationId, versions),
    keepPastRequests: (requests) => keepPastRequests(db, requests),
    pastRequests: (records) => pastRequests(db, records),
    async addUses(uses, now) {
      const { rows } = await insertUses(uses, now).execute(db)
      return rows
    },
    async answerTo(organizationId, key) {
      const { rows } = await requestOf(organizationId, key).execute(db)
      return rows[0]
    },
    async keepAnswerTo(organizationId, request, now) {
      await keepRequest(organizationId, request, now).execute(db)
    },
    tell,
    async save({ inserted, updated, runs, organizations: changed }) {
      if (changed.length > 0) await saveOrganizations(db, changed, 'replace')
      if (inserted.length > 0) await insertRecords(db, inserted)
      if (updated.length > 0) await updateRecords(db, updated)
      if (runs.length > 0) await saveRuns(db, runs)
    },
  }
}

type KeptRow = RecordRow & { content: RecordContent }

/** Earlier versions of the software kept the content as it was sent. */
const contentOf = ({ content }: KeptRow): RecordContent =>
  isWithdrawal(content) ? content : withRecordNames(content)

/** Each record by its primary key, however the planner sees the table. */
const revisionsOf = (records: readonly { organizationId: string; recordId: string }[]) =>
  sql<RecordRow>`
    select found.* from (
      select distinct * from ${recordset('asked', records, keyTypes)}
    ) as asked, lateral (
      select ${recordColumns} from record
      where organization_id = "organizationId" and record_id = "recordId" offset 0
    ) as found`

const keyTypes = { organizationId: 'text', recordId: 'text' } as const

const contentsOf = (records: readonly RecordKey[]) => sql<KeptRow>`
  select found.* from ${recordset('asked', records.map(keyOf), { ...keyTypes, rev: 'int' })}, lateral (
    select ${recordColumns}, content from record
    where organization_id = "organizationId" and record_id = "recordId" and revision = rev offset 0
  ) as found`

const keyOf = ({ organizationId, recordId, revision: rev }: RecordKey) => ({
  organizationId,
  recordId,
  rev,
})

/**
 * Retries that are due go before what was never sent. Ordered by the columns, which an index has, and not by the
 * milliseconds that they are read as.
 */
const turnOf = (id: string, now: Date, turn: RawBuilder<unknown>, limit: number) => sql<KeptRow>`
  (select ${recordColumns}, content from record
    where organization_id = ${id} and status = 'retry_scheduled' and next_attempt_at <= ${now}
    order by record.next_attempt_at limit ${limit})
  union all
  (select ${recordColumns}, content from record
    where organization_id = ${id} and status = 'pending' and ${turn}
    order by record.last_round, record.created_at limit ${limit})`

async function openWork(
  db: Kysely<never>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OpenWork>> {
  const counted = sql<{
    organization_id: string
    outstanding: number
    backlog: boolean
    answered: boolean
  }>`
    select organization_id,
      (select count(*)::int from record r
        where r.organization_id = o.organization_id and status = 'sending') as outstanding,
      exists (select from record r
        where r.organization_id = o.organization_id and status = 'pending' and last_round < round)
        as backlog,
      exists (select from kept_answer k where k.organization_id = o.organization_id) as answered
    from organization o where organization_id = any(${ids}::text[])`
  const open = sql<RunRow>`
    select ${runColumns} from run
    where organization_id = any(${ids}::text[]) and completed_at is null`
  const { rows } = await counted.execute(db)
  const runs = (await open.execute(db)).rows.map(toRun)
  return new Map(
    rows.map(({ organization_id: id, ...counted }) => [
      id,
      { ...counted, openRuns: runs.filter((run) => run.organizationId === id) },
    ]),
  )
}
