import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { AlertsPage } from '../features/alerts/page.tsx'
import { readSearch as readAlertsSearch } from '../features/alerts/search.ts'
import { DashboardPage } from '../features/dashboard/page.tsx'
import { readSearch as readFailedSearch } from '../features/failed/search.ts'
import { readSearch as readCodesSearch } from '../features/failure-codes/search.ts'
import { readSearch as readLogSearch } from '../features/log/search.ts'
import { readSearch as readMappingSearch } from '../features/mapping/search.ts'
import { NotFoundPage } from '../features/no-access/page.tsx'
import { OrganizationsPage } from '../features/organizations/page.tsx'
import { readSearch } from '../features/organizations/search.ts'
import { readSearch as readRecordsSearch } from '../features/records/search.ts'
import { readSearch as readRunsSearch } from '../features/runs/search.ts'
import { SignedOutPage, SignInPage } from '../features/sign-in/page.tsx'
import { SignOutPage } from '../features/sign-in/sign-out-page.tsx'
import { Home } from './shell/home.tsx'
import { readAlert } from '../shared/alerts/search.ts'
import { nothingElse } from '../shared/search/define-search.ts'
import { fetchLaterPages } from './fetch-later-pages.ts'
import { SignedIn } from './shell/signed-in.tsx'

/** Pages that few open first: they come in a script of their own, right behind the first page. */
const behind = (page: keyof Awaited<ReturnType<typeof fetchLaterPages>>) =>
  lazyRouteComponent(fetchLaterPages, page)

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
const signOut = createRoute({
  getParentRoute: () => root,
  path: '/logg-ut',
  component: SignOutPage,
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
  validateSearch: nothingElse(readSearch),
  component: OrganizationsPage,
})
const dashboard = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org',
  validateSearch: nothingElse(readAlert),
  component: DashboardPage,
})
const integration = '/organisasjoner/$org/innstillinger/integrasjoner/$type' as const
const policies = createRoute({
  getParentRoute: () => signedIn,
  path: `${integration}/bokforing`,
  component: behind('PoliciesPage'),
})
const mapping = createRoute({
  getParentRoute: () => signedIn,
  path: `${integration}/kontering`,
  validateSearch: nothingElse(readMappingSearch),
  component: behind('MappingPage'),
})
const schedule = createRoute({
  getParentRoute: () => signedIn,
  path: `${integration}/tidsplan`,
  component: behind('SchedulePage'),
})
const records = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/bilag',
  validateSearch: nothingElse(readRecordsSearch),
  component: behind('RecordsPage'),
})
const alerts = createRoute({
  getParentRoute: () => signedIn,
  path: '/varsler',
  validateSearch: nothingElse(readAlertsSearch),
  component: AlertsPage,
})
const allIntegrations = '/organisasjoner/$org/innstillinger/integrasjoner' as const
const integrations = createRoute({
  getParentRoute: () => signedIn,
  path: allIntegrations,
  component: behind('IntegrationsPage'),
})
const credentials = createRoute({
  getParentRoute: () => signedIn,
  path: `${integration}/palogging`,
  component: behind('CredentialsPage'),
})
const connect = createRoute({
  getParentRoute: () => signedIn,
  path: `${allIntegrations}/ny/$step`,
  component: behind('WizardPage'),
})
const record = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/bilag/$record',
  validateSearch: nothingElse(({ versjon }): { versjon?: string } =>
    typeof versjon === 'string' && /^\d{1,9}$/.test(versjon) ? { versjon } : {},
  ),
  component: behind('RecordPage'),
})
const runs = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/overforinger',
  validateSearch: nothingElse(readRunsSearch),
  component: behind('RunsPage'),
})
const run = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/overforinger/$run',
  component: behind('RunPage'),
})
const thresholds = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/innstillinger/grenser',
  component: behind('ThresholdsPage'),
})
const platformThresholds = createRoute({
  getParentRoute: () => signedIn,
  path: '/innstillinger/grenser',
  component: behind('PlatformThresholdsPage'),
})

const failed = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/feil',
  validateSearch: nothingElse(readFailedSearch),
  component: behind('FailedPage'),
})
const failureCodes = createRoute({
  getParentRoute: () => signedIn,
  path: '/feilkoder',
  validateSearch: nothingElse(readCodesSearch),
  component: behind('FailureCodesPage'),
})
const failureCode = createRoute({
  getParentRoute: () => signedIn,
  path: '/feilkoder/$code',
  validateSearch: nothingElse(readCodesSearch),
  component: behind('FailureCodePage'),
})
const log = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/logg',
  validateSearch: nothingElse(readLogSearch),
  component: behind('LogPage'),
})
const logEntry = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/logg/$entry',
  component: behind('LogEntryPage'),
})
const logs = createRoute({
  getParentRoute: () => signedIn,
  path: '/logg',
  validateSearch: nothingElse(readLogSearch),
  component: behind('LogsPage'),
})
const period = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/perioder/$month',
  component: behind('PeriodPage'),
})
const thisPeriod = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisasjoner/$org/perioder',
  component: behind('ThisPeriod'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signOut,
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
