import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clients } from '@bilagsbro/local-stack/demo-users'
import { startIdentityProvider } from '@bilagsbro/local-stack/identity-provider'
import { completeIdentitySecrets } from '@bilagsbro/local-stack/identity-secrets'
import { freePorts } from '@bilagsbro/local-stack/ports'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp, listen } from '@bilagsbro/service-kit/http'
import { createKeyRing } from '@bilagsbro/service-kit/keys/key-ring'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { createApp } from '../app.ts'
import { migrations } from '../migrations/migrations.ts'
import { pageHeader } from '../session/guard.ts'
import { tables } from '../session/table.ts'
import { createBrowser, type Asked, type Browser } from './browser.ts'
import { startServicesBehind } from './services-behind.ts'

const clientSecrets = completeIdentitySecrets(
  undefined,
  clients.map(({ id }) => id),
)

/** The pages' server on a port of its own, before the real local identity provider and a real database. */
export async function startPagesServer({ signInsPerMinute = 1_000 } = {}) {
  await using resources = new AsyncDisposableStack()
  const [port, otherPort, idPort] = (await freePorts(3)) as [number, number, number]
  const publicUrl = `http://127.0.0.1:${port}`
  const identity = { port: idPort, pagesUrl: publicUrl, clients, secrets: clientSecrets }
  const startProvider = () => startIdentityProvider({ host: '127.0.0.1', ...identity })
  let provider = await startProvider()
  resources.defer(() => provider[Symbol.asyncDispose]())
  const behind = resources.use(await startServicesBehind())
  const database = resources.use(await createTestDatabase({ tables, migrations }))
  const folder = await mkdtemp(join(tmpdir(), 'bilagsbro-pages-'))
  resources.defer(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Bilagsbro</title>')
  await writeFile(join(folder, 'assets/index-1a2b.js'), 'let plain')
  await writeFile(join(folder, 'assets/index-1a2b.js.br'), 'compressed')
  const keys = createKeyRing('k1', new Map([['k1', randomBytes(32)]]))
  const ahead = { ms: 0 }
  const clock = { now: () => new Date(Date.now() + ahead.ms) }

  /** One more process of it, on the same database, that browsers reach at the same address. */
  const replica = async (at: number) => {
    const logger = createLogger('admin-ui', 'silent')
    const env = {
      OIDC_ISSUER: provider.issuer,
      OIDC_AUDIENCE: 'bilagsbro',
      SERVICE_CLIENT_ID: 'admin-ui',
      SERVICE_CLIENT_SECRET: clientSecrets.clientSecrets['admin-ui']!,
      PUBLIC_URL: publicUrl,
      INSECURE_HTTP: true,
      CONFIG_URL: behind.url,
      ORCHESTRATOR_URL: behind.url,
      STATUS_QUERY_URL: behind.url,
      ALERTING_URL: behind.url,
      KEY_FILE: '',
      KEY_FILE_CREATE: false,
      SIGN_INS_PER_MINUTE: signInsPerMinute,
      PROXIES: 1,
      PAGES_DIR: folder,
    }
    const authenticator = createAuthenticator({ issuer: provider.issuer, audience: 'bilagsbro' })
    const { orm } = database
    const app = createApp({ env, orm, authenticator, keys, clock, logger, resources })
    const http = await createHttp({
      title: 'Bilagsbro: pages',
      health: createHealth(),
      metrics: createMetrics('admin-ui'),
      logger,
      ...app,
    })
    resources.defer(() => http.close())
    return { url: await listen(http, { HOST: '127.0.0.1', PORT: at }), stop: () => http.close() }
  }
  await replica(port)
  const other = await replica(otherPort)
  const owned = resources.move()

  /** The answer to a choice of a user on the provider's page: the way back to us. */
  async function wayBack(browser: Browser, to = '/', user = 'demo-admin-hlf'): Promise<string> {
    const from = `${publicUrl}/auth/sign-in?${new URLSearchParams({ to }).toString()}`
    const choice = await browser.follow(await browser.open(from), from)
    const chosen = await browser.open(choice.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ user }),
    })
    const resumed = new URL(chosen.headers.get('location')!, choice.url).href
    return (await browser.open(resumed)).headers.get('location')!
  }
  return {
    publicUrl,
    otherUrl: other.url,
    /** For good, as a replica does that is to be replaced. */
    stopOther: other.stop,
    behind,
    database,
    cookie: `bilagsbro-${port}`,
    wayBack,
    /** A browser in which somebody is signed in. */
    async signedIn(user?: string): Promise<Browser> {
      const browser = createBrowser()
      const answer = await browser.open(await wayBack(browser, '/', user))
      if (answer.status !== 303) throw new Error(`Nobody was signed in: ${answer.status}`)
      return browser
    },
    /** As a script of our own pages asks. */
    ask: (browser: Browser, path: string, request: Asked = {}, at = publicUrl) =>
      browser.open(at + path, {
        ...request,
        headers: {
          accept: 'application/json',
          'sec-fetch-site': 'same-origin',
          [pageHeader]: '1',
          ...request.headers,
        },
      }),
    /** Moves the clock of the server alone. */
    later(ms: number) {
      ahead.ms += ms
    },
    async stopProvider() {
      await provider[Symbol.asyncDispose]()
    },
    async startProvider() {
      provider = await startProvider()
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
export type PagesServer = Awaited<ReturnType<typeof startPagesServer>>
