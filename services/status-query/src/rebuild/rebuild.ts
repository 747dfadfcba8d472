import type { Clock } from '@bilagsbro/kernel/clock'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { everything } from '@bilagsbro/service-kit/changes/changes'
import { keepUntold, recount } from './keep.ts'
import { createShadows, enterShadows, models, inForce } from './shadow.ts'
import { putInForce, type Difference } from './switch.ts'
import { readEntries, tell } from './tell.ts'

type Table = (typeof models)[number]['table']

export interface Rebuilt {
  /** Entries of the log that told a read model something. */
  readonly entries: number
  /** Records that the log cannot tell everything of: they are as they were. */
  readonly kept: number
  readonly differences: Readonly<Record<Table, Difference>>
}

interface Options {
  /** As the owner of the tables, on one connection and no other. */
  readonly owner: Database
  readonly clock: Clock
  /** Whether the tables become what the log tells; else they are only compared. */
  readonly isInForce: boolean
  /** Told of each pass. */
  readonly report?: (line: string) => void
}

/** So few that projections hardly wait for them. */
const few = 2_000
const mostPasses = 20

/**
 * Tells all read models but the log from the log, beside live writes: into tables of its own until little is left, and
 * the rest while projections wait. One transaction puts it in force; whatever ends this before leaves all as it was.
 */
export async function rebuildReadModels(options: Options): Promise<Rebuilt> {
  const { owner, clock, report = () => {} } = options
  await inTransaction(owner, createShadows)
  const log = createReading(clock)
  for (let pass = 1; pass <= mostPasses; pass++) {
    const before = log.entries()
    const until = await inTransaction(owner, horizon)
    while (await inTransaction(owner, (em) => log.tellSome(em, until)));
    const told = log.entries() - before
    report(`pass ${pass}: ${told} entries`)
    if (told < few) break
  }
  return switchOver(options, log)
}

type Reading = ReturnType<typeof createReading>

/** The log from its first entry on, as it is told to the shadows. */
function createReading(clock: Clock) {
  let [told, entries] = [0, 0]
  return {
    entries: () => entries,
    /** The next entries; false where none is left up to there. */
    async tellSome(em: EntityManager, until: number): Promise<boolean> {
      await enterShadows(em)
      const read = await readEntries(em, { after: told, until })
      if (read.length > 0) await tell(em, read, { now: clock.now(), before: told })
      told = read.at(-1)?.id ?? until
      entries += read.length
      return read.length > 0
    },
  }
}

/** Every entry up to it has been committed, or never will be: whoever was writing has ended while nobody could begin. */
async function horizon(em: EntityManager): Promise<number> {
  await sql`lock table public.sync_logs in share mode`.execute(em.getKysely())
  const { rows } = await sql<{ id: number | null }>`
    select max(id)::float8 as id from public.sync_logs`.execute(em.getKysely())
  return rows[0]!.id ?? 0
}

async function switchOver({ owner, isInForce }: Options, log: Reading): Promise<Rebuilt> {
  const differences: Partial<Record<Table, Difference>> = {}
  let kept = 0
  const work = async (em: EntityManager) => {
    // In the order of the projections. Rows that one has locked count, too: it would wait for this one, and this one for it.
    const tables = [...models.map(({ table }) => table), 'sync_logs'].map(inForce)
    await sql`lock table ${sql.join(tables)} in exclusive mode`.execute(em.getKysely())
    const until = await horizon(em)
    while (await log.tellSome(em, until));
    kept = await keepUntold(em)
    await recount(em)
    for (const model of models) differences[model.table] = await putInForce(em, model)
    if (!isInForce) throw new ComparedOnly()
    // Pages read again what they show.
    await sql`select pg_notify('changes', ${everything})`.execute(em.getKysely())
  }
  await inTransaction(owner, work).catch((error: unknown) => {
    if (!(error instanceof ComparedOnly)) throw error
  })
  return { entries: log.entries(), kept, differences: differences as Rebuilt['differences'] }
}

/** Takes back what was done to compare. */
class ComparedOnly extends Error {}

const inTransaction = <T>(owner: Database, work: (em: EntityManager) => Promise<T>) =>
  owner.em.fork().transactional(async (em) => {
    await sql`set local statement_timeout = 0`.execute(em.getKysely())
    return work(em)
  })
