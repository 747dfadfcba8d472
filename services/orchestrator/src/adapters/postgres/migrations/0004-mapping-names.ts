import { withNames } from '@bilagsbro/kernel/name'
import { Migration } from '@mikro-orm/migrations'
import type { KeptConfiguration } from '../rows.ts'

/**
 * Mappings were kept as they were typed. Everything that waits is looked at once more: what nobody could map is mapped
 * now.
 */
export class MappingNames extends Migration {
  override async up(): Promise<void> {
    const rows = (await this.execute(
      'select organization_id as id, configuration from organization for update',
    )) as unknown as { id: string; configuration: KeptConfiguration }[]
    for (const { id, configuration } of rows) {
      const { mapping, earlierMappings } = configuration
      const named = withNames({ mapping, earlierMappings })
      await this.execute(
        'update organization set configuration = ?::jsonb, wake = wake + 1 where organization_id = ?',
        [JSON.stringify({ ...configuration, ...named }), id],
      )
    }
  }
}
