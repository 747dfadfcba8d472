import { hash } from 'node:crypto'
import type { Clock } from '@bilagsbro/kernel/clock'
import { recordset } from '@bilagsbro/service-kit/recordset'
import { withinScope } from '@bilagsbro/service-kit/scope'
import type { MikroORM } from '@mikro-orm/postgresql'
import { sql, type Kysely } from 'kysely'
import type { FactStore, RecordFact } from '#application/ports/fact-store.ts'
import type { Told } from '#domain/fact.ts'
import { keepBreakings, keepLogChecks, keepSwitches } from './connector-facts.ts'
import { momentOf } from './moments.ts'
import { addFacts, keyOf, keyTypes, lock, touch, type Key } from './record-facts.ts'

type Db = Kysely<never>

export function createPostgresFactStore(orm: MikroORM, clock: Clock): FactStore {
  const commit = (work: (db: Db) => Promise<void>) =>
    withinScope('all', () => orm.em.fork().transactional((em) => work(em.getKysely() as Db)))
  return {
    take: (facts) => commit((db) => take(db, facts, clock.now().getTime())),
    takeSwitches: (switches) => commit((db) => keepSwitches(db, switches)),
    takeBreakings: (breakings) => commit((db) => keepBreakings(db, breakings)),
    takeLogChecks: (checks) => commit((db) => keepLogChecks(db, checks)),
    async forget(before) {
      const { numAffectedRows = 0n } = await withinScope('all', () =>
        forgotten(before).execute(orm.em.fork().getKysely()),
      )
      return numAffectedRows > 0n
    },
  }
}

async function take(db: Db, given: readonly RecordFact[], now: number): Promise<void> {
  const organizations = [...new Set(given.map(({ organizationId }) => organizationId))].toSorted()
  await lock(db, organizations)
  const [successes, others] = apart(given)
  const known = await keysWithFacts(db, successes)
  const plain = successes.filter((fact) => !known.has(keyOf(fact)))
  const facts = [...others, ...successes.filter((fact) => known.has(keyOf(fact)))]
  const late = others.length > 0 ? await earlierSuccesses(db, others) : []
  const added = facts.length > 0 ? await addFacts(db, [...facts, ...late]) : []
  if (plain.length > 0) await keepSuccesses(db, plain)
  const reached = given.filter(({ told }) => isSuccess(told))
  if (reached.length > 0) await keepHours(db, reached)
  await touch(db, [...added, ...plain.filter(({ at }) => at < now - recently)])
}

/** Successes of now touch nothing: an alert that they end is looked at by the clock. */
const recently = 600_000

const isSuccess = ({ kind }: Told) => kind === 'posted' || kind === 'delivered'

/** Of most records the first and only facts are that they are in the ledger. */
function apart(facts: readonly RecordFact[]): [successes: RecordFact[], others: RecordFact[]] {
  const { true: successes = [], false: others = [] } = Object.groupBy(facts, ({ told }) =>
    isSuccess(told) ? 'true' : 'false',
  )
  const inBatch = new Set(others.map(keyOf))
  return [
    successes.filter((fact) => !inBatch.has(keyOf(fact))),
    [...others, ...successes.filter((fact) => inBatch.has(keyOf(fact)))],
  ]
}

async function keysWithFacts(db: Db, records: readonly RecordFact[]): Promise<Set<string>> {
  if (records.length === 0) return new Set()
  const { rows } = await sql<{ organizationId: string; recordId: string; revision: number }>`
    select r."organizationId", r."recordId", r.revision from ${recordset('r', records, keyTypes)}
    where exists (select from fact f where f.organization_id = r."organizationId" and f.record_id = r."recordId"
      and f.revision = r.revision)`.execute(db)
  return new Set(rows.map(keyOf))
}

