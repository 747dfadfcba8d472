import type { EntityManager } from '@mikro-orm/postgresql'
import type { RawBuilder } from 'kysely'

/** Runs a statement on the transaction that `em` is in. */
export async function rows<Row>(em: EntityManager, statement: RawBuilder<Row>): Promise<Row[]> {
  const result = await statement.execute(em.getKysely())
  return result.rows
}

export async function change(em: EntityManager, statement: RawBuilder<unknown>): Promise<number> {
  const result = await statement.execute(em.getKysely())
  return Number(result.numAffectedRows ?? 0)
}
