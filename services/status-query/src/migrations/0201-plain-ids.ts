import { Migration } from '@mikro-orm/migrations'

/** To compress the ids of a seal costs more than each of its entries. */
export class PlainIds extends Migration {
  override up() {
    for (const table of ['unsealed', 'seal'])
      this.addSql(`alter table ${table} alter column ids set storage external`)
  }
}
