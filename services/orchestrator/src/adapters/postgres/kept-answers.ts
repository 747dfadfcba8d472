import { idOf } from '@bilagsbro/kernel/name'
import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql, type Kysely } from 'kysely'
import type { RecordKey } from '#domain/record.ts'
import { isToldWord, type KeptAnswer } from '#domain/told-word.ts'
import { beyondRounds } from './rows.ts'

const keyOf = ({ organizationId, recordId, revision }: RecordKey) => ({
  organization_id: organizationId,
  record_id: idOf(recordId),
  revision,
})
const keyTypes = { organization_id: 'text', record_id: 'text', revision: 'int' } as const

export async function keepAnswers(
  db: Kysely<never>,
  answers: readonly KeptAnswer[],
  now: Date,
): Promise<void> {
  const rows = new Map<string, object>()
  for (const kept of answers) {
    const { organizationId: _, recordId: __, revision: ___, ...answer } = kept
    const { attempt, outcome } = answer
    const row = { ...keyOf(kept), attempt, kind: outcome.kind, voucher: voucherOf(kept) }
    const key = JSON.stringify(Object.values(row))
    // The last answer of a kind gives its place in the order.
    rows.delete(key)
    rows.set(key, { ...row, answer, at: rows.size })
  }
  const inOrder = [...rows.values()].map((row, at) => ({ ...row, at }))
  await sql`
    insert into kept_answer (organization_id, record_id, revision, attempt, kind, voucher, answer, kept_at)
    select organization_id, record_id, revision, attempt, kind, voucher, answer, ${now}::timestamptz
    from ${recordset('row', inOrder, rowTypes)} order by at
    on conflict (organization_id, record_id, revision, attempt, kind, voucher) do update
      set place = excluded.place, answer = excluded.answer`.execute(db)
}

/** What tells answers of one kind apart. */
function voucherOf(answer: KeptAnswer): string {
  if (isToldWord(answer)) return String(answer.outcome.sequence)
  const { connector, outcome } = answer
  return 'voucher' in outcome ? `${connector} ${outcome.voucher.number}` : ''
}

/** An answer without the key of its record. */
export type AnswerColumn = KeptAnswer extends infer Kept
  ? Kept extends KeptAnswer
    ? Omit<Kept, keyof RecordKey>
    : never
  : never

const rowTypes = {
  ...keyTypes,
  attempt: 'int',
  kind: 'text',
  voucher: 'text',
  answer: 'jsonb',
  at: 'int',
} as const

export async function takeAnswers(
  db: Kysely<never>,
  records: readonly RecordKey[],
): Promise<KeptAnswer[]> {
  const asked = new Map(records.map((record) => [JSON.stringify(keyOf(record)), record]))
  const { rows } = await sql<{
    id: string
    revision: number
    organization: string
    place: number
    answer: AnswerColumn
  }>`
    delete from kept_answer k using ${recordset('asked', records.map(keyOf), keyTypes)}
    where k.organization_id = asked.organization_id and k.record_id = asked.record_id and k.revision = asked.revision
    returning k.organization_id as organization, k.record_id as id, k.revision, place::float8 as place, answer`.execute(
    db,
  )
  return rows
    .toSorted((a, b) => a.place - b.place)
    .map(({ organization, id, revision, answer }) => {
      const key = keyOf({ organizationId: organization, recordId: id, revision })
      const { recordId } = asked.get(JSON.stringify(key))!
      return { organizationId: organization, recordId, revision, ...answer }
    })
}

const isKnown = sql`exists (
  select from record r where r.organization_id = k.organization_id and r.record_id = k.record_id
    and r.revision = k.revision)`

export const heldBackOf = (organizationId: string, limit: number) => sql<{ recordId: string }>`
  select distinct record_id as "recordId" from (
    (select record_id from record
      where organization_id = ${organizationId} and status = 'pending' and last_round = ${beyondRounds.unread} limit ${limit})
    union all
    (select record_id from kept_answer k where organization_id = ${organizationId} and ${isKnown} limit ${limit})
  ) as found`

export const organizationsHeldBack = sql<{ organization_id: string }>`
  select organization_id from organization o
  where exists (
      select from record r where r.organization_id = o.organization_id
        and r.status = 'pending' and r.last_round = ${beyondRounds.unread})
    or exists (select from kept_answer k where k.organization_id = o.organization_id and ${isKnown})`
