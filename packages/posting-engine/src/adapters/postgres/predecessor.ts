import type { Logger } from '@bilagsbro/service-kit/logger'
import type { MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { Limits } from '#application/ports/accounting-system.ts'
import { predecessorMs } from '#domain/flight.ts'
import { hadPast } from './doubt-past.ts'
import { rows } from './sql.ts'

interface Deps {
  readonly orm: MikroORM
  /** The topic that postings are requested on. */
  readonly topic: string
  readonly limits: Limits
  readonly elapsed: () => number
  readonly logger: Logger
}

/**
 * Whether the last call that a forgotten predecessor may have made, before this database was born, is carried out by
 * now or never will be: only then does a look-up prove absence. An empty topic means that there was no predecessor. To
 * be called when the topics' ends are noted.
 */
export async function waitForPredecessor({
  orm,
  topic,
  limits,
  elapsed,
  logger,
}: Deps): Promise<() => boolean> {
  const [found] = await rows<{ ageMs: number; had: boolean }>(
    orm.em.fork(),
    sql`
      select (extract(epoch from clock_timestamp() - born_at) * 1000)::float8 as "ageMs",
        ${hadPast(topic)} as had
      from installation`,
  )
  const { ageMs, had } = found!
  const horizonMs = predecessorMs(limits)
  // A clock that was put back must not make the wait longer.
  const leftMs = had ? Math.min(Math.max(0, horizonMs - ageMs), horizonMs) : 0
  if (leftMs > 0)
    logger.info(
      { event: 'epoch.waiting', duration_ms: Math.ceil(leftMs) },
      'waiting for what may have been sent before the database was born',
    )
  const end = elapsed() + leftMs
  return () => elapsed() >= end
}
