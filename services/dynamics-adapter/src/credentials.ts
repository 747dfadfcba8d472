import type {
  Connection,
  CredentialField,
} from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import { err, ok, type Result } from '@bilagsbro/kernel/result'

export interface Credentials {
  readonly tenantId: string
  readonly environment: string
  /** By id, or by name. */
  readonly company: string
  readonly clientId: string
  readonly proof:
    | { readonly clientSecret: string }
    | { readonly thumbprint: string; readonly privateKey: string }
}

const guid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const isGuid = new RegExp(`^${guid}$`)

export const isCompanyId = (company: string): boolean => isGuid.test(company)

export const credentialFields: readonly CredentialField[] = [
  {
    name: 'tenantId',
    kind: 'target',
    required: true,
    pattern: `^(${guid}|[A-Za-z0-9][A-Za-z0-9.-]*\\.[A-Za-z]{2,})$`,
    label: { nb: 'Leietaker-ID', nn: 'Leigetakar-ID', en: 'Tenant ID' },
    help: {
      nb: 'Katalog-ID-en i Microsoft Entra ID, eller et domene i den.',
      nn: 'Katalog-ID-en i Microsoft Entra ID, eller eit domene i han.',
      en: 'The directory ID in Microsoft Entra ID, or one of its domains.',
    },
  },
  {
    name: 'environment',
    kind: 'target',
    required: true,
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
    required: false,
    pattern: `^${guid}$`,
    label: { nb: 'Selskaps-ID', nn: 'Selskaps-ID', en: 'Company ID' },
    help: {
      nb: 'ID-en til selskapet i miljøet. La den stå tom hvis du oppgir navnet.',
      nn: 'ID-en til selskapet i miljøet. Lat han stå tom om du oppgir namnet.',
      en: 'The ID of the company in the environment. Leave it empty if you give its name.',
    },
  },
  {
    name: 'companyName',
    kind: 'target',
    required: false,
    label: { nb: 'Selskapsnavn', nn: 'Selskapsnamn', en: 'Company name' },
    help: {
      nb: 'Navnet på selskapet, skrevet som i Business Central. Trengs bare uten selskaps-ID.',
      nn: 'Namnet på selskapet, skrive som i Business Central. Trengst berre utan selskaps-ID.',
      en: 'The name of the company as Business Central writes it. Only needed without a company ID.',
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
    name: 'certificateThumbprint',
    kind: 'secret',
    required: false,
    pattern: '^[0-9A-Fa-f]{64}$',
    label: {
      nb: 'Fingeravtrykk av sertifikatet',
      nn: 'Fingeravtrykk av sertifikatet',
      en: 'Certificate thumbprint',
    },
    help: {
      nb: 'SHA-256-fingeravtrykket, 64 heksadesimale tegn. Trengs bare med sertifikat.',
      nn: 'SHA-256-fingeravtrykket, 64 heksadesimale teikn. Trengst berre med sertifikat.',
      en: 'The SHA-256 thumbprint, 64 hexadecimal characters. Only needed with a certificate.',
    },
  },
  {
    name: 'certificatePrivateKey',
    kind: 'secret',
    required: false,
    pattern: '-----BEGIN [A-Z ]*PRIVATE KEY-----',
    label: { nb: 'Privat nøkkel', nn: 'Privat nøkkel', en: 'Private key' },
    help: {
      nb: 'Sertifikatets private nøkkel i PEM-format, fra BEGIN til END.',
      nn: 'Den private nøkkelen til sertifikatet i PEM-format, frå BEGIN til END.',
      en: "The certificate's private key in PEM form, from BEGIN to END.",
    },
  },
]

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
  const company = target['companyId'] || target['companyName']
  if (!company) return incomplete('companyId')
  const proof = proofOf(secrets)
  if (!proof) return incomplete('clientSecret')
  const { tenantId = '', environment = '', clientId = '' } = target
  return ok({ tenantId, environment, company, clientId, proof })
}

function proofOf(secrets: Connection['secrets']): Credentials['proof'] | undefined {
  const { clientSecret, certificateThumbprint, certificatePrivateKey } = secrets
  if (certificateThumbprint && certificatePrivateKey)
    return { thumbprint: certificateThumbprint, privateKey: certificatePrivateKey }
  return clientSecret ? { clientSecret } : undefined
}

const incomplete = (name: string): Result<never, Failure> =>
  err({
    class: 'config',
    code: 'credentials.incomplete',
    message: `The connection's ${name} is missing or has the wrong form.`,
  })
