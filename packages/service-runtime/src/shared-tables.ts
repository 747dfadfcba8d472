import { OutboxMigration, OutboxTable, PackedOutbox } from '@bilagsbro/messaging/outbox'
import {
  EpochMigration,
  InstallationMigration,
  InstallationTable,
} from '@bilagsbro/service-kit/installation'

/** The tables of every service's database, besides the service's own. */
export const sharedTables = [InstallationTable, OutboxTable] as const

/** To be listed before the service's own. */
export const sharedMigrations = [
  InstallationMigration,
  OutboxMigration,
  PackedOutbox,
  EpochMigration,
] as const
