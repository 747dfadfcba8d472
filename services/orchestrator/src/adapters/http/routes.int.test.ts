import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import { createUnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import { accessContract, type Routes } from '@bilagsbro/service-kit/access.contract'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { answersAsDescribed } from '@bilagsbro/service-kit/described'
import { fuzzContract } from '@bilagsbro/service-kit/fuzz.contract'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp } from '@bilagsbro/service-kit/http'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { openApiContract } from '@bilagsbro/service-kit/openapi.contract'
import { createTestIssuer } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test } from 'vitest'
import { createApp } from '#app.ts'
import { calendar } from '#adapters/cron/calendar.ts'
import { anOrganization, policy } from '#testing/builders.ts'
import { silentLedger } from '#testing/ledger.ts'
import { openTestStore } from '#testing/test-store.ts'
import { causeRoutes } from './cause-routes.ts'
import { failureCodeRoutes } from './failure-code-routes.ts'
import { retryRoutes } from './retry-routes.ts'
import { doubtRoutes } from './doubt-routes.ts'
import { handledRoutes } from './handled-routes.ts'
import { connectorRoutes } from './connector-routes.ts'
import { periodRoutes } from './period-routes.ts'
import { previewRoutes } from './preview-routes.ts'
import { revisionRoutes } from './revision-routes.ts'
import { runRoutes } from './run-routes.ts'
import { trialRoutes } from './trial-routes.ts'
import { useRoutes } from './use-routes.ts'
import { texts } from './texts.ts'

const service = await start()
afterAll(() => service[Symbol.asyncDispose]())

