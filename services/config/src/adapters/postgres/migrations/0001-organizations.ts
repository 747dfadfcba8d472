import { Migration } from '@mikro-orm/migrations'

export class OrganizationsMigration extends Migration {
  override up() {
    this.addSql(
      `create table organization (id text primary key, name text not null, organization_number text, version int not null, mapping_version int not null, rules jsonb not null, policies jsonb not null, changed_at timestamptz not null, changed_by text not null)`,
    )
    this.addSql(
      `create table connector (organization_id text primary key, type text not null, enabled boolean not null, target jsonb not null, target_fingerprint text not null, credentials_version int not null, send_from timestamptz, toggled_version int, toggled_at timestamptz, toggled_by text, toggle_reason text)`,
    )
    this.addSql(
      `create table secret (organization_id text not null, field text not null, version int not null, set_at timestamptz not null, set_by text not null, sealed jsonb not null, primary key (organization_id, field))`,
    )
    this.addSql(
      `create table mapping (organization_id text not null, version int not null, rules jsonb not null, saved_at timestamptz not null, saved_by text not null, primary key (organization_id, version))`,
    )
  }
}
