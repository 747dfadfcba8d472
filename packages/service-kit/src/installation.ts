import { defineEntity, p } from '@mikro-orm/core'
import { Migration } from '@mikro-orm/migrations'
import type { EntityManager } from '@mikro-orm/postgresql'

/** One row: which database this is. */
export const InstallationTable = defineEntity({
  name: 'Installation',
  tableName: 'installation',
  properties: {
    id: p.smallint().primary().autoincrement(false),
    epoch: p.uuid(),
    createdAt: p.datetime().defaultRaw('now()'),
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

export async function epochOf(em: EntityManager): Promise<string> {
  const [row] = await em.execute<{ epoch: string }[]>('select epoch from installation')
  if (!row) throw new Error('The table installation is empty: was InstallationMigration applied?')
  return row.epoch
}
