import { Migration } from '@mikro-orm/migrations'

/** In which epochs the others were told which connectors work. */
export class ToldEpochs extends Migration {
  override up(): void {
    this.addSql(`create table told_epoch (epoch text primary key)`)
  }
}
