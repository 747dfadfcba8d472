import type { CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import { contentHash } from '@bilagsbro/kernel/content-hash'

/** The client id of the only service that may read the secrets of a connector. */
export const readerOf = (type: ConnectorType) => `${type}-adapter`

type Target = Readonly<Record<string, string>>

/** Equal exactly when the same ledger is posted to: what is not identifying, and the secrets, are not part of it. */
export function targetFingerprint({ type, fields }: CredentialSchema, target: Target): string {
  const identifying = fields
    .filter((field) => field.kind === 'target' && field.identifying)
    .map(({ name }) => [name, target[name] && comparable(target[name])])
  return contentHash({ type, target: Object.fromEntries(identifying) })
}

/** Names of tenants and hosts are the same in any case; what follows the host of an address is not. */
const comparable = (value: string): string =>
  /^\s*https?:/i.test(value)
    ? value.replace(/^[^:]*:\/*[^/?#]*/, (host) => withoutUsualPort(host.toLowerCase()))
    : value.toLowerCase()

const withoutUsualPort = (host: string) => host.replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2')

/** Whether `next` names a host that `before` does not: whatever secret is sent there would come into new hands. */
export function leadsElsewhere(before: Target, next: Target): boolean {
  const known = new Set(hostsOf(before))
  return hostsOf(next).some((host) => !known.has(host))
}

const hostsOf = (target: Target) =>
  Object.values(target).flatMap((value) => {
    const host = /^\s*https?:\/*[^/?#]*/i.exec(value)?.[0].trim().toLowerCase()
    return host === undefined ? [] : withoutUsualPort(host).replace(/^https?:\/*/, '')
  })
