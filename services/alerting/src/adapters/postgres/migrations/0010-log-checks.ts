import { restrictToScope } from '@bilagsbro/service-kit/scope'
import { Migration } from '@mikro-orm/migrations'

export class LogChecks extends Migration {
  override up() {
    this.addSql(`create table log_check (
      organization_id text not null, sequence bigint not null, at timestamptz not null, is_intact boolean not null,
      primary key (organization_id, sequence)
    )`)
    for (const statement of restrictToScope('log_check')) this.addSql(statement)
  }
}
