import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { AlertsPage } from '../features/alerts/page.tsx'
import { readSearch as readAlertsSearch } from '../features/alerts/search.ts'
import { DashboardPage } from '../features/dashboard/page.tsx'
import { CredentialsPage } from '../features/integrations/credentials-page.tsx'
import { IntegrationsPage } from '../features/integrations/page.tsx'
import { WizardPage } from '../features/integrations/wizard/page.tsx'
import { FailedPage } from '../features/failed/page.tsx'
import { readSearch as readFailedSearch } from '../features/failed/search.ts'
import { FailureCodePage } from '../features/failure-codes/code-page.tsx'
import { FailureCodesPage } from '../features/failure-codes/page.tsx'
import { readSearch as readCodesSearch } from '../features/failure-codes/search.ts'
import { LogEntryPage } from '../features/log/entry-page.tsx'
import { LogPage, LogsPage } from '../features/log/page.tsx'
import { readSearch as readLogSearch } from '../features/log/search.ts'
import { MappingPage } from '../features/mapping/page.tsx'
import { readSearch as readMappingSearch } from '../features/mapping/search.ts'
import { NotFoundPage } from '../features/no-access/page.tsx'
import { OrganizationsPage } from '../features/organizations/page.tsx'
import { readSearch } from '../features/organizations/search.ts'
import { PeriodPage, ThisPeriod } from '../features/period/page.tsx'
import { PoliciesPage } from '../features/policies/page.tsx'
import { RecordPage } from '../features/record/page.tsx'
import { RecordsPage } from '../features/records/page.tsx'
import { readSearch as readRecordsSearch } from '../features/records/search.ts'
import { RunsPage } from '../features/runs/page.tsx'
import { RunPage } from '../features/runs/run-page.tsx'
import { readSearch as readRunsSearch } from '../features/runs/search.ts'
import { SchedulePage } from '../features/schedule/page.tsx'
import { SignedOutPage, SignInPage } from '../features/sign-in/page.tsx'
import { Home } from './shell/home.tsx'
import { PlatformThresholdsPage, ThresholdsPage } from '../features/thresholds/page.tsx'
import { readAlert } from '../shared/alerts/search.ts'
import { SignedIn } from './shell/signed-in.tsx'

/** Addresses that a person can read and send on: `?side=2`, not JSON. */
const parseSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text))
const stringifySearch = (search: Readonly<Record<string, unknown>>): string => {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/logg-inn',
  validateSearch: ({ til, feil }: Record<string, unknown>): { til?: string; feil?: string } => ({
    ...(typeof til === 'string' && { til }),
    ...(typeof feil === 'string' && { feil }),
  }),
  component: SignInPage,
})
const signedOut = createRoute({
  getParentRoute: () => root,
  path: '/logget-ut',
  component: SignedOutPage,
})

/** Everything below needs somebody who is signed in. */
const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn })
const home = createRoute({ getParentRoute: () => signedIn, path: '/', component: Home })
const organizations = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner',
  validateSearch: readSearch,
  component: OrganizationsPage,
})
const dashboard = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org',
  validateSearch: readAlert,
  component: DashboardPage,
})
const integration = '/organisasjoner/$org/innstillinger/integrasjoner/$type' as const
const policies = createRoute({
  getParentRoute: () => signedIn,
  path: `${integration}/bokforing`,
  component: PoliciesPage,
})
const mapping = createRoute({
  getParentRoute: () => signedIn,
  path: `${integration}/kontering`,
  validateSearch: readMappingSearch,
  component: MappingPage,
})
const schedule = createRoute({
  getParentRoute: () => signedIn,
  path: `${integration}/tidsplan`,
  component: SchedulePage,
})
const records = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/bilag',
  validateSearch: readRecordsSearch,
  component: RecordsPage,
})
const alerts = createRoute({
  getParentRoute: () => signedIn,
  path: '/varsler',
  validateSearch: readAlertsSearch,
  component: AlertsPage,
})
const allIntegrations = '/organisasjoner/$org/innstillinger/integrasjoner' as const
const integrations = createRoute({
  getParentRoute: () => signedIn,
  path: allIntegrations,
  component: IntegrationsPage,
})
const credentials = createRoute({
  getParentRoute: () => signedIn,
  path: `${integration}/palogging`,
  component: CredentialsPage,
})
const connect = createRoute({
  getParentRoute: () => signedIn,
  path: `${allIntegrations}/ny/$step`,
  component: WizardPage,
})
const record = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/bilag/$record',
  validateSearch: ({ versjon }: Record<string, unknown>): { versjon?: string } =>
    typeof versjon === 'string' && /^\d{1,9}$/.test(versjon) ? { versjon } : {},
  component: RecordPage,
})
const runs = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/overforinger',
  validateSearch: readRunsSearch,
  component: RunsPage,
})
const run = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/overforinger/$run',
  component: RunPage,
})
const thresholds = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/innstillinger/grenser',
  component: ThresholdsPage,
})
const platformThresholds = createRoute({
  getParentRoute: () => signedIn,
  path: '/innstillinger/grenser',
  component: PlatformThresholdsPage,
})

const failed = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/feil',
  validateSearch: readFailedSearch,
  component: FailedPage,
})
const failureCodes = createRoute({
  getParentRoute: () => signedIn,
  path: '/feilkoder',
  validateSearch: readCodesSearch,
  component: FailureCodesPage,
})
const failureCode = createRoute({
  getParentRoute: () => signedIn,
  path: '/feilkoder/$code',
  validateSearch: readCodesSearch,
  component: FailureCodePage,
})
const log = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/logg',
  validateSearch: readLogSearch,
  component: LogPage,
})
const logEntry = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/logg/$entry',
  component: LogEntryPage,
})
const logs = createRoute({
  getParentRoute: () => signedIn,
  path: '/logg',
  validateSearch: readLogSearch,
  component: LogsPage,
})
const period = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/perioder/$month',
  component: PeriodPage,
})
const thisPeriod = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/perioder',
  component: ThisPeriod,
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signedOut,
    signedIn.addChildren([
      home,
      organizations,
      dashboard,
      mapping,
      policies,
      schedule,
      records,
      alerts,
      integrations,
      credentials,
      connect,
      record,
      runs,
      run,
      failed,
      failureCodes,
      failureCode,
      log,
      logEntry,
      logs,
      period,
      thisPeriod,
      thresholds,
      platformThresholds,
    ]),
  ]),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
