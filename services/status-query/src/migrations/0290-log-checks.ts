import { restrictToScope } from '@bilagsbro/service-kit/scope'
import { Migration } from '@mikro-orm/migrations'

/** Up to which seal each organisation's log was found as it was sealed, when it was verified whole, and what was told of it. */
export class LogChecks extends Migration {
  override up(): void {
    this.addSql(`create table log_check (
      organization_id text primary key, no bigint not null default 0, head bytea, verified_at timestamptz,
      fault text, sequence bigint not null default 0
    ) with (fillfactor = 50)`)
    for (const statement of restrictToScope('log_check')) this.addSql(statement)
  }
}
