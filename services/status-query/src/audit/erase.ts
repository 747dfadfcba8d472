import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { eraseKept, findKept, type Kept } from './archives/erase-archived.ts'
import { lockArchives } from './archives/lock.ts'
import type { Archives } from './archives/open-archive.ts'
import { inTransaction } from './archives/put-back-log.ts'
import { written } from './line.ts'
import { append } from './projection.ts'
import { createSalts } from './salts.ts'
import { impersonal } from './sent-voucher.ts'

const newSalt = createSalts()

export interface Erasure {
  readonly organizationId: string
  /** The payloads of all entries about this record. */
  readonly recordId: string
  readonly by: string
  /** The ground in law, such as `gdpr-17`. */
  readonly basis: string
}

/**
 * Erases payloads, with their salts, and says so in an entry for each, in one transaction; what names nobody of a voucher
 * is the payload of that entry. Archives are written anew without them. The lines of the log stay, and the chain with them.
 * `owner` may delete payloads, which the service's own user may not.
 */
export const createErase =
  (owner: Database, clock: Clock, archives?: Archives) =>
  async (erasure: Erasure): Promise<Result<string[], Refusal>> => {
    const done = await inTransaction(owner, async (em) => {
      await lockArchives(em)
      const kept = await findKept(em, archives, erasure)
      if (!kept.ok) return kept
      const erased = await eraseHere(em, clock, erasure, kept.value.payloads)
      return erased.ok ? ok({ kept: kept.value, erased: erased.value }) : erased
    })
    if (!done.ok) return done
    // Logged first: ended in between and run again, it erases them, and logs it once more.
    await eraseKept(done.value.kept)
    return ok(done.value.erased)
  }

async function eraseHere(
  em: EntityManager,
  clock: Clock,
  { organizationId, recordId, by, basis }: Erasure,
  archived: Kept['payloads'],
): Promise<Result<string[], Refusal>> {
  const { rows } = await sql<{ entry: string; body: string }>`
      with kept as (
        select id, at, body from sync_logs
        where organization_id = ${organizationId} and subject = ${recordId} and revision > 0 and body is not null for update
      ), erased as (
        update sync_logs l set salt = null, body = null from kept where l.id = kept.id and l.at = kept.at returning l.id
      )
      select id::text as entry, body from kept join erased using (id)`.execute(em.getKysely())
  // What was put back into the log stands in both.
  const here = new Set(rows.map(({ entry }) => entry))
  const erased = [...rows, ...archived.filter(({ entry }) => !here.has(entry))]
  if (erased.length === 0) return err(nothingKept)
  await forget(em, organizationId, recordId)
  const now = clock.now()
  const entries = erased.map(({ entry, body }) =>
    written(
      {
        organizationId,
        subject: entry,
        sequence: now.getTime(),
        at: now.toISOString(),
        status: 'erased',
        actor: by,
        code: basis,
        payload: impersonal(body),
      },
      { kind: 'payload.erased', newSalt },
    ),
  )
  await append(em, entries)
  return ok(erased.map(({ entry }) => entry))
}

/** What the record shows by its payloads: a rebuild would leave it out, too. */
async function forget(em: EntityManager, organizationId: string, recordId: string) {
  await sql`
    update record set moved = moved - 'note', reason = reason - 'payees',
      failure = case when failure #>> '{subject,kind}' = 'payee' then failure - 'subject' else failure end
    where organization_id = ${organizationId} and record_id = ${recordId}`.execute(em.getKysely())
}

const nothingKept: Refusal = {
  kind: 'missing',
  code: 'payload.not_found',
  message: 'recordId: no payload is kept of it in this organisation.',
}
