import { oreOf } from '@bilagsbro/kernel/money'
import { idOf } from '@bilagsbro/kernel/name'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql, type RawBuilder } from 'kysely'
import type { Transfer } from '#organizations/projection.ts'
import { newestOfEach } from '../newest.ts'
import {
  firstLedger,
  folded,
  isLasting,
  type Approval,
  type RecordChange,
  type RecordKey,
} from './change.ts'
import { changeTypes, columnsOf, keyColumns, keyTypes } from './columns.ts'
import { heardOf, type Heard } from './heard.ts'
import type { RecordStatus } from './record.ts'
import { Sums } from './sums.ts'

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
  records: readonly Approval[],
  { now, unknown }: { readonly now: Date; readonly unknown: ReadonlySet<string> },
) {
  const rows = newestOfEach(records, keyOf, unnumbered).map((record) => ({
    ...keyColumns(record),
    record_type: record.recordType,
    payee_kind: record.payeeKind,
    amount: record.amount,
    approved_at: record.approvedAt,
    status: unknown.has(record.organizationId) ? 'set_aside' : 'pending',
    reference: referenceOf(record),
  }))
  const given = recordset('r', rows, approvalTypes)
  const { rows: added } = await sql<Known>`
    insert into record (organization_id, record_id, revision, record_type, payee_kind, amount, approved_at, status, reference, updated_at)
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

/** Approvals have no sequence: the first of a batch is taken. */
const unnumbered = () => 0

/** What its voucher will carry: known before anything is sent, and kept in the row so that a search finds it. */
const referenceOf = ({ organizationId, recordId, revision }: RecordKey) =>
  voucherReference(organizationId, recordId, revision)

const approvalTypes = {
  ...keyTypes,
  record_type: 'text',
  payee_kind: 'text',
  amount: 'numeric',
  approved_at: 'timestamptz',
  status: 'text',
  reference: 'text',
} as const

/** Completes records that the orchestrator spoke of before their approval was read. */
async function complete(em: EntityManager, given: RawBuilder<unknown>, sums: Sums) {
  const { rows } = await sql<Known>`
    update record set record_type = r.record_type, payee_kind = r.payee_kind, amount = r.amount, approved_at = r.approved_at,
      reference = coalesce(record.reference, r.reference)
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
      status = 'pending', reference = coalesce(record.reference, r.reference)
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

/**
 * Shows the orchestrator's word on records; gives back how records reached ledgers. What lasts of a word that comes late
 * is found among all that the log holds of the record, so that it comes out as if it had come in its turn.
 */
export async function showChanges(
  em: EntityManager,
  changes: readonly RecordChange[],
  { now, heard = heardOf(em) }: { readonly now: Date; readonly heard?: Heard },
): Promise<Transfer[]> {
  const byKey = Map.groupBy(changes.map(underItsId), keyOf)
  const keys = [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, [one]]) => one!)
  const known = await lock(em, keys)
  const missing = keys.filter((key) => !known.has(keyOf(key)))
  const sums = new Sums()
  if (missing.length > 0) {
    for (const { organizationId } of await addUnseen(em, missing, now))
      sums.add(organizationId, 'pending', 1, 0)
    for (const [key, row] of await lock(em, missing)) known.set(key, row)
  }
  const transfers: Transfer[] = []
  const saved: RecordChange[] = []
  const late: RecordChange[][] = []
  for (const key of keys) {
    const before = known.get(keyOf(key))!
    const words = byKey.get(keyOf(key))!
    transfers.push(...words.flatMap(reaching))
    const newer = words.filter(({ sequence }) => sequence > before.sequence)
    if (words.some((word) => word.sequence < before.sequence && isLasting(word))) late.push(words)
    else if (newer.length > 0 && !before.transferred) transfers.push(...firstTransfer(newer))
    if (newer.length === 0) continue
    const change = folded(newer)
    saved.push(change)
    if (before.status === change.status) continue
    sums.add(change.organizationId, before.status, -1, -oreOf(before.amount))
    sums.add(change.organizationId, change.status, 1, oreOf(before.amount))
  }
  if (saved.length > 0) await save(em, saved, now)
  if (late.length > 0) transfers.push(...(await takeIn(em, late, { now, heard, known })))
  await sums.save(em)
  return transfers
}

