import { calls, type Call } from '@bilagsbro/adapter-api/calls'
import { err, ok } from '@bilagsbro/kernel/result'
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
import { createConnectionUseCases } from '#application/test-connection.ts'
import { createTestSystem } from '#testing/test-system.ts'
import { adapterRoutes } from './routes.ts'

const service = await start()
afterAll(() => service[Symbol.asyncDispose]())

/** What every adapter answers, around an accounting system that takes one secret. */
async function start() {
  await using resources = new AsyncDisposableStack()
  const issuer = resources.use(await createTestIssuer())
  const wrong = {
    class: 'auth',
    code: 'auth.wrong_secret',
    message: 'The secret is wrong.',
  } as const
  const system = resources.use(createTestSystem())
  const connections = createConnectionUseCases(
    {
      ...system,
      testConnection: async ({ secrets }) =>
        secrets['key'] === 'right' ? ok({ name: 'Test', accounts: 1, costCentres: 0 }) : err(wrong),
      catalogue: async ({ secrets }) =>
        secrets['key'] === 'right' ? ok([{ code: '7140', name: 'Travel' }]) : err(wrong),
    },
    { connectionOf: async () => err('missing') },
  )
  const app = await createHttp({
    title: 'Bilagsbro: adapter',
    logger: createLogger('adapter', 'silent'),
    authenticator: createAuthenticator({ issuer: issuer.issuer, audience: 'bilagsbro' }),
    health: createHealth(),
    metrics: createMetrics('adapter'),
    routes: [
      adapterRoutes({
        ...connections,
        openPostings: async (organizationId) => {
          if (organizationId.includes('\0')) throw new Error('PostgreSQL knows no text with a NUL')
          return { queued: 0, sending: 0, inDoubt: 0, delivered: 0 }
        },
        reportDoubt: async () => undefined,
      }),
    ],
  })
  resources.defer(() => app.close())
  const owned = resources.move()
  return { app, token: issuer.token, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

const allowed = ['config']
const draft = { target: { url: 'https://ledger.example' }, secrets: { key: 'right' } }
const at = ({ method, path }: Call) => `${method} ${path}`
/** Exactly what config and the orchestrator ask for. */
const routes: Routes = {
  [at(calls.credentialSchema)]: { allowed },
  [at(calls.testConnection)]: { allowed: ['config', 'orchestrator'], body: draft },
  [at(calls.readCatalogue)]: { allowed, body: { ...draft, kind: 'accounts' } },
  [at(calls.checkCodes)]: {
    allowed: ['orchestrator'],
    body: { organizationId: 'hlf', codes: [{ kind: 'account', code: '7140' }] },
    code: 'connection.missing',
  },
  [at(calls.reportDoubt)]: {
    allowed: ['orchestrator'],
    body: { organizationId: 'hlf', recordId: 'r-1', revision: 1 },
  },
  [at(calls.openPostings)]: { allowed, body: { organizationId: 'hlf' } },
}
accessContract(service, routes)
fuzzContract(service, routes)
openApiContract(service)
