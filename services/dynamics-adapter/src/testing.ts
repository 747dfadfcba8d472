import { sign, type KeyPairKeyObjectResult } from 'node:crypto'
import type { Voucher } from '@bilagsbro/booking/voucher'
import type { Connection } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { on } from '@bilagsbro/posting-engine/testing/vouchers'
import { formatAmount } from '@bilagsbro/kernel/money'
import type { Company, Journal } from '@bilagsbro/simulators/business-central/company'
import type { OrganizationSeed } from '@bilagsbro/simulators/business-central/seed'
import { unfinished } from './journal.ts'
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
  CALL_TIMEOUT_MS: 30_000,
  REQUESTS_PER_MINUTE: 1200,
  SETTLE_HORIZON_MS: 500,
  ROLLBACK_HORIZON_MS: 500,
  FOLLOW_UP_FIRST_MS: 200,
  FOLLOW_UP_LONGEST_MS: 1_000,
  FOLLOW_UP_APART_MS: 500,
  ...change,
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

/** The journals of a stand-in: those that an accountant may post, and those that nobody may. */
export function journalsOf(company: Company) {
  const all = [...company.journals.values()]
  const isHandedOver = ({ displayName }: Journal) => displayName !== unfinished
  return { handedOver: all.filter(isHandedOver), rest: all.filter((one) => !isHandedOver(one)) }
}

/** What waits for an accountant under a reference, one entry per journal. */
export const staged = (company: Company, reference: string) =>
  journalsOf(company)
    .handedOver.map(({ lines }) => ({
      lines: lines
        // Posting leaves an empty line behind, under the same number where that has no digit to count up.
        .filter((line) => line.documentNumber === reference && line.accountNumber !== '')
        .map(({ accountNumber, amount }) => ({
          account: accountNumber,
          amount: formatAmount(amount),
        })),
    }))
    .filter(({ lines }) => lines.length > 0)
