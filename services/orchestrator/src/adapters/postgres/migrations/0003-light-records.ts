import { Migration } from '@mikro-orm/migrations'

/**
 * A record is written three times as it goes through. Its content is only ever kept and given back, so it stays the text
 * that it came as; and its later versions find room on its own page.
 */
export class LightRecords extends Migration {
  override up(): void {
    this.addSql(`alter table record alter column content type json using content::json`)
    this.addSql(`alter table record set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05)`)
  }
}
