import { OutboxTable } from '@bilagsbro/messaging/outbox'
import { InstallationTable } from '@bilagsbro/service-kit/postgres'
import { SyncLogTable } from './audit/tables.ts'
import { IntegrationTable, OrganizationTable } from './organizations/tables.ts'
import { RecordSumTable, RecordTable } from './records/tables.ts'
import { RunTable } from './runs/tables.ts'

export const tables = [
  InstallationTable,
  OutboxTable,
  RecordTable,
  RecordSumTable,
  OrganizationTable,
  IntegrationTable,
  RunTable,
  SyncLogTable,
]

/** Nothing in them is ever changed. */
export const appendOnly = ['sync_logs'] as const
