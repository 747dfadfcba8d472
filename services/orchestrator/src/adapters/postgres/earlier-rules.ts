import type { BookingRules } from '@bilagsbro/booking/create-voucher'
import { sql, type Kysely } from 'kysely'
import type { Organization } from '#domain/organization.ts'

/** Rules are kept only while postings by them are on their way. */
export async function keepRules(
  db: Kysely<never>,
  { organizationId, version, mapping, earlierMappings, policies }: Organization,
): Promise<void> {
  await sql`
    delete from earlier_rules e where organization_id = ${organizationId} and not exists (
      select from record r where r.organization_id = e.organization_id and r.status = 'sending'
        and r.configured = e.version)`.execute(db)
  const rules: BookingRules = { mapping, earlierMappings, policies }
  await sql`
    insert into earlier_rules (organization_id, version, rules)
    select ${organizationId}, ${version}, ${JSON.stringify(rules)}::jsonb
    where exists (
      select from record where organization_id = ${organizationId} and status = 'sending' and configured = ${version})
    on conflict do nothing`.execute(db)
}

export async function earlierRules(
  db: Kysely<never>,
  organizationId: string,
): Promise<ReadonlyMap<number, BookingRules>> {
  const { rows } = await sql<{ version: number; rules: BookingRules }>`
    select version, rules from earlier_rules where organization_id = ${organizationId}`.execute(db)
  return new Map(rows.map(({ version, rules }) => [version, rules]))
}
