import type { Failure } from '@bilagsbro/booking/failure'
import type { MovedDate } from '@bilagsbro/booking/moved-date'
import type { CorrectedVoucher, LedgerVoucher } from '@bilagsbro/booking/voucher'
import type { RecordApproved } from '@bilagsbro/events/record-approved'
import type { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import { oreOf } from '@bilagsbro/kernel/money'
import { idOf } from '@bilagsbro/kernel/name'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql, type RawBuilder } from 'kysely'
import { newestOfEach } from '../newest.ts'
import type { RecordStatus, ShownReason } from './record.ts'
import { Sums } from './sums.ts'

export interface RecordKey {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
}

/** The orchestrator's word on a record; counts only if its sequence is greater than the stored one. */
export interface RecordChange extends RecordKey {
  readonly sequence: number
  readonly at: string
  readonly status: RecordStatus
  readonly reason?: ShownReason | undefined
  readonly failure?: Failure | undefined
  readonly voucher?: LedgerVoucher | undefined
  readonly corrects?: CorrectedVoucher | undefined
  readonly mode?: 'draft' | undefined
  readonly moved?: MovedDate | undefined
  readonly reference?: string | undefined
  readonly attempts?: number | undefined
  readonly nextAttemptAt?: string | undefined
}

interface Known extends RecordKey {
  status: RecordStatus
  amount: string
  sequence: number
  transferred: boolean
}

/**
 * Shows approved records as waiting, and as set aside where the organisation is unknown: the orchestrator keeps such
 * records as dead letters. The first content of an identity stays, unless it was set aside; a repeat changes nothing.
 */
export async function showApproved(
  em: EntityManager,
  records: readonly (RecordApproved | RecordWithdrawn)[],
  { now, unknown }: { readonly now: Date; readonly unknown: ReadonlySet<string> },
) {
  const rows = newestOfEach(records, keyOf, unnumbered).map((record) => ({
    ...keyColumns(record),
    ...contentColumns(record),
    status: unknown.has(record.organizationId) ? 'set_aside' : 'pending',
  }))
  const given = recordset('r', rows, approvalTypes)
  const { rows: added } = await sql<Known>`
    insert into record (organization_id, record_id, revision, record_type, payee_kind, amount, approved_at, status, updated_at)
    select r.*, ${now} from ${given}
    on conflict do nothing
    returning organization_id as "organizationId", status, amount`.execute(em.getKysely())
  const sums = new Sums()
  for (const row of added) sums.add(row.organizationId, row.status, 1, oreOf(row.amount))
  if (added.length < rows.length) {
    await takeUp(em, given, sums)
    await complete(em, given, sums)
  }
  await sums.save(em)
}

/** A withdrawal is a revision of its own, of nothing. */
const contentColumns = (record: RecordApproved | RecordWithdrawn) =>
  'withdrawnAt' in record
    ? { record_type: 'withdrawal', amount: '0.00', approved_at: record.withdrawnAt }
    : {
        record_type: record.recordType,
        payee_kind: record.payee.kind,
        amount: record.total,
        approved_at: record.approvedAt,
      }

/** Approvals have no sequence: the first of a batch is taken. */
const unnumbered = () => 0

const keyTypes = { organization_id: 'text', record_id: 'text', revision: 'int' } as const
const approvalTypes = {
  ...keyTypes,
  record_type: 'text',
  payee_kind: 'text',
  amount: 'numeric',
  approved_at: 'timestamptz',
  status: 'text',
} as const

/** Completes records that the orchestrator spoke of before their approval was read. */
async function complete(em: EntityManager, given: RawBuilder<unknown>, sums: Sums) {
  const { rows } = await sql<Known>`
    update record set record_type = r.record_type, payee_kind = r.payee_kind, amount = r.amount, approved_at = r.approved_at
    from ${given}
    where ${sameKey} and record.record_type is null
    returning record.organization_id as "organizationId", record.status, record.amount`.execute(
    em.getKysely(),
  )
  for (const row of rows) sums.add(row.organizationId, row.status, 0, oreOf(row.amount))
}

/** Takes up records that were set aside and came again, now that their organisation is known. */
async function takeUp(em: EntityManager, given: RawBuilder<unknown>, sums: Sums) {
  const { rows } = await sql<Known & { before: string }>`
    update record set record_type = r.record_type, payee_kind = r.payee_kind, amount = r.amount, approved_at = r.approved_at,
      status = 'pending'
    from (
      select r.*, record.amount as before from record
        join ${given} on ${sameKey}
      where record.status = 'set_aside' and r.status = 'pending'
      order by record.organization_id, record.record_id, record.revision for update of record
    ) r
    where ${sameKey}
    returning record.organization_id as "organizationId", record.amount, r.before`.execute(
    em.getKysely(),
  )
  for (const { organizationId, amount, before } of rows) {
    sums.add(organizationId, 'set_aside', -1, -oreOf(before))
    sums.add(organizationId, 'pending', 1, oreOf(amount))
  }
}

