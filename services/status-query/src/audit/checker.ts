import { AuditChecked } from '@bilagsbro/events/audit-checked'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Outbox } from '@bilagsbro/messaging/outbox'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { startTicker } from '@bilagsbro/service-kit/ticker'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { Archives } from './archives/open-archive.ts'
import { readNews, readUnchecked, type News } from './news.ts'
import type { LogFault, LogVerification, PublishedHead } from './verification.ts'
import { createVerify, type ReadHeads } from './verify.ts'

interface Options {
  readonly orm: Database
  readonly outbox: Pick<Outbox, 'transaction'>
  readonly readHeads: ReadHeads
  readonly clock: Clock
  /** Read along with the whole log. */
  readonly archives?: Archives | undefined
}

const hour = 3_600_000
/** A log is verified whole so often; one that is not whole, until it is. */
const wholeEvery = 24 * hour
const brokenEvery = hour
/** So many at once that a round stays short, and all of a large installation have their turn in a day. */
const wholeAtOnce = 20

/**
 * Looks whether logs are still as they were sealed: what was sealed since the last look, and the whole log of those whose
 * turn it is or whose news is not sound. Tells when that changes. Says which are not whole.
 */
export function createCheck({ orm, outbox, readHeads, clock, archives }: Options) {
  const within = <T>(work: (em: EntityManager) => Promise<T>) =>
    outbox.transaction((em) => work(em))
  const lookAtNews = async (signal?: AbortSignal): Promise<string[]> => {
    const unsound: string[] = []
    for (const organizationId of await readUnchecked(orm.em.fork())) {
      signal?.throwIfAborted()
      const isSound = await within(async (em) => {
        const news = await readNews(em, organizationId)
        if (news.isSound) await noteNews(em, organizationId, news)
        return news.isSound
      })
      if (!isSound) unsound.push(organizationId)
    }
    return unsound
  }
  const verifyWhole = async (
    organizationId: string,
    heads: readonly PublishedHead[],
    signal?: AbortSignal,
  ) => {
    const verified = await createVerify(orm, async () => heads, archives)(organizationId, signal)
    await outbox.transaction(async (em, emit) => {
      const told = await noteWhole(em, verified, clock.now())
      if (told) emit(AuditChecked, told)
    })
  }
  return (signal?: AbortSignal) =>
    withinScope('all', async () => {
      const unsound = await lookAtNews(signal)
      const due = await readDue(orm.em.fork(), clock.now())
      const all = [...new Set([...unsound, ...due])]
      if (all.length > 0) {
        const heads = await unlessAborted(readHeads(), signal)
        for (const organizationId of all) await verifyWhole(organizationId, heads, signal)
      }
      return readBroken(orm.em.fork())
    })
}

/** Throws when the signal comes first: whoever stops waits for no broker. */
export async function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise
  const aborted = Promise.withResolvers<never>()
  const give = () => aborted.reject(signal.reason as Error)
  if (signal.aborted) give()
  else signal.addEventListener('abort', give, { once: true })
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', give)
  }
}

async function noteNews(
  em: EntityManager,
  organizationId: string,
  { no, head, begins }: Omit<News, 'isSound'>,
) {
  await sql`
    insert into log_check (organization_id, no, head, begins)
    values (${organizationId}, ${no}, decode(${head}, 'hex'), ${begins})
    on conflict (organization_id) do update
      set no = excluded.no, head = excluded.head, begins = coalesce(log_check.begins, excluded.begins)
      where log_check.no < excluded.no`.execute(em.getKysely())
}

async function readDue(em: EntityManager, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select organization_id as id from organization left join log_check c using (organization_id)
    where c.verified_at is null or c.verified_at < ${new Date(now.getTime() - wholeEvery)}
      or (c.fault is not null and c.verified_at < ${new Date(now.getTime() - brokenEvery)})
    order by c.verified_at nulls first, 1 limit ${wholeAtOnce}`.execute(em.getKysely())
  return rows.map(({ id }) => id)
}

/** What there is to tell, if the log is not what was told of it last. Of several that verify at once one tells. */
async function noteWhole(
  em: EntityManager,
  { organizationId, intact, fault }: LogVerification,
  now: Date,
): Promise<AuditChecked | undefined> {
  const code = fault?.code ?? null
  const db = em.getKysely()
  // In a statement of its own: what is changed in the same one cannot be read as it was.
  const before = await sql<{ fault: string | null }>`
    select fault from log_check where organization_id = ${organizationId} for update`.execute(db)
  const { rows } = await sql<{ sequence: number }>`
    insert into log_check (organization_id, verified_at, fault, sequence)
    values (${organizationId}, ${now}, ${code}, ${now.getTime()})
    on conflict (organization_id) do update set verified_at = excluded.verified_at, fault = excluded.fault,
      sequence = greatest(log_check.sequence + 1, excluded.sequence)
    returning sequence::float8 as sequence`.execute(db)
  if ((before.rows[0]?.fault ?? null) === code) return undefined
  const { sequence } = rows[0]!
  return { organizationId, sequence, at: now.toISOString(), intact, ...saidOf(fault) }
}

const saidOf = (fault: LogFault | undefined) => ({
  ...(fault && { fault: fault.code }),
  ...(fault?.number !== undefined && { number: fault.number }),
})

async function readBroken(em: EntityManager): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select organization_id as id from log_check where fault is not null order by 1`.execute(
    em.getKysely(),
  )
  return rows.map(({ id }) => id)
}

export function startChecker(
  options: Options & { readonly everyMs: number } & {
    readonly logger: Logger
    readonly metrics: Metrics
  },
): AsyncDisposable {
  const { logger, metrics, everyMs } = options
  const check = createCheck(options)
  const broken = metrics.gauge(
    'bilagsbro_logs_broken',
    'Organisations whose log is not as it was sealed. Must stay zero.',
  )
  const round = async (signal: AbortSignal) => {
    const those = await check(signal)
    broken.set(those.length)
    if (those.length > 0)
      logger.error({ event: 'log.broken', organizations: those.slice(0, 20) }, 'not as sealed')
  }
  const onFault = (err: unknown) =>
    logger.warn({ event: 'log.check', outcome: 'failed', err }, 'tries again')
  return startTicker(round, everyMs, onFault)
}
