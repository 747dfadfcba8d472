import type { CredentialField, CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'

const words = (en: string) => ({ nb: en, nn: en, en })
const guid = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
const pem = (label: string) =>
  `^-----BEGIN ${label}-----\\r?\\n[A-Za-z0-9+/=\\r\\n]{100,15000}-----END ${label}-----\\s*$`

const target = (name: string, pattern: string, identifying = true): CredentialField => ({
  name,
  kind: 'target',
  required: true,
  identifying,
  pattern,
  label: words(name),
  help: words(`Where to find the ${name}.`),
})
const secret = (name: string, pattern: string): CredentialField => ({
  name,
  kind: 'secret',
  required: false,
  pattern,
  label: words(name),
  help: words(`Where to find the ${name}, not its "Secret ID".`),
})

/** As the adapter for Business Central declares it. */
export const dynamicsSchema: CredentialSchema = {
  type: 'dynamics',
  fields: [
    target('tenantId', guid),
    target('environment', '^[A-Za-z0-9][A-Za-z0-9_-]{0,29}$'),
    target('companyId', guid),
    target('clientId', guid, false),
    secret('clientSecret', `^(?!${guid.slice(1)})[!-~]{8,512}$`),
    secret('certificate', pem('CERTIFICATE')),
    secret('privateKey', pem('(RSA )?PRIVATE KEY')),
  ],
  secretSets: [['clientSecret'], ['certificate', 'privateKey']],
  mappingOptions: ['vatCode', 'costCenter', 'project'],
  postingModes: ['book', 'draft'],
}

/** A ledger at an address of the customer's, with a field that may be left out. */
export const restSchema: CredentialSchema = {
  type: 'rest',
  fields: [
    target('endpoint', '^https://'),
    { ...target('tokenUrl', '^https://', false), required: false },
    secret('apiKey', '^[!-~]{8,}$'),
  ],
  secretSets: [['apiKey']],
  mappingOptions: ['vatCode'],
  postingModes: ['book'],
}
