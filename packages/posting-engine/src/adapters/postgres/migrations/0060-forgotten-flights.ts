import { Migration } from '@mikro-orm/migrations'

export class ForgottenFlights extends Migration {
  override up(): void {
    this.addSql(`alter table flight add forgotten boolean not null default false`)
    this.addSql(`create table doubted_epoch (epoch uuid not null, primary key (epoch))`)
    // What is queued in an epoch whose past has been read was looked for, or is of the epoch itself.
    this.addSql(
      `insert into doubted_epoch select begun from installation where read_at is not null and begun is not null`,
    )
  }
}
