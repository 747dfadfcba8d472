import { formatAmount } from '@bilagsbro/kernel/money'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { RecordStatus } from './record.ts'

/** The differences that a batch makes to the sums; one row per organisation and status, locked in order. */
export class Sums {
  readonly #differences = new Map<
    string,
    { organization_id: string; status: string; count: number; ore: number }
  >()

  add(organizationId: string, status: RecordStatus, count: number, ore: number) {
    const key = `${organizationId}\n${status}`
    const known = this.#differences.get(key)
    if (known) {
      known.count += count
      known.ore += ore
    } else this.#differences.set(key, { organization_id: organizationId, status, count, ore })
  }

  async save(em: EntityManager) {
    const rows = [...this.#differences.entries()]
      .filter(([, { count, ore }]) => count !== 0 || ore !== 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { ore, ...row }]) => ({ ...row, amount: formatAmount(ore) }))
    if (rows.length === 0) return
    await sql`
      insert into record_sum (organization_id, status, count, amount)
      select r.* from ${recordset('r', rows, sumTypes)}
      on conflict (organization_id, status) do update
        set count = record_sum.count + excluded.count, amount = record_sum.amount + excluded.amount`.execute(
      em.getKysely(),
    )
  }
}

const sumTypes = {
  organization_id: 'text',
  status: 'text',
  count: 'bigint',
  amount: 'numeric',
} as const
