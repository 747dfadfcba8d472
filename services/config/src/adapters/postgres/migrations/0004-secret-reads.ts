import { restrictToScope } from '@bilagsbro/service-kit/scope'
import { Migration } from '@mikro-orm/migrations'

export class SecretReadsMigration extends Migration {
  override up() {
    this.addSql(
      `create table secret_read (organization_id text not null, id text not null, at timestamptz not null, by text not null, connector text not null, credentials_version int not null, fields jsonb not null, primary key (organization_id, id))`,
    )
    for (const statement of restrictToScope('secret_read')) this.addSql(statement)
  }
}
