import { Migration } from '@mikro-orm/migrations'

/** A posting is written three times; a page half full has room for all of them, which is a quarter less to log. */
export class RoomOnThePage extends Migration {
  override up(): void {
    this.addSql(`alter table posting set (fillfactor = 50)`)
  }
}
