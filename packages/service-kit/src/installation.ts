import { defineEntity, p } from '@mikro-orm/core'
import { Migration } from '@mikro-orm/migrations'
import type { EntityManager } from '@mikro-orm/postgresql'
import { placeSql } from './place.ts'

/** One row: which database this is. */
export const InstallationTable = defineEntity({
  name: 'Installation',
  tableName: 'installation',
  properties: {
    id: p.smallint().primary().autoincrement(false),
    epoch: p.uuid(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** The epoch that the rest of the row is about; the epoch may have been drawn by hand since. */
    begun: p.uuid().nullable(),
    place: p.text().nullable(),
    bornAt: p.datetime().nullable(),
    /** The ends of the service's topics when the epoch began, by topic and partition; noted by the first reader. */
    ends: p.json<Readonly<Record<string, readonly number[]>>>().nullable(),
    /** When all messages before these ends had been handled. */
    readAt: p.datetime().nullable(),
  },
})

/** Every service lists it before its own migrations. */
export class InstallationMigration extends Migration {
  override up() {
    this.addSql(
      'create table installation (id smallint primary key, epoch uuid not null, created_at timestamptz not null default now())',
    )
    this.addSql('insert into installation (id, epoch) values (1, gen_random_uuid())')
  }
}

/** Every service lists it, too. */
export class EpochMigration extends Migration {
  override up() {
    this.addSql(
      `alter table installation add column begun uuid, add column place text, add column born_at timestamptz,
        add column ends jsonb, add column read_at timestamptz`,
    )
  }
}

/** The epoch of a database: a new one begins when the database is new, restored or failed over. */
export interface Epoch {
  readonly id: string
  /** On the database's clock. */
  readonly bornAt: Date
}

/**
 * The epoch that the database is in. A database that is not in the place in which its epoch was born was restored or
 * failed over, and may lack its latest changes: a new epoch begins. Replicas that ask at the same time get the same epoch.
 */
export async function epochOf(em: EntityManager): Promise<Epoch> {
  return (await begunHere(em)) ?? em.transactional(begin)
}

async function begin(em: EntityManager): Promise<Epoch> {
  const held = await em.execute('select 1 from installation for update')
  if (held.length === 0)
    throw new Error('The table installation is empty: was InstallationMigration applied?')
  // One that was drawn by hand, or is older than this table's columns, begins here as it is.
  const begun = await begunHere(em)
  if (begun) return begun
  await em.execute(`
    with fresh as (select case when begun = epoch then gen_random_uuid() else epoch end as id from installation)
    update installation set epoch = fresh.id, begun = fresh.id, place = ${placeSql},
      born_at = clock_timestamp(), ends = null, read_at = null
    from fresh`)
  return (await begunHere(em))!
}

async function begunHere(em: EntityManager): Promise<Epoch | undefined> {
  const [row] = await em.execute<{ id: string; born: number }[]>(`
    select epoch as id, (extract(epoch from born_at) * 1000)::float8 as born
    from installation where begun = epoch and place = ${placeSql}`)
  return row && { id: row.id, bornAt: new Date(row.born) }
}