/** Shows the orchestrator's word on records; gives back the changes with which a record reached a ledger first. */
export async function showChanges<C extends RecordChange>(
  em: EntityManager,
  changes: readonly C[],
  now: Date,
): Promise<C[]> {
  const newest = newestOfEach(changes.map(underItsId), keyOf, ({ sequence }) => sequence)
  const known = await lock(em, newest)
  const missing = newest.filter((change) => !known.has(keyOf(change)))
  const sums = new Sums()
  if (missing.length > 0) {
    for (const { organizationId } of await addUnseen(em, missing, now))
      sums.add(organizationId, 'pending', 1, 0)
    for (const [key, row] of await lock(em, missing)) known.set(key, row)
  }
  const newer = newest.filter((change) => change.sequence > known.get(keyOf(change))!.sequence)
  for (const change of newer) {
    const before = known.get(keyOf(change))!
    if (before.status === change.status) continue
    sums.add(change.organizationId, before.status, -1, -oreOf(before.amount))
    sums.add(change.organizationId, change.status, 1, oreOf(before.amount))
  }
  if (newer.length > 0) await save(em, newer, now)
  await sums.save(em)
  return newer.filter((change) => change.voucher && !known.get(keyOf(change))!.transferred)
}

async function lock(em: EntityManager, keys: readonly RecordKey[]): Promise<Map<string, Known>> {
  const { rows } = await sql<Known>`
    select record.organization_id as "organizationId", record.record_id as "recordId", record.revision,
      record.status, record.amount, record.sequence::float8 as sequence,
      record.voucher is not null as transferred
    from record join ${recordset('r', keys.map(keyColumns), keyTypes)} on ${sameKey}
    order by record.organization_id, record.record_id, record.revision
    for update of record`.execute(em.getKysely())
  return new Map(rows.map((row) => [keyOf(row), row]))
}

async function addUnseen(em: EntityManager, keys: readonly RecordKey[], now: Date) {
  const { rows } = await sql<{ organizationId: string }>`
    insert into record (organization_id, record_id, revision, status, updated_at)
    select r.*, 'pending', ${now} from ${recordset('r', keys.map(keyColumns), keyTypes)}
    on conflict do nothing
    returning organization_id as "organizationId"`.execute(em.getKysely())
  return rows
}

async function save(em: EntityManager, changes: readonly RecordChange[], now: Date) {
  const rows = changes.map((change) => ({
    ...keyColumns(change),
    status: change.status,
    reason: change.reason,
    failure: change.failure,
    voucher: change.voucher,
    corrects: change.corrects,
    mode: change.mode,
    moved: change.moved,
    reference: change.reference,
    attempts: change.attempts,
    next_attempt_at: change.nextAttemptAt,
    sequence: change.sequence,
  }))
  await sql`
    update record set status = r.status, reason = r.reason, failure = r.failure,
      voucher = coalesce(r.voucher, record.voucher), corrects = coalesce(r.corrects, record.corrects),
      mode = case when r.voucher is null then record.mode else r.mode end, moved = coalesce(r.moved, record.moved), reference = coalesce(r.reference, record.reference),
      attempts = coalesce(r.attempts, record.attempts), next_attempt_at = r.next_attempt_at,
      sequence = r.sequence, updated_at = ${now}
    from ${recordset('r', rows, changeTypes)}
    where ${sameKey}`.execute(em.getKysely())
}

const changeTypes = {
  ...keyTypes,
  status: 'text',
  reason: 'jsonb',
  failure: 'jsonb',
  voucher: 'jsonb',
  corrects: 'jsonb',
  mode: 'text',
  moved: 'jsonb',
  reference: 'text',
  attempts: 'int',
  next_attempt_at: 'timestamptz',
  sequence: 'bigint',
} as const

const sameKey = sql`record.organization_id = r.organization_id and record.record_id = r.record_id and record.revision = r.revision`

const keyColumns = ({ organizationId, recordId, revision }: RecordKey) => ({
  organization_id: organizationId,
  record_id: recordId,
  revision,
})

const keyOf = ({ organizationId, recordId, revision }: RecordKey) =>
  `${organizationId}\n${recordId}\n${revision}`

/** The orchestrator may still keep a record under another form of its id. */
function underItsId<K extends RecordKey>(item: K): K {
  const recordId = idOf(item.recordId)
  return recordId === item.recordId ? item : { ...item, recordId }
}
