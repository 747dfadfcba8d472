import { sharedMigrations } from '@bilagsbro/service-runtime/shared-tables'
import { Start } from './0001-start.ts'

export const migrations = [...sharedMigrations, Start]
