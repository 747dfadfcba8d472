import { Migration } from '@mikro-orm/migrations'

/**
 * Records stand under their id with its letters composed, in whatever form it was sent. Of those that stood under two
 * forms, the one that more was said of stays.
 */
export class ComposedIds extends Migration {
  override up() {
    this.addSql(composeIds)
  }
}

export const composeIds = `do $$ begin
  if exists (select from record where record_id is not nfc normalized) then
    delete from record using record other
      where normalize(other.record_id) = normalize(record.record_id)
        and other.record_id <> record.record_id
        and other.organization_id = record.organization_id and other.revision = record.revision
        and (other.sequence, other.record_id) > (record.sequence, record.record_id);
    update record set record_id = normalize(record_id) where record_id is not nfc normalized;
    delete from record_sum;
    insert into record_sum (organization_id, status, count, amount)
      select organization_id, status, count(*), sum(amount) from record group by 1, 2;
  end if;
end $$`
