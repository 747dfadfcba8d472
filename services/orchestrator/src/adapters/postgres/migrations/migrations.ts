import { OutboxMigration } from '@bilagsbro/messaging/outbox'
import { InstallationMigration } from '@bilagsbro/service-kit/postgres'
import { Start } from './0001-start.ts'
import { SchedulesAndUses } from './0002-schedules-and-uses.ts'

export const migrations = [InstallationMigration, OutboxMigration, Start, SchedulesAndUses] as const
