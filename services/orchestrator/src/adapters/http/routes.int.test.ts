import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import { createUnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import { accessContract, type Routes } from '@bilagsbro/service-kit/access.contract'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { fuzzContract } from '@bilagsbro/service-kit/fuzz.contract'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp } from '@bilagsbro/service-kit/http'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { openApiContract } from '@bilagsbro/service-kit/openapi.contract'
import { createTestIssuer } from '@bilagsbro/service-kit/testing'
import { afterAll } from 'vitest'
import { createApp } from '#app.ts'
import { calendar } from '#adapters/cron/calendar.ts'
import { anOrganization, policy } from '#testing/builders.ts'
import { openTestStore } from '#testing/test-store.ts'
import { causeRoutes } from './cause-routes.ts'
import { retryRoutes } from './retry-routes.ts'
import { runRoutes } from './run-routes.ts'
import { texts } from './texts.ts'

const service = await start()
afterAll(() => service[Symbol.asyncDispose]())

/** The service without Kafka and without a port. Two organisations are known. */
async function start() {
  await using resources = new AsyncDisposableStack()
  const issuer = resources.use(await createTestIssuer())
  const { store, overview, causeOverview } = resources.use(await openTestStore())
  const useCases = createApp({
    store,
    overview,
    causeOverview,
    unknownOrganizations: createUnknownOrganizations(
      (ids) => store.unknown(ids),
      async () => {},
    ),
    hasReadPast: () => true,
    epoch: 'epoch-1',
    alarm: () => undefined,
    clock,
    newId,
    random: Math.random,
    calendar,
    policy,
  })
  await useCases.tendOrganizations()
  for (const organizationId of ['hlf', 'blindeforbundet'])
    await useCases.applyConnectors([{ ...anOrganization(), organizationId }])
  const app = await createHttp({
    title: 'Bilagsbro: orchestrator',
    logger: createLogger('orchestrator', 'silent'),
    authenticator: createAuthenticator({ issuer: issuer.issuer, audience: 'bilagsbro' }),
    health: createHealth(),
    metrics: createMetrics('orchestrator'),
    texts,
    routes: [runRoutes(useCases), causeRoutes(useCases), retryRoutes(useCases)],
  })
  resources.defer(() => app.close())
  const owned = resources.move()
  return { app, token: issuer.token, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

const readers = ['global_admin', 'org_admin', 'org_support', 'auditor'] as const
const routes: Routes = {
  'GET /organizations/{organizationId}/runs': { allowed: readers, showsChanges: true },
  'GET /organizations/{organizationId}/runs/{runId}': { allowed: readers, code: 'run.not_found' },
  // Before a run is started, which would keep a retry waiting.
  'POST /organizations/{organizationId}/retries': {
    allowed: ['global_admin', 'org_admin', 'org_support'],
    body: { records: [{ recordId: 'r-1', revision: 1 }] },
    code: 'record.not_found',
  },
  'POST /organizations/{organizationId}/runs': {
    allowed: ['global_admin', 'org_admin'],
    body: {},
    code: 'run.already_running',
  },
  'GET /organizations/{organizationId}/failure-causes': { allowed: readers, showsChanges: true },
}
accessContract(service, routes)
fuzzContract(service, routes)
openApiContract(service)