/** Has the record show what lasts of late words, and says how its first ledger is another by them. */
async function takeIn(
  em: EntityManager,
  late: readonly (readonly RecordChange[])[],
  { now, heard, known }: { now: Date; heard: Heard; known: ReadonlyMap<string, Known> },
): Promise<Transfer[]> {
  const before = Map.groupBy(await heard(late.map(([one]) => one!)), keyOf)
  const told = late.map((words) => {
    const earlier = before.get(keyOf(words[0]!)) ?? []
    const sequences = new Set(earlier.map(({ sequence }) => sequence))
    const news = words.filter(({ sequence }) => !sequences.has(sequence))
    return { earlier, news, all: [...earlier, ...news] }
  })
  const news = told.filter(({ news: some }) => some.length > 0)
  // Where the log does not hold all that was said of a record, the latest that is shown stays.
  const whole = news
    .map(({ all }) => folded(all))
    .filter((change) => change.sequence >= known.get(keyOf(change))!.sequence)
  if (whole.length > 0) await saveLasting(em, whole, now)
  return news.flatMap(({ earlier, all }) => moved(all[0]!.organizationId, earlier, all))
}

/** A record is counted for the ledger that it reached first. */
function moved(
  organizationId: string,
  before: readonly RecordChange[],
  after: readonly RecordChange[],
): Transfer[] {
  const [from, to] = [firstLedger(before), firstLedger(after)]
  if (from === to) return []
  return [
    ...(from === undefined ? [] : [{ organizationId, connector: from, first: -1 }]),
    ...(to === undefined ? [] : [{ organizationId, connector: to, first: 1 }]),
  ]
}

function firstTransfer(changes: readonly RecordChange[]): Transfer[] {
  return moved(changes[0]!.organizationId, [], changes)
}

const reaching = ({ organizationId, connector, reachedAt, voucher }: RecordChange): Transfer[] =>
  voucher && connector !== undefined ? [{ organizationId, connector, at: reachedAt, first: 0 }] : []

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
  await sql`
    update record set status = r.status, reason = r.reason, failure = r.failure,
      voucher = coalesce(r.voucher, record.voucher), corrects = coalesce(r.corrects, record.corrects),
      mode = case when r.voucher is null then record.mode else r.mode end, moved = coalesce(r.moved, record.moved), reference = coalesce(r.reference, record.reference),
      attempts = coalesce(r.attempts, record.attempts), next_attempt_at = r.next_attempt_at,
      sequence = r.sequence, updated_at = ${now}
    from ${recordset('r', changes.map(columnsOf), changeTypes)}
    where ${sameKey}`.execute(em.getKysely())
}

/** The status is not touched, and so no sum. */
async function saveLasting(em: EntityManager, changes: readonly RecordChange[], now: Date) {
  await sql`
    update record set voucher = coalesce(r.voucher, record.voucher),
      corrects = coalesce(r.corrects, record.corrects),
      mode = case when r.voucher is null then record.mode else r.mode end,
      moved = coalesce(r.moved, record.moved), reference = coalesce(r.reference, record.reference),
      attempts = coalesce(r.attempts, record.attempts), updated_at = ${now}
    from ${recordset('r', changes.map(columnsOf), changeTypes)}
    where ${sameKey}`.execute(em.getKysely())
}

const sameKey = sql`record.organization_id = r.organization_id and record.record_id = r.record_id and record.revision = r.revision`

const keyOf = ({ organizationId, recordId, revision }: RecordKey) =>
  `${organizationId}\n${recordId}\n${revision}`

/** The orchestrator may still keep a record under another form of its id. */
function underItsId<K extends RecordKey>(item: K): K {
  const recordId = idOf(item.recordId)
  return recordId === item.recordId ? item : { ...item, recordId }
}
