import { request } from 'undici'
import type { LedgerVoucher } from './ledger-check.ts'

export interface SimulatedFault {
  readonly operation: string
  readonly kind: string
  readonly organization?: string
  readonly probability?: number
  readonly count?: number
  readonly after?: number
  readonly seed?: number
  readonly forMs?: number
  readonly params?: Readonly<Record<string, unknown>>
}

/** The simulators' own routes: what the ledger holds, what was asked of it, and how it is made to misbehave. */
function createSimulatorClient(url: string) {
  const call = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ) => {
    const answer = await request(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      headersTimeout: 30_000,
      bodyTimeout: 120_000,
    })
    const text = await answer.body.text()
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`)
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  }
  return {
    vouchers: async () => (await call('GET', '/_sim/vouchers')) as LedgerVoucher[],
    /** How many references the ledger holds, without reading the vouchers. */
    async count(): Promise<number> {
      return ((await call('GET', '/_sim/vouchers?summary=1')) as unknown[]).length
    },
    requests: async () => (await call('GET', '/_sim/requests')) as { total: number },
    /** How to take them away again. */
    async addFaults(faults: readonly SimulatedFault[]): Promise<() => Promise<void>> {
      const added = (await call('POST', '/_sim/faults', faults)) as { readonly id: number }[]
      return async () => {
        for (const { id } of added) await call('DELETE', `/_sim/faults?id=${id}`)
      }
    },
    /** More organisations with that prefix: their seeds. */
    addOrganizations: async <Seed>(prefix: string, count: number) =>
      (await call('POST', '/_sim/organizations', { prefix, count })) as Seed[],
    clearFaults: async () => void (await call('DELETE', '/_sim/faults')),
    /** Somebody made a new key there, and the one before is worth nothing; the REST ledger's alone. */
    replaceKey: async (organization: string, apiKey: string) =>
      void (await call('PATCH', `/_sim/secret?organization=${organization}`, { apiKey })),
    /** What a customer has set up for good; Business Central's alone. */
    setUp: async (organization: string, setup: object) =>
      void (await call('PATCH', `/_sim/setup?organization=${organization}`, setup)),
  }
}

/** What the simulators hold: each by whom it stands in for, and all of them as one. */
export function openLedgers(simulators: Readonly<Record<string, { readonly url: string }>>) {
  const urls = [...new Set(Object.values(simulators).map(({ url }) => url))]
  const clients = new Map(urls.map((url) => [url, createSimulatorClient(url)]))
  const all = [...clients.values()]
  return {
    ledgerOf(vendor: string) {
      const client = clients.get(simulators[vendor]?.url ?? '')
      if (!client) throw new Error(`Nothing stands in for ${vendor}.`)
      return client
    },
    ledger: {
      vouchers: async () => (await Promise.all(all.map((client) => client.vouchers()))).flat(),
      /** How many references the ledgers hold. */
      async count(): Promise<number> {
        const counts = await Promise.all(all.map((client) => client.count()))
        return counts.reduce((sum, count) => sum + count, 0)
      },
    },
  }
}
