import { Migration } from '@mikro-orm/migrations'

export class WhatWasAccepted extends Migration {
  override up(): void {
    this.addSql(`alter table posting add lines int not null default 0`)
    this.addSql(
      `create index posting_followed on posting (organization_id) where follow_up_at is not null`,
    )
    this.addSql(
      `alter table flight add accepted boolean not null default false, add sightings jsonb`,
    )
    this.addSql(`alter table lane add held boolean not null default false`)
  }
}
