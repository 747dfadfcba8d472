import { Migration } from '@mikro-orm/migrations'

export class SecretExpiry extends Migration {
  override up() {
    this.addSql(`alter table organization add column secrets_expire_at timestamptz`)
    this.addSql(takeStatesAgain)
  }
}

/** Config publishes every state again when it starts: the same version has to count as newer than the stored one. */
export const takeStatesAgain = `update organization set version = version - 1 where version > 1`
