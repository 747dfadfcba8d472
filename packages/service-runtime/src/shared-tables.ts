import { OutboxMigration, OutboxTable, PackedOutbox } from '@bilagsbro/messaging/outbox'
import {
  EpochMigration,
  InstallationMigration,
  InstallationTable,
} from '@bilagsbro/service-kit/postgres'

/** What every service's database holds besides the service's own tables. */
export const sharedTables = [InstallationTable, OutboxTable] as const

/** To be listed before the service's own. */
export const sharedMigrations = [
  InstallationMigration,
  OutboxMigration,
  PackedOutbox,
  EpochMigration,
] as const
