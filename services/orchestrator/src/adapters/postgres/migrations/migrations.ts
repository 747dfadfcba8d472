import { sharedMigrations } from '@bilagsbro/service-runtime/shared-tables'
import { Start } from './0001-start.ts'
import { SchedulesAndUses } from './0002-schedules-and-uses.ts'
import { LightRecords } from './0003-light-records.ts'
import { MappingNames } from './0004-mapping-names.ts'
import { FirstReading } from './0005-first-reading.ts'
import { ClosedPeriods } from './0006-closed-periods.ts'
import { ToldEpochs } from './0007-told-epochs.ts'
import { Rounds } from './0008-rounds.ts'
import { RequestKeys } from './0010-request-keys.ts'
import { PlannedRuns } from './0011-planned-runs.ts'
import { Causes } from './0020-causes.ts'
import { Corrections } from './0040-corrections.ts'
import { MovedDates } from './0050-moved-dates.ts'
import { Trials } from './0070-trials.ts'
import { Overdue } from './0080-overdue.ts'
import { Proofs } from './0081-proofs.ts'
import { PostingModes } from './0090-posting-mode.ts'

export const migrations = [
  ...sharedMigrations,
  Start,
  SchedulesAndUses,
  LightRecords,
  MappingNames,
  FirstReading,
  ClosedPeriods,
  ToldEpochs,
  Rounds,
  RequestKeys,
  PlannedRuns,
  Causes,
  Corrections,
  MovedDates,
  Trials,
  Overdue,
  Proofs,
  PostingModes,
]
