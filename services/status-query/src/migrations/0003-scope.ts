import { restrictToScope } from '@bilagsbro/service-kit/scope'
import { Migration } from '@mikro-orm/migrations'

const tables = ['record', 'record_sum', 'organization', 'integration', 'run', 'sync_logs']

export class Scope extends Migration {
  override up() {
    for (const table of tables)
      for (const statement of restrictToScope(table)) this.addSql(statement)
  }
}
