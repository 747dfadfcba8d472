import { contentHash } from '@bilagsbro/kernel/content-hash'

export type ConnectorType = 'dynamics'

interface TargetField {
  readonly name: string
  /** Whether a change of it means another ledger, and not only another way into the same one. */
  readonly identifying: boolean
  readonly pattern: RegExp
  readonly remedy: string
}

interface SecretField {
  readonly name: string
  readonly pattern: RegExp
  readonly remedy: string
}

/** What a kind of accounting system needs to be told. */
export interface CredentialFields {
  /** The client id of the only service that may read the secrets. */
  readonly reader: string
  readonly target: readonly TargetField[]
  readonly secrets: readonly SecretField[]
  /** Each is a complete set of secrets; exactly one is stored. */
  readonly ways: readonly (readonly string[])[]
}

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const guidForm = 'a GUID like 3f2504e0-4f89-41d3-9a0c-0305e82c3301'

export const credentialFields: Readonly<Record<ConnectorType, CredentialFields>> = {
  dynamics: {
    reader: 'dynamics-adapter',
    target: [
      {
        name: 'tenantId',
        identifying: true,
        pattern: guid,
        remedy: `${guidForm} is needed: "Directory (tenant) ID" in Microsoft Entra, not the domain name.`,
      },
      {
        name: 'environment',
        identifying: true,
        pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{0,29}$/,
        remedy:
          'the name of the environment in the Business Central admin center is needed, like Production.',
      },
      {
        name: 'companyId',
        identifying: true,
        pattern: guid,
        remedy: `${guidForm} is needed: the company's id in Business Central, not its name.`,
      },
      {
        name: 'clientId',
        identifying: false,
        pattern: guid,
        remedy: `${guidForm} is needed: "Application (client) ID" of the app registration in Microsoft Entra.`,
      },
    ],
    secrets: [
      {
        name: 'clientSecret',
        // A GUID is what stands in the column beside it, and the usual mistake.
        pattern: /^(?![0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$)[!-~]{8,512}$/i,
        remedy:
          'the "Value" of a client secret in Microsoft Entra is needed, without spaces, not its "Secret ID".',
      },
      {
        name: 'certificate',
        pattern:
          /^-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]{100,15000}-----END CERTIFICATE-----\s*$/,
        remedy: 'a certificate in PEM form is needed, from BEGIN CERTIFICATE to END CERTIFICATE.',
      },
      {
        name: 'privateKey',
        pattern:
          /^-----BEGIN (RSA )?PRIVATE KEY-----\r?\n[A-Za-z0-9+/=\r\n]{100,15000}-----END (RSA )?PRIVATE KEY-----\s*$/,
        remedy:
          "the certificate's private key in PEM form is needed, without a password, from BEGIN to END PRIVATE KEY.",
      },
    ],
    ways: [['clientSecret'], ['certificate', 'privateKey']],
  },
}

export function isConnectorType(type: string): type is ConnectorType {
  return Object.hasOwn(credentialFields, type)
}

/** Equal exactly when the same ledger is posted to: the client id and the secrets are not part of it. */
export function targetFingerprint(
  type: ConnectorType,
  target: Readonly<Record<string, string>>,
): string {
  const identifying = credentialFields[type].target
    .filter((field) => field.identifying)
    .map(({ name }) => [name, target[name]?.toLowerCase()])
  return contentHash({ type, target: Object.fromEntries(identifying) })
}
