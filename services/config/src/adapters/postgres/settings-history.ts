import { query, type Database } from '@bilagsbro/service-kit/postgres'
import type { SavedMapping, SettingsHistory } from '#application/ports/settings-history.ts'
import type { MappingRules } from '#domain/organization.ts'
import type { tables } from './tables.ts'

const newest = 2_147_483_647

export function createPostgresSettingsHistory(orm: Database): SettingsHistory {
  const db = () => query<typeof tables>(orm.em.fork())
  const mappings = (organizationId: string, before: number, limit: number) =>
    db()
      .selectFrom('mapping')
      .select(['version', 'rules', 'savedAt', 'savedBy'])
      .where('organizationId', '=', organizationId)
      .where('version', '<', before)
      .where('version', '>', 0)
      .orderBy('version', 'desc')
      .limit(limit)
      .execute()
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
    mappings: async (organizationId, before = newest, limit) =>
      (await mappings(organizationId, before, limit)).map(toMapping),
    async mapping(organizationId, version) {
      const [row] = await mappings(organizationId, version + 1, 1)
      return row?.version === version ? toMapping(row) : undefined
    },
  }
}

const toMapping = ({
  rules,
  ...saved
}: Pick<SavedMapping, 'version' | 'savedAt' | 'savedBy'> & { rules: MappingRules }) => ({
  ...rules,
  ...saved,
})
