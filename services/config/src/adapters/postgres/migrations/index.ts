import { OutboxMigration, PackedOutbox } from '@bilagsbro/messaging/outbox'
import { EpochMigration, InstallationMigration } from '@bilagsbro/service-kit/postgres'
import { OrganizationsMigration } from './0001-organizations.ts'
import { ConnectionsMigration } from './0002-connections.ts'
import { ClosedKeysMigration } from './0003-closed-keys.ts'
import { SecretReadsMigration } from './0004-secret-reads.ts'

export const migrations = [
  InstallationMigration,
  OutboxMigration,
  OrganizationsMigration,
  ConnectionsMigration,
  ClosedKeysMigration,
  PackedOutbox,
  EpochMigration,
  SecretReadsMigration,
]
