import { X509Certificate } from 'node:crypto'
import type {
  Connection,
  CredentialField,
} from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
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
export const credentialFields: readonly CredentialField[] = [
  {
    name: 'tenantId',
    kind: 'target',
    required: true,
    identifying: true,
    pattern: `^${guid}$`,
    label: { nb: 'Leietaker-ID', nn: 'Leigetakar-ID', en: 'Tenant ID' },
    help: {
      nb: 'Katalog-ID-en (leietaker-ID-en) i Microsoft Entra ID, ikke domenet.',
      nn: 'Katalog-ID-en (leigetakar-ID-en) i Microsoft Entra ID, ikkje domenet.',
      en: 'The directory (tenant) ID in Microsoft Entra ID, not the domain.',
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
      nb: 'Navnet på miljøet i Business Central, for eksempel Production.',
      nn: 'Namnet på miljøet i Business Central, til dømes Production.',
      en: 'The name of the Business Central environment, such as Production.',
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
      nb: 'ID-en til selskapet i miljøet, ikke navnet.',
      nn: 'ID-en til selskapet i miljøet, ikkje namnet.',
      en: 'The ID of the company in the environment, not its name.',
    },
  },
  {
    name: 'clientId',
    kind: 'target',
    required: true,
    pattern: `^${guid}$`,
    label: { nb: 'Klient-ID', nn: 'Klient-ID', en: 'Client ID' },
    help: {
      nb: 'Program-ID-en til appregistreringen i Microsoft Entra ID.',
      nn: 'Program-ID-en til appregistreringa i Microsoft Entra ID.',
      en: 'The application ID of the app registration in Microsoft Entra ID.',
    },
  },
  {
    name: 'clientSecret',
    kind: 'secret',
    required: false,
    label: { nb: 'Klienthemmelighet', nn: 'Klientløyndom', en: 'Client secret' },
    help: {
      nb: 'Verdien av hemmeligheten, ikke ID-en dens. La den stå tom hvis du bruker sertifikat.',
      nn: 'Verdien av løyndommen, ikkje ID-en. Lat han stå tom om du bruker sertifikat.',
      en: 'The value of the secret, not its ID. Leave it empty if you use a certificate.',
    },
  },
  {
    name: 'certificate',
    kind: 'secret',
    required: false,
    pattern: '-----BEGIN CERTIFICATE-----',
    label: { nb: 'Sertifikat', nn: 'Sertifikat', en: 'Certificate' },
    help: {
      nb: 'Sertifikatet fra appregistreringen i PEM-format. Trengs bare uten klienthemmelighet.',
      nn: 'Sertifikatet frå appregistreringa i PEM-format. Trengst berre utan klientløyndom.',
      en: 'The certificate of the app registration in PEM form. Only needed without a client secret.',
    },
  },
  {
    name: 'privateKey',
    kind: 'secret',
    required: false,
    pattern: '-----BEGIN (RSA )?PRIVATE KEY-----',
    label: { nb: 'Privat nøkkel', nn: 'Privat nøkkel', en: 'Private key' },
    help: {
      nb: 'Sertifikatets private nøkkel i PEM-format, uten passord.',
      nn: 'Den private nøkkelen til sertifikatet i PEM-format, utan passord.',
      en: "The certificate's private key in PEM form, without a password.",
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

/** Checked again here: what is wrong would otherwise become part of an address. */
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
