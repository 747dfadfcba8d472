import { Migration } from '@mikro-orm/migrations'

export class Proofs extends Migration {
  override up(): void {
    this.addSql(`alter table organization add proved_at timestamptz`)
  }
}
