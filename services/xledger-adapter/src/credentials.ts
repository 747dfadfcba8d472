import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Connection } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { balanceDimensionsField } from '@bilagsbro/posting-engine/toolkit/balance-dimensions'
import { err, ok, type Result } from '@bilagsbro/kernel/result'

export interface Credentials {
  readonly environment: 'production' | 'demo'
  /** The entity that is posted to. */
  readonly owner: string
  readonly proof:
    | { readonly apiToken: string }
    | { readonly clientId: string; readonly clientSecret: string }
}

export const credentialFields: readonly CredentialField[] = [
  {
    name: 'environment',
    kind: 'target',
    required: true,
    identifying: true,
    pattern: '^(production|demo)$',
    label: { nb: 'Miljø', nn: 'Miljø', en: 'Environment' },
    help: {
      nb: 'Skriv production for regnskapet, eller demo for demomiljøet.',
      nn: 'Skriv production for rekneskapen, eller demo for demomiljøet.',
      en: 'Write production for the accounts, or demo for the demo environment.',
    },
  },
  {
    name: 'owner',
    kind: 'target',
    required: true,
    identifying: true,
    pattern: '^[0-9]{1,18}$',
    label: { nb: 'Enhet', nn: 'Eining', en: 'Entity' },
    help: {
      nb: 'Tallet som er dbId for enheten i Xledger, for eksempel 42365431. Ikke navnet.',
      nn: 'Talet som er dbId for eininga i Xledger, til dømes 42365431. Ikkje namnet.',
      en: "The number that is the entity's dbId in Xledger, such as 42365431. Not its name.",
    },
  },
  balanceDimensionsField,
  {
    name: 'apiToken',
    kind: 'secret',
    required: false,
    pattern: '^[A-Za-z0-9_-]{16,512}={0,2}$',
    label: { nb: 'API-token', nn: 'API-token', en: 'API token' },
    help: {
      nb: 'Fra Administration > System Access > GraphQL > API tokens, uten ordet «token» foran. Trengs ikke med OAuth2.',
      nn: 'Frå Administration > System Access > GraphQL > API tokens, utan ordet «token» framfor. Trengst ikkje med OAuth2.',
      en: 'From Administration > System Access > GraphQL > API tokens, without the word "token" before it. Not needed with OAuth2.',
    },
  },
  {
    name: 'clientId',
    kind: 'secret',
    required: false,
    pattern: '^[!-~]{1,200}$',
    label: { nb: 'Klient-ID (OAuth2)', nn: 'Klient-ID (OAuth2)', en: 'Client ID (OAuth2)' },
    help: {
      nb: 'Klient-ID-en som hører til klienthemmeligheten. Trengs bare uten API-token.',
      nn: 'Klient-ID-en som høyrer til klientløyndommen. Trengst berre utan API-token.',
      en: 'The client ID that the client secret belongs to. Only needed without an API token.',
    },
  },
  {
    name: 'clientSecret',
    kind: 'secret',
    required: false,
    pattern: '^[!-~]{8,512}$',
    label: {
      nb: 'Klienthemmelighet (OAuth2)',
      nn: 'Klientløyndom (OAuth2)',
      en: 'Client secret (OAuth2)',
    },
    help: {
      nb: 'Klienthemmeligheten, uten mellomrom. Trengs bare uten API-token.',
      nn: 'Klientløyndommen, utan mellomrom. Trengst berre utan API-token.',
      en: 'The client secret, without spaces. Only needed without an API token.',
    },
  },
]

export const secretSets = [['apiToken'], ['clientId', 'clientSecret']] as const

const patterns = new Map(
  credentialFields.map(({ name, kind, required, pattern }) => [
    name,
    { kind, required, pattern: new RegExp(pattern!) },
  ]),
)

/** Checked again here: what is wrong would otherwise be sent along. */
export function readCredentials({ target, secrets }: Connection): Result<Credentials, Failure> {
  for (const [name, { kind, required, pattern }] of patterns) {
    const value = kind === 'target' ? target[name] : secrets[name]
    if (!value ? required : !pattern.test(value)) return incomplete(name)
  }
  const { apiToken, clientId, clientSecret } = secrets
  const environment = target['environment'] as Credentials['environment']
  const owner = target['owner']!
  if (apiToken) return ok({ environment, owner, proof: { apiToken } })
  if (clientId && clientSecret) return ok({ environment, owner, proof: { clientId, clientSecret } })
  return incomplete('apiToken, or clientId and clientSecret,')
}

const incomplete = (name: string): Result<never, Failure> =>
  err({
    class: 'config',
    code: 'credentials.incomplete',
    message: `The connection's ${name} is missing or has the wrong form.`,
  })
