import type { Connection } from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Voucher } from '@bilagsbro/connector/domain/voucher'
import { formatAmount } from '@bilagsbro/kernel/money'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { OracleVoucher } from '@bilagsbro/simulators/oracle'
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

let drawn = 0
export const newReference = (): string =>
  voucherReference('rest-adapter', `${process.pid}-${Date.now()}`, ++drawn)

/** What the stand-in's ledger holds under a reference. */
export async function ledgerOf(url: string, reference: string): Promise<OracleVoucher[]> {
  const { body } = await request(`${url}/_sim/vouchers?reference=${reference}`)
  return (await body.json()) as OracleVoucher[]
}

/** What people and jobs do in the stand-in's ledgers. */
export async function tell(url: string, what: string): Promise<void> {
  const { body } = await request(`${url}/_sim/${what}`, { method: 'POST' })
  await body.dump()
}

let amounts = 100
/** Two cost centres and a project, and every amount another one. */
export function voucher(): Voucher {
  const [first, second] = [++amounts, 3 * amounts + 7]
  const dimensions = [
    { code: 'AVDELING', value: '200' },
    { code: 'PROSJEKT', value: 'P1' },
  ]
  return {
    postingDate: '2026-11-20',
    currency: 'NOK',
    description: 'Reiseregning',
    lines: [
      { account: '7140', amount: formatAmount(first), description: 'Buss', dimensions },
      { account: '7168', amount: formatAmount(second), dimensions: dimensions.slice(0, 1) },
      { account: '2910', amount: formatAmount(-first - second) },
    ],
  }
}

/** One expense on an account, owed to an employee. */
export const on = (account: string, more: Partial<Voucher['lines'][number]> = {}): Voucher => ({
  postingDate: '2026-11-20',
  currency: 'NOK',
  description: 'Reiseregning',
  lines: [
    { account, amount: '10.00', ...more },
    { account: '2910', amount: '-10.00' },
  ],
})
