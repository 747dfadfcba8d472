import type { OrganizationSeed } from '@bilagsbro/simulators/business-central/seed'
import { request } from 'undici'
import { connectorOf, demoMapping } from './demo-organizations.ts'

export interface SeedOptions {
  readonly configUrl: string
  /** An access token of a global administrator. */
  readonly token: () => Promise<string>
  readonly organizations: readonly OrganizationSeed[]
}

interface Settings {
  readonly connector: { readonly enabled: boolean } | null
  readonly mapping: { readonly version: number }
}

/**
 * Enters organisations the way an administrator does, through the service's own routes. What somebody has set since
 * is left alone. Returns those that were new.
 */
export async function seedOrganizations(options: SeedOptions): Promise<string[]> {
  const seeded: string[] = []
  for (const organization of options.organizations)
    if (await seedOrganization(organization, options)) seeded.push(organization.organizationId)
  return seeded
}

async function seedOrganization(seed: OrganizationSeed, options: SeedOptions): Promise<boolean> {
  const path = `/organizations/${encodeURIComponent(seed.organizationId)}`
  const settings = await call<Settings>(options, 'GET', `${path}/connector`)
  if (settings?.connector && settings.mapping.version > 0) return false
  await call(options, 'PUT', path, { name: seed.name })
  await call(options, 'PUT', `${path}/connector`, connectorOf(seed))
  await call(options, 'PUT', `${path}/connector/mapping`, demoMapping)
  await call(options, 'POST', `${path}/connector/enable`, {})
  return true
}

/** `undefined` for what is not there. */
async function call<T>(
  { configUrl, token }: SeedOptions,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
): Promise<T | undefined> {
  const response = await request(configUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${await token()}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    headersTimeout: 15_000,
    bodyTimeout: 15_000,
  })
  const text = await response.body.text()
  if (method === 'GET' && response.statusCode === 404) return undefined
  if (response.statusCode >= 300)
    throw new Error(`${method} ${path} of config answered ${response.statusCode}: ${text}`)
  return JSON.parse(text) as T
}
