import { sign, type KeyPairKeyObjectResult } from 'node:crypto'
import type { Connection } from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Voucher } from '@bilagsbro/connector/domain/voucher'
import { formatAmount } from '@bilagsbro/kernel/money'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { OrganizationSeed } from '@bilagsbro/simulators/business-central/seed'
import type { OracleVoucher } from '@bilagsbro/simulators/oracle'
import { request } from 'undici'
import type { BusinessCentralSettings } from './settings.ts'

export const connectionTo = (
  seed: OrganizationSeed,
  change: { target?: Record<string, string>; secrets?: Record<string, string> } = {},
): Connection => ({
  organizationId: seed.organizationId,
  targetFingerprint: seed.companyId,
  credentialsVersion: 1,
  target: {
    tenantId: seed.tenantId,
    environment: seed.environment,
    companyId: seed.companyId,
    clientId: seed.clientId,
    ...change.target,
  },
  secrets: change.secrets ?? { clientSecret: seed.clientSecret },
})

export const settingsFor = (
  url: string,
  change: Partial<BusinessCentralSettings> = {},
): BusinessCentralSettings => ({
  ENTRA_AUTHORITY: url,
  BUSINESS_CENTRAL_URL: url,
  CALL_TIMEOUT_MS: 2000,
  REQUESTS_PER_MINUTE: 1200,
  SETTLE_HORIZON_MS: 500,
  ...change,
})

let drawn = 0
export const newReference = (): string =>
  voucherReference('dynamics-adapter', `${process.pid}-${Date.now()}`, ++drawn)

/** What the stand-in's ledger holds under a reference. */
export async function ledgerOf(url: string, reference: string): Promise<OracleVoucher[]> {
  const { body } = await request(`${url}/_sim/vouchers?reference=${reference}`)
  return (await body.json()) as OracleVoucher[]
}

let amounts = 100
/** Two departments and a project, an account with a default department, and every amount another one. */
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

/** One expense, owed under the payee's own number. */
export const owedTo = (kind: 'supplier' | 'employee', number: string): Voucher => ({
  ...on('7140'),
  lines: [
    { account: '7140', amount: '10.00', dimensions: [{ code: 'AVDELING', value: '100' }] },
    { account: '2400', amount: '-10.00', subledger: { kind, number } },
  ],
})

/** A certificate without anything that it would need outside a test (RFC 5280, section 4.1). */
export function selfSigned({ publicKey, privateKey }: KeyPairKeyObjectResult): string {
  const der = (tag: number, ...parts: Buffer[]): Buffer => {
    const content = Buffer.concat(parts)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(content.length)
    const shown = length.subarray(length.findIndex((byte) => byte > 0))
    const head = content.length < 128 ? [content.length] : [0x80 + shown.length, ...shown]
    return Buffer.concat([Buffer.from([tag, ...head]), content])
  }
  const hex = (text: string) => Buffer.from(text, 'hex')
  const sha256WithRsa = der(0x30, hex('06092a864886f70d01010b0500'))
  const nobody = der(0x30)
  const validity = der(
    0x30,
    ...['200101000000Z', '491231235959Z'].map((at) => der(0x17, Buffer.from(at))),
  )
  const key = publicKey.export({ type: 'spki', format: 'der' })
  const body = der(0x30, hex('020101'), sha256WithRsa, nobody, validity, nobody, key)
  const signature = der(0x03, hex('00'), sign('sha256', body, privateKey))
  const certificate = der(0x30, body, sha256WithRsa, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${certificate.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}
