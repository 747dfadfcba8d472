import { Migration } from '@mikro-orm/migrations'

export class SecretExpiry extends Migration {
  override up() {
    this.addSql(`alter table organization add column secrets_expire_at timestamptz`)
    this.addSql(takeStatesAgain)
  }
}

/** Config tells every state again when it starts: it has to be taken for newer than what is known. */
export const takeStatesAgain = `update organization set version = version - 1 where version > 1`