/** The service without Kafka and without a port. Three organisations are known. */
async function start() {
  await using resources = new AsyncDisposableStack()
  const issuer = resources.use(await createTestIssuer())
  const { store, overview, causeOverview, waitingRecords } = resources.use(await openTestStore())
  const useCases = createApp({
    store,
    overview,
    causeOverview,
    waitingRecords,
    ...silentLedger,
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
  for (const organizationId of ['hlf', 'blindeforbundet', 'third'])
    await useCases.applyConnectors([{ ...anOrganization(), organizationId }])
  const app = await createHttp({
    title: 'Bilagsbro: orchestrator',
    logger: createLogger('orchestrator', 'silent'),
    authenticator: createAuthenticator({ issuer: issuer.issuer, audience: 'bilagsbro' }),
    health: createHealth(),
    metrics: createMetrics('orchestrator'),
    texts,
    routes: [
      connectorRoutes(useCases),
      runRoutes(useCases),
      causeRoutes(useCases),
      failureCodeRoutes(),
      retryRoutes(useCases),
      handledRoutes(useCases),
      doubtRoutes(useCases),
      periodRoutes(useCases),
      previewRoutes(useCases),
      revisionRoutes(useCases),
      trialRoutes(useCases),
      useRoutes(useCases),
    ],
  })
  resources.defer(() => app.close())
  const owned = resources.move()
  const { acceptRecords } = useCases
  return {
    app,
    token: issuer.token,
    acceptRecords,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const readers = ['global_admin', 'org_admin', 'org_support', 'auditor'] as const
const routes: Routes = {
  'GET /organizations/{organizationId}/run-plan': { allowed: readers },
  'GET /organizations/{organizationId}/runs': { allowed: readers, showsChanges: true },
  'GET /organizations/{organizationId}/runs/{runId}': { allowed: readers, code: 'run.not_found' },
  // Before a run is started, which would keep a retry waiting.
  'POST /organizations/{organizationId}/retries': {
    allowed: ['global_admin', 'org_admin', 'org_support'],
    body: { records: [{ recordId: 'r-1', revision: 1 }] },
    code: 'record.not_found',
  },
  'POST /organizations/{organizationId}/connector/probe': {
    allowed: ['global_admin', 'org_admin'],
    body: {},
    code: 'connector.not_suspended',
  },
  'GET /organizations/{organizationId}/trial': { allowed: readers },
  'POST /organizations/{organizationId}/trial/waive': {
    allowed: ['global_admin', 'org_admin'],
    body: { reason: 'The mapping is the one of last year.' },
    code: 'trial.not_pending',
  },
  'GET /organizations/{organizationId}/preview': { allowed: readers },
  'GET /organizations/{organizationId}/records/{recordId}/revisions/{revision}/preview': {
    allowed: readers,
    given: { recordId: 'r-1', revision: '1' },
    code: 'revision.not_found',
  },
  'POST /organizations/{organizationId}/runs': {
    allowed: ['global_admin', 'org_admin'],
    body: { planId: '1764150120000.other' },
    code: 'run.plan_unknown',
  },
  'GET /organizations/{organizationId}/failure-causes': { allowed: readers, showsChanges: true },
  'GET /failure-codes': { allowed: readers },
  'POST /organizations/{organizationId}/period-decisions': {
    allowed: ['global_admin', 'org_admin'],
    body: { records: [{ recordId: 'r-1', revision: 1 }], date: 'next_open', reason: 'Agreed.' },
    code: 'record.not_found',
  },
  'POST /organizations/{organizationId}/handled': {
    allowed: ['global_admin', 'org_admin'],
    body: { records: [{ recordId: 'r-1', revision: 1 }], reason: 'Booked by hand.' },
    code: 'record.not_found',
  },
  'POST /organizations/{organizationId}/handled/undo': {
    allowed: ['global_admin', 'org_admin'],
    body: { records: [{ recordId: 'r-1', revision: 1 }], reason: 'A mistake.' },
    code: 'record.not_found',
  },
  'GET /organizations/{organizationId}/records/{recordId}/revisions/{revision}': {
    allowed: readers,
    given: { recordId: 'r-1', revision: '1' },
    code: 'revision.not_found',
  },
  'GET /organizations/{organizationId}/records/{recordId}/revisions/{revision}/doubt': {
    allowed: readers,
    given: { recordId: 'r-1', revision: '1' },
    code: 'revision.not_found',
  },
  'POST /organizations/{organizationId}/records/{recordId}/revisions/{revision}/word': {
    allowed: ['global_admin', 'org_admin'],
    given: { recordId: 'r-1', revision: '1' },
    body: { kind: 'not_in_ledger', reason: 'Looked for it.' },
    code: 'revision.not_found',
  },
  'POST /internal/organizations/{organizationId}/unsent-uses': {
    allowed: ['config'],
    body: { categories: ['taxi'], payeeKinds: ['employee'] },
  },
}
// Before a run is started, which would keep a retry waiting.
const names = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ recordId: `r-${at}`, revision: 1 }))
test.each<[string, object, number, string]>([
  ['1,001 records', { records: names(1_001) }, 400, 'request.invalid'],
  ['100,000 records', { records: names(100_000) }, 413, 'request.too_large'],
  ['no records', { records: [] }, 400, 'request.invalid'],
  ['nothing', {}, 400, 'request.invalid'],
  ['two things', { all: true, cause: '0'.repeat(24) }, 400, 'request.invalid'],
  ['not all', { all: false }, 400, 'request.invalid'],
  ['no fingerprint', { cause: 'taxi' }, 400, 'request.invalid'],
  ['no revision', { records: [{ recordId: 'r-1', revision: 0 }] }, 400, 'request.invalid'],
  ['a record that is not there', { records: names(1) }, 404, 'record.not_found'],
  ['a cause that nobody has', { cause: '0'.repeat(24) }, 404, 'cause.not_found'],
])(
  'RETRY-2: a retry of %s is refused with its field and the remedy',
  async (_, body, status, code) => {
    const headers = {
      authorization: `Bearer ${await service.token({ roles: ['org_support'], organization: 'hlf' })}`,
      'accept-language': 'nn',
      'idempotency-key': JSON.stringify(body)
        .slice(0, 40)
        .replaceAll(/[^a-z0-9]/g, '-'),
    }
    const url = '/organizations/hlf/retries'
    const answer = await service.app.inject({ method: 'POST', url, headers, payload: body })
    expect(answer.json()).toMatchObject({ status, code, title: expect.stringMatching(/\S/) })
    expect(answer.headers['content-language']).toBe('nn')
  },
)

test('the runs of an organisation that nobody knows are not an empty list', async () => {
  const headers = { authorization: `Bearer ${await service.token({ roles: ['global_admin'] })}` }
  const runsOf = (id: string) => service.app.inject({ url: `/organizations/${id}/runs`, headers })
  expect((await runsOf('hlf')).json()).toMatchObject({ rows: expect.any(Array), next: null })
  const unknown = await runsOf('nobodys')
  expect(unknown.json()).toMatchObject({ status: 404, code: 'organization.not_found' })
})

test('a revision is shown as it was approved, without the words of the claimant, to everybody who reads records', async () => {
  const organizationId = 'third'
  const [line] = anApprovedRecord().lines
  const file = { filename: 'kvittering.jpg', mediaType: 'image/jpeg', sha256: '0'.repeat(64) }
  const content = anApprovedRecord({
    organizationId,
    recordId: 'r-1',
    lines: [{ ...line!, text: 'Til legen', costCenter: '200' }],
    attachments: [{ ...file, url: 'https://files.example.no/1?key=secret' }],
  })
  const withdrawn = { withdrawnAt: '2026-11-22T10:00:00.000Z', withdrawnBy: 'u-9' }
  await service.acceptRecords([{ content }])
  await service.acceptRecords([
    { content: { organizationId, recordId: 'r-1', revision: 2, ...withdrawn } },
  ])
  const shown = async (revision: number) => {
    const token = await service.token({ roles: ['org_support'], organization: organizationId })
    const url = `/organizations/third/records/r-1/revisions/${revision}`
    return service.app.inject({ url, headers: { authorization: `Bearer ${token}` } })
  }
  const { approvedBy, payee, total, currency, recordType } = content
  const first = await shown(1)
  expect(first.json()).toEqual({
    recordId: 'r-1',
    revision: 1,
    reference: expect.stringMatching(/^BB/),
    isWithdrawal: false,
    approvedBy,
    payee,
    total,
    currency,
    recordType,
    approvedAt: new Date(content.approvedAt).toISOString(),
    lines: [{ ...line, costCenter: '200', hasText: true }],
    attachments: [file],
  })
  await answersAsDescribed(service.app)(first)
  expect((await shown(2)).json()).toMatchObject({
    isWithdrawal: true,
    approvedBy: 'u-9',
    approvedAt: withdrawn.withdrawnAt,
    lines: [],
  })
})

accessContract(service, routes)

fuzzContract(service, routes)
openApiContract(service)
