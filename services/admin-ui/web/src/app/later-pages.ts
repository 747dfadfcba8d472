import { FailedPage } from '../features/failed/page.tsx'
import { FailureCodePage } from '../features/failure-codes/code-page.tsx'
import { FailureCodesPage } from '../features/failure-codes/page.tsx'
import { CredentialsPage } from '../features/integrations/credentials-page.tsx'
import { IntegrationsPage } from '../features/integrations/page.tsx'
import { WizardPage } from '../features/integrations/wizard/page.tsx'
import { LogEntryPage } from '../features/log/entry-page.tsx'
import { LogPage, LogsPage } from '../features/log/page.tsx'
import { MappingPage } from '../features/mapping/page.tsx'
import { PeriodPage, ThisPeriod } from '../features/period/page.tsx'
import { PoliciesPage } from '../features/policies/page.tsx'
import { RecordPage } from '../features/record/page.tsx'
import { RecordsPage } from '../features/records/page.tsx'
import { RunsPage } from '../features/runs/page.tsx'
import { RunPage } from '../features/runs/run-page.tsx'
import { SchedulePage } from '../features/schedule/page.tsx'
import { PlatformThresholdsPage, ThresholdsPage } from '../features/thresholds/page.tsx'

/** Every page but those that are opened first: the second script (fetch-later-pages.ts). */
export const laterPages = {
  FailedPage,
  FailureCodePage,
  FailureCodesPage,
  CredentialsPage,
  IntegrationsPage,
  WizardPage,
  LogEntryPage,
  LogPage,
  LogsPage,
  MappingPage,
  PeriodPage,
  ThisPeriod,
  PoliciesPage,
  RecordPage,
  RecordsPage,
  RunsPage,
  RunPage,
  SchedulePage,
  PlatformThresholdsPage,
  ThresholdsPage,
}
