import { fingerprintOf } from '@bilagsbro/booking/cause'
import type { FailureClass } from '@bilagsbro/booking/failure'
import { Migration } from '@mikro-orm/migrations'

/** Failed records are found by their cause, and some go again by themselves. */
export class Causes extends Migration {
  override async up(): Promise<void> {
    const causes = (await this.execute(
      "select distinct failure ->> 'class' as class, failure ->> 'code' as code from record where status = 'failed'",
    )) as unknown as { class: FailureClass; code: string }[]
    for (const cause of causes)
      await this.execute(
        `update record set failure = failure || jsonb_build_object('cause', ?::text)
         where status = 'failed' and failure ->> 'class' = ? and failure ->> 'code' = ?`,
        [fingerprintOf(cause), cause.class, cause.code],
      )
    this.addSql(`
      create index record_failed on record (organization_id, (failure ->> 'cause'))
        where status = 'failed'`)
    this.addSql(`
      create index record_goes_again on record (organization_id, next_attempt_at)
        where status = 'failed' and next_attempt_at is not null`)
  }
}
