import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'

/** All rows of an organisation in the read models, but for when they were written, and by no name. */
export async function readModelsOf(orm: Database, organizationId: string) {
  const read = async (table: string, key: string) => {
    const rows = await withinScope('all', () =>
      orm.em
        .fork()
        .execute<object[]>(
          `select to_jsonb(t) - 'organization_id' - 'updated_at' as row from ${table} t where organization_id = ? order by ${key}`,
          [organizationId],
        ),
    )
    return rows.map((one) => (one as { row: object }).row)
  }
  return {
    record: (await read('record', 'record_id, revision')).map((row) =>
      withoutOwnReference(organizationId, row),
    ),
    record_sum: (await read('record_sum', 'status')).filter(
      (one) => 'count' in one && one.count !== 0,
    ),
    integration: await read('integration', 'connector_type'),
    run: await read('run', 'run_id'),
    organization: await read('organization', 'organization_id'),
  }
}

interface Identified {
  readonly record_id?: string
  readonly revision?: number
  readonly reference?: string | null
}

/** The reference that follows from the record's identity names the organisation, too. */
function withoutOwnReference(organizationId: string, row: Identified): object {
  const own = voucherReference(organizationId, row.record_id!, row.revision!)
  return { ...row, reference: row.reference === own ? 'its own' : row.reference }
}

/** What is kept by differences, counted again. */
export async function recounted(orm: Database, organizationId: string) {
  const count = (statement: string) =>
    withinScope('all', () => orm.em.fork().execute<object[]>(statement, [organizationId]))
  const [transferred] = (await count(
    `select count(*)::int as count from record where organization_id = ? and voucher is not null`,
  )) as [{ count: number }]
  const sums = await count(
    `select to_jsonb(s) as row from (
       select status, count(*) as count, sum(amount) as amount from record where organization_id = ? group by 1 order by 1
     ) s`,
  )
  return {
    sums: sums.map((one) => (one as { row: object }).row),
    transferred: transferred.count,
  }
}
