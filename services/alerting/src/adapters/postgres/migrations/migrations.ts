import { sharedMigrations } from '@bilagsbro/service-runtime/shared-tables'
import { LogChecks } from './0010-log-checks.ts'
import { Start } from './0001-start.ts'

export const migrations = [...sharedMigrations, Start, LogChecks]
