import { Migration } from '@mikro-orm/migrations'

/** What was answered to requests that changed something, so that the same request again changes nothing more. */
export class RequestKeys extends Migration {
  override up(): void {
    this.addSql(`
      create table request_key (
        organization_id text not null,
        key text not null,
        fingerprint text not null,
        answer json not null,
        kept_at timestamptz not null,
        primary key (organization_id, key)
      )`)
    this.addSql(`create index request_key_age on request_key (kept_at)`)
  }
}
