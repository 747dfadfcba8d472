import { Migration } from '@mikro-orm/migrations'

export class Sessions extends Migration {
  override up() {
    this.addSql(`create table session (
      id_hash text primary key, user_id text not null, name text, tokens jsonb not null,
      access_expires_at timestamptz not null, created_at timestamptz not null, used_at timestamptz not null
    )`)
    this.addSql('create index session_created on session (created_at)')
  }
}
