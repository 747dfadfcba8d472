import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { written } from './line.ts'
import { append } from './projection.ts'

export interface Erasure {
  readonly organizationId: string
  /** The payloads of all entries about this record. */
  readonly recordId: string
  readonly by: string
  /** The ground in law, such as `gdpr-17`. */
  readonly basis: string
}

/**
 * Erases payloads, with their salts, and says so in an entry for each, in one transaction. The lines stay, and the chain
 * with them. `owner` may delete payloads, which the service's own user may not.
 */
export const createErase =
  (owner: Database, clock: Clock) =>
  ({ organizationId, recordId, by, basis }: Erasure): Promise<Result<string[], Refusal>> =>
    owner.em.fork().transactional(async (em) => {
      const { rows } = await sql<{ entry: string }>`
        update sync_logs set salt = null, body = null
        where organization_id = ${organizationId} and subject = ${recordId} and revision > 0 and body is not null
        returning id::text as entry`.execute(em.getKysely())
      if (rows.length === 0) return err(nothingKept)
      const now = clock.now()
      const entries = rows.map(({ entry }) =>
        written(
          {
            organizationId,
            subject: entry,
            sequence: now.getTime(),
            at: now.toISOString(),
            status: 'erased',
            actor: by,
            code: basis,
          },
          { kind: 'payload.erased', newSalt: () => '' },
        ),
      )
      await append(em, entries)
      return ok(rows.map(({ entry }) => entry))
    })

const nothingKept: Refusal = {
  kind: 'missing',
  code: 'payload.not_found',
  message: 'recordId: no payload is kept of it in this organisation.',
}