/** Successes that came before the failure or the wait that they ended. */
async function earlierSuccesses(db: Db, facts: readonly RecordFact[]): Promise<RecordFact[]> {
  const rows = facts.map((fact) => ({ ...fact, key: hashOf(fact) }))
  const { rows: found } = await sql<Omit<RecordFact, 'told'>>`
    with asked as (select * from ${recordset('r', rows, lateTypes)}),
      range as (select "organizationId" as id, min(sequence) as least from asked group by 1)
    select distinct asked."organizationId", asked."recordId", asked.revision, s.sequence::float8 as sequence, s.at::float8 as at
    from range join success on organization_id = range.id and last_sequence >= range.least,
      lateral unnest(keys, sequences, moments) as s (key, sequence, at)
      join asked on asked.key = s.key
    where asked."organizationId" = success.organization_id`.execute(db)
  return found.map((one) => ({
    ...one,
    at: Math.abs(one.at),
    told: { kind: one.at < 0 ? 'delivered' : 'posted' },
  }))
}

/** One row for each organisation. The moment of a delivery is kept below zero. */
async function keepSuccesses(db: Db, facts: readonly RecordFact[]): Promise<void> {
  const rows = facts.map((fact) => ({ ...fact, key: hashOf(fact) }))
  await sql`
    insert into success (organization_id, last_sequence, keys, sequences, moments)
    select "organizationId", max(sequence), array_agg(key), array_agg(sequence), array_agg(moment)
    from ${recordset(
      'r',
      rows.map((row) => ({ ...row, moment: row.told.kind === 'posted' ? row.at : -row.at })),
      successTypes,
    )} group by 1`.execute(db)
}

async function keepHours(db: Db, facts: readonly RecordFact[]): Promise<void> {
  const hours = new Map<
    string,
    { organizationId: string; hour: Date; first: number; last: number }
  >()
  for (const { organizationId, at } of facts) {
    const hour = Math.floor(at / 3_600_000) * 3_600_000
    const known = hours.get(`${organizationId}\n${hour}`)
    const [first, last] = [Math.min(at, known?.first ?? at), Math.max(at, known?.last ?? at)]
    hours.set(`${organizationId}\n${hour}`, { organizationId, hour: momentOf(hour), first, last })
  }
  const rows = [...hours]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => ({ ...row, first: momentOf(row.first), last: momentOf(row.last) }))
  await sql`
    insert into success_hour (organization_id, hour, first_at, last_at)
    select r.* from ${recordset('r', rows, { organizationId: 'text', hour: 'timestamptz', first: 'timestamptz', last: 'timestamptz' })}
    on conflict (organization_id, hour) do update
      set first_at = least(success_hour.first_at, excluded.first_at), last_at = greatest(success_hour.last_at, excluded.last_at)
      where excluded.first_at < success_hour.first_at or excluded.last_at > success_hour.last_at`.execute(
    db,
  )
}

const forgotten = (before: Date) => sql`
  with old as (
    select organization_id, record_id, revision from fact f where at < ${before}
      and not exists (select from trouble t where t.organization_id = f.organization_id and t.record_id = f.record_id
        and t.revision = f.revision and coalesce(cleared_at, 'infinity') > ${before})
    limit 5000
  ), troubles as (
    delete from trouble using old where trouble.organization_id = old.organization_id
      and trouble.record_id = old.record_id and trouble.revision = old.revision
  ), successes as (
    delete from success where last_sequence < ${before.getTime()}
  )
  delete from fact using old where fact.organization_id = old.organization_id and fact.record_id = old.record_id
    and fact.revision = old.revision`

/** 48 bits of a hash: of ten million records that succeeded, one in twenty-eight million is taken for another. */
const hashOf = ({ recordId, revision }: Key): number =>
  Number.parseInt(hash('sha256', `${recordId}\n${revision}`).slice(0, 12), 16)

const lateTypes = { ...keyTypes, sequence: 'bigint', key: 'bigint' } as const
const successTypes = {
  organizationId: 'text',
  key: 'bigint',
  sequence: 'bigint',
  moment: 'bigint',
} as const
