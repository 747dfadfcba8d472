import { Migration } from '@mikro-orm/migrations'

export class FollowUps extends Migration {
  override up(): void {
    this.addSql(`alter table posting add follow_up_at timestamptz,
      add follow_ups int not null default 0, add absent_since timestamptz`)
    this.addSql(
      `create index posting_follow_up on posting (follow_up_at) where follow_up_at is not null`,
    )
    this.addSql(`update posting set follow_up_at = now() where state = 'delivered'`)
    this.addSql(`alter table principal add following_until timestamptz`)
  }
}
