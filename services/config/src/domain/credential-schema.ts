import type { CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import { contentHash } from '@bilagsbro/kernel/content-hash'

/** The client id of the only service that may read the secrets of a connector. */
export const readerOf = (type: ConnectorType) => `${type}-adapter`

type Target = Readonly<Record<string, string>>

/** Two fingerprints are equal exactly when both targets are the same ledger. Secrets and fields that identify no ledger are left out. */
export function targetFingerprint({ type, fields }: CredentialSchema, target: Target): string {
  const identifying = fields
    .filter((field) => field.kind === 'target' && field.identifying)
    .map(({ name }) => [name, target[name] && comparable(target[name])])
  return contentHash({ type, target: Object.fromEntries(identifying) })
}

/** Capitals make no difference in the names of tenants and hosts, and make one behind the host of an address. */
const comparable = (value: string): string =>
  /^\s*https?:/i.test(value)
    ? value.replace(/^[^:]*:\/*[^/?#]*/, (host) => withoutUsualPort(host.toLowerCase()))
    : value.toLowerCase()

const withoutUsualPort = (host: string) => host.replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2')

/** Whether `next` names a host that `before` does not name: a stored secret would come into new hands. */
export function leadsElsewhere(before: Target, next: Target): boolean {
  const known = new Set(hostsOf(before))
  return hostsOf(next).some((host) => !known.has(host))
}

const hostsOf = (target: Target) =>
  Object.values(target).flatMap((value) => {
    const host = /^\s*https?:\/*[^/?#]*/i.exec(value)?.[0].trim().toLowerCase()
    return host === undefined ? [] : withoutUsualPort(host).replace(/^https?:\/*/, '')
  })
