import type { BookingRules } from '@bilagsbro/booking/create-voucher'
import { sql, type Kysely } from 'kysely'
import type { Organization } from '#domain/organization.ts'

/** Rules are kept for good: what was booked by them may be corrected at any time. */
export async function keepRules(
  db: Kysely<never>,
  { organizationId, version, mapping, earlierMappings, policies }: Organization,
): Promise<void> {
  const rules: BookingRules = { mapping, earlierMappings, policies }
  await sql`
    insert into earlier_rules (organization_id, version, rules)
    values (${organizationId}, ${version}, ${JSON.stringify(rules)}::jsonb)
    on conflict do nothing`.execute(db)
}

export async function earlierRules(
  db: Kysely<never>,
  organizationId: string,
  versions: readonly number[],
): Promise<ReadonlyMap<number, BookingRules>> {
  const { rows } = await sql<{ version: number; rules: BookingRules }>`
    select version, rules from earlier_rules
    where organization_id = ${organizationId} and version = any(${versions}::int[])`.execute(db)
  return new Map(rows.map(({ version, rules }) => [version, rules]))
}
