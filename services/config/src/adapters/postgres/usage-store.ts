import { nameOf } from '@bilagsbro/kernel/name'
import { query, type Database } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import type { UsageStore } from '#application/ports/usage-store.ts'
import type { tables } from './tables.ts'

export function createPostgresUsageStore(orm: Database): UsageStore {
  const db = () => query<typeof tables>(orm.em.fork())
  return {
    async note(usages) {
      const byKey = new Map(
        usages.map((usage) => [
          JSON.stringify([usage.organizationId, usage.kind, usage.value]),
          usage,
        ]),
      )
      if (byKey.size === 0) return
      await withinScope([...new Set(usages.map((usage) => usage.organizationId))], () =>
        db()
          .insertInto('usage')
          .values([...byKey.values()])
          .onConflict((row) => row.doNothing())
          .execute(),
      )
    },
    async of(organizationId) {
      const rows = await db()
        .selectFrom('usage')
        .select(['kind', 'value'])
        .where('organizationId', '=', organizationId)
        .orderBy('value')
        .execute()
      // Earlier versions of the software noted names as they were sent.
      const valuesOf = (kind: string) => [
        ...new Set(rows.filter((row) => row.kind === kind).map(({ value }) => nameOf(value))),
      ]
      return { categories: valuesOf('category'), payeeKinds: valuesOf('payee_kind') }
    },
  }
}
