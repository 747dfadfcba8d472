import { X509Certificate } from 'node:crypto'
import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Connection } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { balanceDimensionsField } from '@bilagsbro/posting-engine/toolkit/balance-dimensions'
import { err, ok, type Result } from '@bilagsbro/kernel/result'

export interface Credentials {
  readonly tenantId: string
  readonly environment: string
  readonly companyId: string
  readonly clientId: string
  readonly proof:
    | { readonly clientSecret: string }
    | {
        /** SHA-256 of the certificate, in hex. */
        readonly thumbprint: string
        readonly privateKey: string
      }
}

const guid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const exampleGuid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
const pem = (label: string) =>
  `^-----BEGIN ${label}-----\\r?\\n[A-Za-z0-9+/=\\r\\n]{100,15000}-----END ${label}-----\\s*$`

export const credentialFields: readonly CredentialField[] = [
  {
    name: 'tenantId',
    kind: 'target',
    required: true,
    identifying: true,
    pattern: `^${guid}$`,
    label: { nb: 'Leietaker-ID', nn: 'Leigetakar-ID', en: 'Tenant ID' },
    help: {
      nb: `Katalog-ID-en (leietaker-ID-en) i Microsoft Entra ID, ikke domenet: en GUID som ${exampleGuid}.`,
      nn: `Katalog-ID-en (leigetakar-ID-en) i Microsoft Entra ID, ikkje domenet: ein GUID som ${exampleGuid}.`,
      en: `"Directory (tenant) ID" in Microsoft Entra, not the domain name: a GUID like ${exampleGuid}.`,
    },
  },
  {
    name: 'environment',
    kind: 'target',
    required: true,
    identifying: true,
    pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,29}$',
    label: { nb: 'Miljø', nn: 'Miljø', en: 'Environment' },
    help: {
      nb: 'Navnet på miljøet i administrasjonssenteret for Business Central, for eksempel Production.',
      nn: 'Namnet på miljøet i administrasjonssenteret for Business Central, til dømes Production.',
      en: 'The name of the environment in the Business Central admin center, like Production.',
    },
  },
  {
    name: 'companyId',
    kind: 'target',
    required: true,
    identifying: true,
    pattern: `^${guid}$`,
    label: { nb: 'Selskaps-ID', nn: 'Selskaps-ID', en: 'Company ID' },
    help: {
      nb: `ID-en til selskapet i Business Central, ikke navnet: en GUID som ${exampleGuid}.`,
      nn: `ID-en til selskapet i Business Central, ikkje namnet: ein GUID som ${exampleGuid}.`,
      en: `The company's id in Business Central, not its name: a GUID like ${exampleGuid}.`,
    },
  },
  {
    name: 'clientId',
    kind: 'target',
    required: true,
    pattern: `^${guid}$`,
    label: { nb: 'Klient-ID', nn: 'Klient-ID', en: 'Client ID' },
    help: {
      nb: `Program-ID-en (klient-ID-en) til appregistreringen i Microsoft Entra ID: en GUID som ${exampleGuid}.`,
      nn: `Program-ID-en (klient-ID-en) til appregistreringa i Microsoft Entra ID: ein GUID som ${exampleGuid}.`,
      en: `"Application (client) ID" of the app registration in Microsoft Entra: a GUID like ${exampleGuid}.`,
    },
  },
  balanceDimensionsField,
  {
    name: 'clientSecret',
    kind: 'secret',
    required: false,
    // A GUID is what stands in the column beside it, and the usual mistake.
    pattern: `^(?!${guid}$)[!-~]{8,512}$`,
    label: { nb: 'Klienthemmelighet', nn: 'Klientløyndom', en: 'Client secret' },
    help: {
      nb: '«Value» for hemmeligheten i Microsoft Entra, uten mellomrom, ikke «Secret ID». Trengs ikke med sertifikat.',
      nn: '«Value» for løyndommen i Microsoft Entra, utan mellomrom, ikkje «Secret ID». Trengst ikkje med sertifikat.',
      en: 'The "Value" of a client secret in Microsoft Entra, without spaces, not its "Secret ID". Not needed with a certificate.',
    },
  },
  {
    name: 'certificate',
    kind: 'secret',
    required: false,
    pattern: pem('CERTIFICATE'),
    label: { nb: 'Sertifikat', nn: 'Sertifikat', en: 'Certificate' },
    help: {
      nb: 'Sertifikatet fra appregistreringen i PEM-format, fra BEGIN til END CERTIFICATE. Trengs bare uten klienthemmelighet.',
      nn: 'Sertifikatet frå appregistreringa i PEM-format, frå BEGIN til END CERTIFICATE. Trengst berre utan klientløyndom.',
      en: 'The certificate of the app registration in PEM form, from BEGIN to END CERTIFICATE. Only needed without a client secret.',
    },
  },
  {
    name: 'privateKey',
    kind: 'secret',
    required: false,
    pattern: pem('(RSA )?PRIVATE KEY'),
    label: { nb: 'Privat nøkkel', nn: 'Privat nøkkel', en: 'Private key' },
    help: {
      nb: 'Sertifikatets private nøkkel i PEM-format, uten passord, fra BEGIN til END PRIVATE KEY.',
      nn: 'Den private nøkkelen til sertifikatet i PEM-format, utan passord, frå BEGIN til END PRIVATE KEY.',
      en: "The certificate's private key in PEM form, without a password, from BEGIN to END PRIVATE KEY.",
    },
  },
]

export const secretSets = [['clientSecret'], ['certificate', 'privateKey']] as const

const patterns = credentialFields.flatMap(({ name, kind, required, pattern }) => ({
  name,
  kind,
  required,
  pattern: pattern === undefined ? /./ : new RegExp(pattern),
}))

/** Checked again here: a wrong value would become part of an address. */
export function readCredentials({ target, secrets }: Connection): Result<Credentials, Failure> {
  for (const { name, kind, required, pattern } of patterns) {
    const value = kind === 'target' ? target[name] : secrets[name]
    if (!value ? required : !pattern.test(value)) return incomplete(name)
  }
  const proof = proofOf(secrets)
  if (!proof) return incomplete('clientSecret or certificate')
  const { tenantId = '', environment = '', companyId = '', clientId = '' } = target
  return ok({ tenantId, environment, companyId, clientId, proof })
}

function proofOf(secrets: Connection['secrets']): Credentials['proof'] | undefined {
  const { clientSecret, certificate, privateKey } = secrets
  if (clientSecret) return { clientSecret }
  if (!certificate || !privateKey) return undefined
  try {
    const { fingerprint256 } = new X509Certificate(certificate)
    return { thumbprint: fingerprint256.replaceAll(':', '').toLowerCase(), privateKey }
  } catch {
    return undefined
  }
}

const incomplete = (name: string): Result<never, Failure> =>
  err({
    class: 'config',
    code: 'credentials.incomplete',
    message: `The connection's ${name} is missing or has the wrong form.`,
  })
