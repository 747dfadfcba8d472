import { Migration } from '@mikro-orm/migrations'

/** When an organisation's settings were last changed; null until config tells its state again. */
export class Overview extends Migration {
  override up(): void {
    this.addSql(`alter table organization add column changed_at timestamptz`)
  }
}
