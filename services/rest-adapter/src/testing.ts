import type { Connection } from '@bilagsbro/connector/application/ports/accounting-connector'
import type { RestOrganizationSeed } from '@bilagsbro/simulators/rest-ledger/seed'
import { connectionOf } from '@bilagsbro/simulators/rest-ledger/connection'
import { request } from 'undici'
import type { RestSettings } from './settings.ts'

export const settingsFor = (url: string, change: Partial<RestSettings> = {}): RestSettings => ({
  ALLOWED_PRIVATE_HOSTS: new URL(url).host,
  ALLOWED_PORTS: '443',
  REQUESTS_PER_MINUTE: 600,
  REQUESTS_AT_ONCE: 4,
  CALL_TIMEOUT_MS: 2_000,
  SETTLE_HORIZON_MS: 500,
  FOLLOW_UP_FIRST_MS: 30,
  FOLLOW_UP_LONGEST_MS: 60,
  FOLLOW_UP_APART_MS: 60,
  TEMPLATE_DEADLINE_MS: 2_000,
  TEMPLATE_MEMORY_MB: 32,
  ...change,
})

interface Change {
  readonly target?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
}

/** What an administrator enters for a ledger of the simulator; a field that is changed to '' is left out. */
export function connectionTo(
  seed: RestOrganizationSeed,
  url: string,
  { target = {}, secrets }: Change = {},
): Connection {
  const usual = connectionOf(seed, url)
  return {
    organizationId: seed.organizationId,
    targetFingerprint: seed.organizationId,
    credentialsVersion: 1,
    target: Object.fromEntries(
      Object.entries({ ...usual.target, ...target }).filter(([, value]) => value !== ''),
    ),
    secrets: secrets ?? usual.secrets,
  }
}

/** Nothing is said about how to look. */
export const withoutLookUp = {
  lookUpUrl: '',
  lookUpLines: '',
  lookUpNumber: '',
  lookUpDate: '',
  lookUpHeld: '',
}

/** What people and jobs do in the stand-in's ledgers. */
export async function tell(url: string, what: string): Promise<void> {
  const { body } = await request(`${url}/_sim/${what}`, { method: 'POST' })
  await body.dump()
}
