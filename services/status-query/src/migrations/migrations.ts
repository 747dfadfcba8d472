import { sharedMigrations } from '@bilagsbro/service-runtime/shared-tables'
import { Start } from './0001-start.ts'
import { Integrations } from './0002-integrations.ts'
import { Scope } from './0003-scope.ts'
import { ComposedIds } from './0004-composed-ids.ts'
import { SecretExpiry } from './0005-secret-expiry.ts'
import { Corrections } from './0040-corrections.ts'
import { Overdue } from './0050-overdue.ts'
import { PlannedRuns } from './0051-planned-runs.ts'
import { MovedDates } from './0052-moved-dates.ts'
import { SealedLog } from './0100-log.ts'
import { Overview } from './0120-overview.ts'
import { LatestRuns } from './0121-latest-runs.ts'
import { LastRun } from './0122-last-run.ts'
import { PostingModes } from './0125-posting-mode.ts'
import { LogMonths } from './0200-log-months.ts'
import { PlainIds } from './0201-plain-ids.ts'
import { LogArchive } from './0220-log-archive.ts'
import { Periods } from './0240-periods.ts'
import { LogChecks } from './0290-log-checks.ts'
import { ArchivedApprovals } from './0310-archived-approvals.ts'
import { NotedBeginnings } from './0340-noted-beginnings.ts'
import { LogRestored } from './0341-log-restored.ts'

export const migrations = [
  ...sharedMigrations,
  Start,
  Integrations,
  Scope,
  ComposedIds,
  SecretExpiry,
  Corrections,
  Overdue,
  PlannedRuns,
  MovedDates,
  SealedLog,
  Overview,
  LatestRuns,
  LastRun,
  PostingModes,
  LogMonths,
  PlainIds,
  LogArchive,
  Periods,
  LogChecks,
  ArchivedApprovals,
  NotedBeginnings,
  LogRestored,
]
