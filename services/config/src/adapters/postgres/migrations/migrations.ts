import { sharedMigrations } from '@bilagsbro/service-runtime/shared-tables'
import { OrganizationsMigration } from './0001-organizations.ts'
import { ConnectionsMigration } from './0002-connections.ts'
import { ClosedKeysMigration } from './0003-closed-keys.ts'
import { SecretReadsMigration } from './0004-secret-reads.ts'
import { TrialsMigration } from './0006-trials.ts'

export const migrations = [
  ...sharedMigrations,
  OrganizationsMigration,
  ConnectionsMigration,
  ClosedKeysMigration,
  SecretReadsMigration,
  TrialsMigration,
]
