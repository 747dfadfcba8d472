import type { EntityManager } from '@mikro-orm/postgresql'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { written } from '../line.ts'
import { append } from '../projection.ts'
import { createSalts } from '../salts.ts'
import type { FoundArchive } from './found-archives.ts'

const newSalt = createSalts()

/** Who put an archive back, or released it, in the log of each organisation. */
export const logPutBack = (
  em: EntityManager,
  kind: 'log.restored' | 'log.released',
  {
    archive: { name, hash, manifest, isOwn },
    by,
    at,
  }: { readonly archive: FoundArchive; readonly by: string; readonly at: Date },
) =>
  append(
    em,
    manifest.organizations.map(({ organizationId, entries, before }) =>
      written(
        {
          organizationId,
          subject: name,
          sequence: at.getTime(),
          at: at.toISOString(),
          status: kind === 'log.restored' ? 'restored' : 'released',
          actor: by,
          more: { entries, before, manifest: hash, ...(!isOwn && { chain: manifest.chain }) },
        },
        { kind, newSalt },
      ),
    ),
  )

/** One that is refused takes back what it did. */
export async function inTransaction<T>(
  owner: Database,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  const em = owner.em.fork()
  await em.begin()
  try {
    for (const name of ['statement_timeout', 'idle_in_transaction_session_timeout'])
      await sql`select set_config(${name}, '0', true)`.execute(em.getKysely())
    const result = await work(em)
    const isRefused = typeof result === 'object' && result !== null && 'ok' in result && !result.ok
    await (isRefused ? em.rollback() : em.commit())
    return result
  } catch (error) {
    await em.rollback()
    throw error
  }
}

/** Entries of an archive without the payload that their lines name. */
export interface Bare {
  readonly organizationId: string
  readonly name: string
  readonly ids: readonly string[]
}

/** That payloads were erased is told by the entries that told it, unless those were lost with their log. */
export async function tellErased(em: EntityManager, bare: readonly Bare[], now: Date) {
  for (const { organizationId, name, ids } of bare) {
    const { rows } = await sql<{ id: string }>`
      select given.id from unnest(${[...ids]}::text[]) given (id) where not exists (
        select from sync_logs
        where organization_id = ${organizationId} and subject = given.id and kind = 'payload.erased'
      )`.execute(em.getKysely())
    const at = now.toISOString()
    const entries = rows.map(({ id: subject }) =>
      written(
        {
          organizationId,
          subject,
          sequence: now.getTime(),
          at,
          status: 'erased',
          code: 'restored',
          more: { archive: name },
        },
        { kind: 'payload.erased', newSalt },
      ),
    )
    await append(em, entries)
  }
}
