import { OutboxMigration, PackedOutbox } from '@bilagsbro/messaging/outbox'
import { EpochMigration, InstallationMigration } from '@bilagsbro/service-kit/postgres'
import { Start } from './0001-start.ts'
import { Integrations } from './0002-integrations.ts'
import { Scope } from './0003-scope.ts'
import { ComposedIds } from './0004-composed-ids.ts'

export const migrations = [
  InstallationMigration,
  OutboxMigration,
  Start,
  Integrations,
  Scope,
  PackedOutbox,
  EpochMigration,
  ComposedIds,
]
