import { Migration } from '@mikro-orm/migrations'

export class Integrations extends Migration {
  override up() {
    this.addSql(`alter table organization add column schedule jsonb`)
    this.addSql(`create table integration (
      organization_id text not null, connector_type text not null, last_success_at timestamptz,
      transferred bigint not null, primary key (organization_id, connector_type)
    ) with (fillfactor = 50)`)
    this.addSql(`insert into integration
      select organization_id, connector_type, last_success_at, (
        select count(*) from record r where r.organization_id = o.organization_id and voucher is not null)
      from organization o where connector_type is not null and last_success_at is not null`)
    this.addSql(`alter table organization drop column last_success_at`)
    this.addSql(
      `create index sync_logs_failed on sync_logs (organization_id, at) where kind = 'sync.failed'`,
    )
  }
}
