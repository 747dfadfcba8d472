import { fingerprintOf } from '@bilagsbro/booking/cause'
import type { Failure } from '@bilagsbro/booking/failure'
import {
  awayFamilies,
  causeOfSuspension,
  causesOfReason,
  ledgerUnavailable,
  trialInDoubt,
} from '@bilagsbro/booking/waiting-cause'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql, type RawBuilder } from 'kysely'
import type { Suspension } from '#organizations/tables.ts'

type Condition = RawBuilder<unknown>

/** That a record fails or waits for the cause that has this fingerprint, of those that the organisation's records have now. */
export async function causedBy(
  orm: Database,
  organizationId: string,
  fingerprint: string,
): Promise<Condition> {
  const [failures, reasons] = await Promise.all([
    readFailures(orm, organizationId),
    readWaits(orm, organizationId),
  ])
  const conditions = [
    ...failures.filter((one) => fingerprintOf(one) === fingerprint).map(failsBy),
    ...(fingerprint === fingerprintOf(ledgerUnavailable) ? [ledgerWasAway] : []),
    waitsFor(reasons.filter((one) => fingerprintsOf(one).includes(fingerprint))),
  ]
  return sql`(${sql.join(conditions, sql` or `)})`
}

const failsBy = ({ class: cls, code, subject }: Failure): Condition => sql`(
  failure ->> 'class' = ${cls} and failure ->> 'code' = ${code}
  and failure #>> '{subject,kind}' is not distinct from ${subject?.kind ?? null}
  and failure #>> '{subject,value}' is not distinct from ${subject?.value ?? null})`

/** The orchestrator counts with this cause those that go again by themselves; the events do not tell which those are. */
const ledgerWasAway: Condition = sql`(status = 'failed' and failure ->> 'class' = 'transient'
  and split_part(failure ->> 'code', '.', 1) = any(${[...awayFamilies]}::text[]))`

const waitsFor = (reasons: readonly FoundReason[]): Condition => sql`(status = 'pending'
  and reason in (select jsonb_array_elements(${JSON.stringify(reasons.map(({ reason }) => reason))}::jsonb)))`

async function readFailures(orm: Database, organizationId: string): Promise<Failure[]> {
  const { rows } = await sql<{ failure: Failure }>`
    select distinct on (failure ->> 'class', failure ->> 'code', failure -> 'subject') failure from record
    where organization_id = ${organizationId} and status in ('failed', 'retry_scheduled') and failure is not null`.execute(
    orm.em.fork().getKysely(),
  )
  return rows.map(({ failure }) => failure)
}

interface FoundReason {
  readonly reason: PendingReason
  readonly suspension: Suspension | null
}

async function readWaits(orm: Database, organizationId: string): Promise<FoundReason[]> {
  const { rows } = await sql<FoundReason>`
    select found.reason, o.suspension from (
      select distinct reason from record
      where organization_id = ${organizationId} and status = 'pending' and reason is not null
    ) found join organization o on o.organization_id = ${organizationId}`.execute(
    orm.em.fork().getKysely(),
  )
  return rows
}

/** All records that wait for a suspended connector wait for the same, whichever of the two the orchestrator calls it. */
function fingerprintsOf({ reason, suspension }: FoundReason): string[] {
  const suspended = suspension ? [causeOfSuspension(suspension.cause), trialInDoubt] : [undefined]
  return suspended.flatMap((cause) => causesOfReason(reason, cause)).map(fingerprintOf)
}
