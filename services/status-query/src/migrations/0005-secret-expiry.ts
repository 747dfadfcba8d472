import { Migration } from '@mikro-orm/migrations'

export class SecretExpiry extends Migration {
  override up() {
    this.addSql(`alter table organization add column secrets_expire_at timestamptz`)
  }
}
