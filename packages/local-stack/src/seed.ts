import { randomUUID } from 'node:crypto'
import { request } from 'undici'
import type { OrganizationEntry } from './demo-organizations.ts'
import { StackError } from './stack-error.ts'
import { until } from './until.ts'

export interface SeedOptions {
  readonly configUrl: string
  /** An access token of a global administrator. */
  readonly token: () => Promise<string>
  readonly organizations: readonly OrganizationEntry[]
}

interface Settings {
  readonly connector: { readonly enabled: boolean } | null
  readonly mapping: { readonly version: number }
}

/** Entering one is mostly waiting: for its ledger, and for a service that is asked for the first time. */
const atOnce = 3

/**
 * Enters organisations the way an administrator does, through the service's own routes. What somebody has set since
 * is left alone. Returns those that were new.
 */
export async function seedOrganizations(options: SeedOptions): Promise<string[]> {
  const seeded = new Set<string>()
  const waiting = options.organizations.values()
  const enter = async () => {
    for (const entry of waiting)
      if (await seedOrganization(entry, options)) seeded.add(entry.organizationId)
  }
  await Promise.all(Array.from({ length: atOnce }, enter))
  return options.organizations.map((entry) => entry.organizationId).filter((id) => seeded.has(id))
}

/** Resolves when the others were told of them, too. A record that is approved before then is set aside as nobody's. */
export async function untilShown(
  organizationIds: readonly string[],
  { statusUrl, token }: { readonly statusUrl: string; readonly token: () => Promise<string> },
): Promise<void> {
  const isShown = async (id: string) => {
    const path = `/organizations/${encodeURIComponent(id)}/status`
    const shown = await call<Shown>({ url: statusUrl, token }, 'GET', path)
    return shown?.connector?.enabled ?? false
  }
  const all = async () => (await Promise.all(organizationIds.map(isShown))).every(Boolean)
  if (await until(all, { deadlineMs: 30_000 })) return
  throw new StackError(
    `The organisations ${organizationIds.join(', ')} were entered, but nobody was told within 30 s.`,
    'see the logs of config and status-query for what keeps their events.',
  )
}

interface Shown {
  readonly connector?: { readonly enabled: boolean }
}

async function seedOrganization(entry: OrganizationEntry, options: SeedOptions): Promise<boolean> {
  const path = `/organizations/${encodeURIComponent(entry.organizationId)}`
  const config = { url: options.configUrl, token: options.token }
  const settings = await call<Settings>(config, 'GET', `${path}/connector`)
  if (settings?.connector && settings.mapping.version > 0) return false
  await call(config, 'PUT', path, { name: entry.name })
  await connect(config, `${path}/connector`, entry.connector)
  await call(config, 'PUT', `${path}/connector/mapping`, entry.mapping)
  const { waiver } = entry
  const without = waiver === undefined ? {} : { trial: 'waive', reason: waiver }
  await call(config, 'PUT', `${path}/connector/state`, { enabled: true, ...without })
  return true
}

/** A busy machine may not answer the connection test in time: nothing is saved then, and it may be asked again. */
async function connect(config: CalledService, path: string, connector: object): Promise<void> {
  for (let triesLeft = 5; ; triesLeft--)
    try {
      await call(config, 'PUT', path, connector)
      return
    } catch (error) {
      if (triesLeft === 1 || !/connection\.no_answer|template\.busy/.test(String(error)))
        throw error
    }
}

export interface CalledService {
  readonly url: string
  readonly token: () => Promise<string>
}

/** `undefined` for what is not there. */
export async function call<T>(
  { url, token }: CalledService,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
): Promise<T | undefined> {
  const response = await request(url + path, {
    method,
    headers: {
      authorization: `Bearer ${await token()}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
    },
    ...(body && { body: JSON.stringify(body) }),
    headersTimeout: 15_000,
    bodyTimeout: 15_000,
  })
  const text = await response.body.text()
  if (method === 'GET' && response.statusCode === 404) return undefined
  if (response.statusCode >= 300)
    throw new Error(`${method} ${url}${path} answered ${response.statusCode}: ${text}`)
  return JSON.parse(text) as T
}
