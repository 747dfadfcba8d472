import { sharedTables } from '@bilagsbro/service-runtime/shared-tables'
import { ChainTable, SealTable, SyncLogTable, UnsealedTable } from './audit/tables.ts'
import { LogArchiveTable, LogRestoredTable } from './audit/archives/tables.ts'
import { IntegrationTable, OrganizationTable } from './organizations/tables.ts'
import { RecordSumTable, RecordTable } from './records/tables.ts'
import { RunTable } from './runs/tables.ts'

export const tables = [
  ...sharedTables,
  RecordTable,
  RecordSumTable,
  OrganizationTable,
  IntegrationTable,
  RunTable,
  SyncLogTable,
  UnsealedTable,
  SealTable,
  ChainTable,
  LogArchiveTable,
  LogRestoredTable,
]

/** Nothing in them is ever changed. */
export const appendOnly = ['sync_logs', 'seal', 'chain', 'log_archive', 'log_restored'] as const
