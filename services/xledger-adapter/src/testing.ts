import type { Connection } from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Voucher } from '@bilagsbro/connector/domain/voucher'
import { formatAmount } from '@bilagsbro/kernel/money'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { OracleVoucher } from '@bilagsbro/simulators/oracle'
import type { XledgerSeed } from '@bilagsbro/simulators/xledger/seed'
import { request } from 'undici'
import type { XledgerSettings } from './settings.ts'

export const connectionTo = (
  { organizationId, ownerDbId, apiToken }: XledgerSeed,
  change: { target?: Record<string, string>; secrets?: Record<string, string> } = {},
): Connection => ({
  organizationId,
  targetFingerprint: ownerDbId,
  credentialsVersion: 1,
  target: { environment: 'production', owner: ownerDbId, ...change.target },
  secrets: change.secrets ?? { apiToken },
})

export const settingsFor = (
  url: string,
  change: Partial<XledgerSettings> = {},
): XledgerSettings => ({
  XLEDGER_URL: url,
  REQUESTS_PER_MINUTE: 80,
  CALL_TIMEOUT_MS: 2_000,
  SETTLE_HORIZON_MS: 500,
  FOLLOW_UP_FIRST_MS: 50,
  FOLLOW_UP_LONGEST_MS: 100,
  FOLLOW_UP_APART_MS: 100,
  ...change,
})

let drawn = 0
export const newReference = (): string =>
  voucherReference('xledger-adapter', `${process.pid}-${Date.now()}`, ++drawn)

/** What the stand-in holds under a reference, staged or booked. */
export async function ledgerOf(url: string, reference: string): Promise<OracleVoucher[]> {
  const { body } = await request(`${url}/_sim/vouchers?reference=${reference}`)
  return (await body.json()) as OracleVoucher[]
}

let amounts = 100
/** A department, a chapter and a project, and every amount another one. */
export function voucher(): Voucher {
  const [first, second] = [++amounts, 3 * amounts + 7]
  const dimensions = [
    { code: 'glObject1', value: '200' },
    { code: 'glObject2', value: 'L01' },
    { code: 'project', value: 'P1' },
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
  description: 'Utlegg',
  lines: [
    { account, amount: '125.00', ...more },
    { account: '2910', amount: '-125.00' },
  ],
})
