import { CategoryUsed } from '@bilagsbro/events/category-used'
import { on } from '@bilagsbro/messaging/handler'
import { query } from '@bilagsbro/service-kit/postgres'
import { runService } from '@bilagsbro/service-runtime/run-service'
import { sharedMigrations, sharedTables } from '@bilagsbro/service-runtime/shared-tables'
import { defineEntity, p } from '@mikro-orm/core'
import { Migration } from '@mikro-orm/migrations'
import { Type } from 'typebox'

const CategoryTable = defineEntity({
  name: 'Category',
  tableName: 'category',
  properties: { organizationId: p.text().primary(), value: p.text().primary() },
})

class Categories extends Migration {
  override up() {
    this.addSql(
      'create table category (organization_id text, value text, primary key (organization_id, value))',
    )
  }
}

const definition = {
  name: 'tiny',
  title: 'Bilagsbro: tiny',
  settings: Type.Object({}),
  tables: [...sharedTables, CategoryTable] as const,
  migrations: [...sharedMigrations, Categories],
}

await runService(definition, async ({ orm, consume }) => {
  const note = on(CategoryUsed, async (events) => {
    const rows = events.map(({ data: { organizationId, value } }) => ({ organizationId, value }))
    await query(orm.em.fork())
      .insertInto('category')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
  await consume({ others: [note] })
  return {}
})
