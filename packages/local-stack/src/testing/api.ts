import { randomUUID } from 'node:crypto'
import { request } from 'undici'
import type { Stack } from '../start-stack.ts'

/** As much as the tests read of what status-query shows of a record. */
export interface ShownRecord {
  readonly recordId: string
  readonly revision: number
  readonly status: string
  readonly attempts: number
  readonly amount: string
  readonly reference?: string
  readonly nextAttemptAt?: string
  readonly reason?: { readonly code: string }
  readonly failure?: { readonly class: string; readonly code: string; readonly message: string }
  readonly voucher?: { readonly number: string }
}

export interface ShownStatus {
  readonly connector?: { readonly type: string; readonly enabled: boolean }
  readonly health: { readonly level: string; readonly rules: readonly { readonly rule: string }[] }
  readonly lastRun?: { readonly trigger: string; readonly counts?: { readonly posted: number } }
  readonly sums: Readonly<Record<string, { readonly count: number }>>
  readonly waitingByReason: readonly { readonly reason: string; readonly count: number }[]
  readonly pendingCount: number
  readonly errorCount: number
}

export const testsSomethingElse = 'The test is about something else.'

interface Versioned {
  readonly version: number
}

/** The services' own HTTP, as a global administrator unless another user is named. */
export function createApi(stack: Stack) {
  const { services, simulators } = stack.addresses()
  const urls: Readonly<Record<string, string>> = {
    'dynamics-simulator': simulators['business-central']!.url,
    ...Object.fromEntries(Object.entries(services).map(([name, { url }]) => [name, url])),
  }
  const call = async (
    service: string,
    method: 'GET' | 'PUT' | 'POST',
    path: string,
    body?: object,
    user = 'demo-global-admin',
  ): Promise<unknown> => {
    const answer = await request(urls[service] + path, {
      method,
      headers: {
        authorization: `Bearer ${await stack.tokenFor(user)}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
      headersTimeout: 15_000,
      bodyTimeout: 15_000,
    })
    const text = await answer.body.text()
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${path} of ${service}: ${answer.statusCode} ${text}`)
    return JSON.parse(text)
  }
  const settings = (organizationId: string, path: string) =>
    `/organizations/${organizationId}/connector${path}`
  return {
    call,
    status: (organizationId: string) =>
      call(
        'status-query',
        'GET',
        `/organizations/${organizationId}/status`,
      ) as Promise<ShownStatus>,
    /** Everything that is shown of an organisation, with one status if one is named; a page of 500. */
    records: async (organizationId: string, status?: string) => {
      const path = `/organizations/${organizationId}/records?limit=500`
      const answer = await call('status-query', 'GET', path + (status ? `&status=${status}` : ''))
      return (answer as { rows: ShownRecord[] }).rows
    },
    /** All records go at once, unless a trial is wanted. */
    enable: (organizationId: string, { trial = false } = {}) =>
      call('config', 'PUT', settings(organizationId, '/state'), {
        enabled: true,
        ...(!trial && { trial: 'waive', reason: testsSomethingElse }),
      }) as Promise<Versioned>,
    disable: (organizationId: string, reason?: string) =>
      call('config', 'PUT', settings(organizationId, '/state'), {
        enabled: false,
        ...(reason && { reason }),
      }) as Promise<Versioned>,
    saveMapping: (organizationId: string, mapping: object) =>
      call('config', 'PUT', settings(organizationId, '/mapping'), mapping),
    saveConnector: (organizationId: string, connector: object) =>
      call('config', 'PUT', settings(organizationId, ''), connector),
    /** How often a fault of the simulators has come up so far. */
    fired: async (kind: string, organization?: string) => {
      const faults = (await call('dynamics-simulator', 'GET', '/_sim/faults')) as {
        kind: string
        organization?: string
        fired: number
      }[]
      return faults
        .filter((fault) => fault.kind === kind && fault.organization === organization)
        .reduce((sum, { fired }) => sum + fired, 0)
    },
  }
}
