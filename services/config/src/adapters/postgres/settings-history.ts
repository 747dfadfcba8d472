import type { MappingRules } from '@bilagsbro/booking/mapping'
import { nameOf, withNames } from '@bilagsbro/kernel/name'
import { query, type Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import type { SavedMapping, SettingsHistory } from '#application/ports/settings-history.ts'
import type { tables } from './tables.ts'

const newest = 2_147_483_647

export function createPostgresSettingsHistory(orm: Database): SettingsHistory {
  const db = () => query<typeof tables>(orm.em.fork())
  const mappingsOf = (organizationId: string) =>
    db()
      .selectFrom('mapping')
      .select(['version', 'rules', 'savedAt', 'savedBy'])
      .where('organizationId', '=', organizationId)
  return {
    changes: (organizationId, before = newest, limit) =>
      db()
        .selectFrom('change')
        .select(['version', 'at', 'by', 'parts', 'before', 'after'])
        .where('organizationId', '=', organizationId)
        .where('version', '<', before)
        .orderBy('version', 'desc')
        .limit(limit)
        .execute(),
    async mappings(organizationId, before = newest, limit) {
      const rows = await mappingsOf(organizationId)
        .where('version', '<', before)
        .orderBy('version', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toMapping)
    },
    async mapping(organizationId, version) {
      const row = await mappingsOf(organizationId).where('version', '=', version).executeTakeFirst()
      return row && toMapping(row)
    },
    async everMapped(organizationId) {
      const keysOf = async (part: 'categories' | 'credits') => {
        const { rows } = await sql<{ name: string }>`
          select distinct jsonb_object_keys(rules -> ${part}::text) as name from mapping
          where organization_id = ${organizationId}`.execute(db())
        // Earlier versions of the software kept names as they were sent.
        return rows.map(({ name }) => nameOf(name))
      }
      const [categories, payeeKinds] = await Promise.all([keysOf('categories'), keysOf('credits')])
      return { categories, payeeKinds }
    },
  }
}

interface SavedRow extends Omit<SavedMapping, 'mapping'> {
  readonly version: number
  readonly rules: MappingRules
}

const toMapping = ({ version, rules, ...saved }: SavedRow): SavedMapping => ({
  mapping: { ...withNames(rules), version },
  ...saved,
})
