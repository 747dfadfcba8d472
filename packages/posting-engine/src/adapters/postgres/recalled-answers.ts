import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { RecalledAnswer } from '#application/ports/posting-store.ts'
import { recall, type Known } from '#domain/posting.ts'
import { keyOf, keyTypes, lockKnown, writeKnown } from './known-postings.ts'
import { change } from './sql.ts'

/** Takes in answers of a time that the database has lost. */
export async function recallAnswers(
  em: EntityManager,
  answers: readonly RecalledAnswer[],
  followUpMs: number,
): Promise<void> {
  if (answers.length === 0) return
  const keys = [...new Map(answers.map((answer) => [keyOf(answer), keyFields(answer)])).values()]
  await addUnasked(em, keys)
  const known = await lockKnown(em, keys)
  const next = new Map<string, Known>()
  for (const answer of answers) {
    const key = keyOf(answer)
    const before = next.get(key) ?? known.get(key)!.known
    next.set(key, recall(before, answer.attempt, answer.outcome))
  }
  const changes = [...next].flatMap(([key, after]) => {
    const { known: before, organizationId, recordId, revision } = known.get(key)!
    return after === before ? [] : [{ organizationId, recordId, revision, before, next: after }]
  })
  await writeKnown(em, changes, followUpMs)
}

const keyFields = ({ organizationId, recordId, revision }: RecalledAnswer) => ({
  organizationId,
  recordId,
  revision,
})

type Key = ReturnType<typeof keyFields>

/** Adds rows for postings that were not requested yet. Their attempt is 0, so that any request counts. */
async function addUnasked(em: EntityManager, keys: readonly Key[]): Promise<void> {
  const unasked = keys.map((key) => ({
    ...key,
    reference: voucherReference(key.organizationId, key.recordId, key.revision),
  }))
  await change(
    em,
    sql`
      insert into posting (organization_id, record_id, revision, attempt, state, outcome, reference,
        target_fingerprint, credentials_version)
      select "organizationId", "recordId", revision, 0, 'returned', '{"reason": "lane_stopped"}', reference, '', 0
      from ${recordset('r', unasked, { ...keyTypes, reference: 'text' })}
      on conflict do nothing`,
  )
}
