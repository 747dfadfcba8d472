import { demoOrganizations, type OrganizationSeed } from './business-central/seed.ts'
import { type SimulatorOptions, type Simulators, startSimulators } from './start-simulators.ts'

interface Received {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks where it knows what to find
  readonly body: any
}
export interface BusinessCentralClient {
  readonly seed: OrganizationSeed
  /** Below the company. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Received>
  batch(requests: readonly InnerRequest[], headers?: Record<string, string>): Promise<Received>
  /** A journal of that code, and its id. */
  journal(code: string): Promise<string>
  /** Two lines that balance, on 7140 and 2990; the first is changed by `fields`. */
  voucher(journal: string, reference: string, fields?: Record<string, unknown>): Promise<Received[]>
  post(journal: string): Promise<Received>
  readonly company: string
  readonly root: string
}
interface InnerRequest {
  readonly id?: string
  readonly method: string
  readonly url: string
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

export async function openTestSimulators(options: SimulatorOptions = {}) {
  const simulators = await startSimulators(options)
  const seed = options.organizations?.[0] ?? demoOrganizations[0]!
  return { simulators, client: await openClient(simulators, seed) }
}

export async function openClient(
  simulators: Simulators,
  seed: OrganizationSeed,
): Promise<BusinessCentralClient> {
  const token = await fetchToken(simulators.url, seed.tenantId, seed.clientId, seed.clientSecret)
  return clientWith(simulators, seed, token.body.access_token)
}

export function clientWith(
  simulators: Simulators,
  seed: OrganizationSeed,
  token: string,
): BusinessCentralClient {
  const root = `${simulators.url}/v2.0/${seed.tenantId}/${seed.environment}/api/v2.0`
  const company = `companies(${seed.companyId})`
  const send = (method: string, address: string, body?: unknown, headers = {}) =>
    receive(address, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'accept-language': 'en-US',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  const call: BusinessCentralClient['call'] = (method, path, body, headers) =>
    send(method, `${root}/${company}/${path}`, body, headers)
  return {
    seed,
    root,
    company,
    call,
    batch: (requests, headers) => send('POST', `${root}/$batch`, { requests }, headers),
    journal: async (code) => (await call('POST', 'journals', { code })).body.id,
    async voucher(journal, reference, fields = {}) {
      const lines = `journals(${journal})/journalLines`
      const common = { postingDate: '2026-11-21', documentNumber: reference }
      return [
        await call('POST', lines, { ...common, accountNumber: '7140', amount: 123.45, ...fields }),
        await call('POST', lines, { ...common, accountNumber: '2990', amount: -123.45 }),
      ]
    },
    post: (journal) => call('POST', `journals(${journal})/Microsoft.NAV.post`),
  }
}

export function fetchToken(
  url: string,
  tenant: string,
  clientId: string,
  clientSecret: string,
  more: Record<string, string> = {},
): Promise<Received> {
  const form = {
    grant_type: 'client_credentials',
    scope: 'https://api.businesscentral.dynamics.com/.default',
    client_id: clientId,
    client_secret: clientSecret,
    ...more,
  }
  return receive(`${url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
}

export async function receive(address: string, init?: RequestInit): Promise<Received> {
  const response = await fetch(address, init)
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') && text !== ''
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json ? JSON.parse(text) : undefined,
  }
}
