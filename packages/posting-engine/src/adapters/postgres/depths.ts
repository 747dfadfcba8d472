import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { rows } from './sql.ts'

interface Depths {
  readonly queued: number
  readonly inDoubt: number
  readonly inFlight: number
  readonly delivered: number
}

/**
 * Counts postings by state when somebody asks for the metrics. While the database is away, the metrics show the last
 * count.
 */
export function measureDepths(orm: MikroORM, metrics: Metrics): void {
  const depth = metrics.gauge(
    'bilagsbro_posting_depth',
    'Vouchers that are not settled, by state',
    ['state'],
  )
  const collect = async () => {
    const found = await countDepths(orm).catch(() => undefined)
    if (!found) return
    depth.set({ state: 'queued' }, found.queued)
    depth.set({ state: 'in_doubt' }, found.inDoubt)
    depth.set({ state: 'sending' }, found.inFlight)
    depth.set({ state: 'delivered' }, found.delivered)
  }
  Object.assign(depth, { collect })
}

async function countDepths(orm: MikroORM): Promise<Depths | undefined> {
  const [found] = await rows<Depths>(
    orm.em.fork(),
    sql`
      select (select count(*)::int from posting where place is not null) as queued,
        (select count(*)::int from posting where follow_up_at is not null and state = 'delivered') as delivered,
        coalesce(sum(jsonb_array_length(postings)) filter (where in_doubt), 0)::int as "inDoubt",
        coalesce(sum(jsonb_array_length(postings)) filter (where not in_doubt), 0)::int as "inFlight"
      from flight`,
  )
  return found
}
