import { restrictToScope } from '@bilagsbro/service-kit/scope'
import { Migration } from '@mikro-orm/migrations'

export class ConnectionsMigration extends Migration {
  override up() {
    this.addSql(
      `alter table organization add column earlier_mappings jsonb not null default '[]'::jsonb, add column schedule text`,
    )
    this.addSql(`alter table connector add column tested_at timestamptz`)
    this.addSql(`alter table secret add column expires_at timestamptz`)
    this.addSql(
      `create table change (organization_id text not null, version int not null, at timestamptz not null, by text not null, parts jsonb not null, before jsonb not null, after jsonb not null, primary key (organization_id, version))`,
    )
    this.addSql(
      `create table usage (organization_id text not null, kind text not null, value text not null, first_used_at timestamptz not null, primary key (organization_id, kind, value))`,
    )
    const restricted = [
      ...restrictToScope('organization', 'id'),
      ...['connector', 'secret', 'mapping', 'change', 'usage'].flatMap((table) =>
        restrictToScope(table),
      ),
    ]
    for (const statement of restricted) this.addSql(statement)
  }
}
