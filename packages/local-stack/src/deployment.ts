import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings } from '@bilagsbro/service-kit/settings'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { Type } from 'typebox'
import { databaseUrl, databaseUserUrl } from './databases.ts'
import { demoOrganizations } from './demo-organizations.ts'
import { demoUsers } from './demo-users.ts'
import { audience } from './identity-provider.ts'
import { prepareServers } from './prepare-servers.ts'
import { timedReport } from './report.ts'
import { seedOrganizations } from './seed.ts'
import { databaseServices } from './services.ts'
import { loadSecrets, type StackSecrets } from './stack-secrets.ts'

type Env = Readonly<Record<string, string | undefined>>

const SECRETS_DIR = Type.String({
  minLength: 1,
  description: 'Give the folder where the secrets of this installation are kept.',
})

const databasePrefix = 'bilagsbro'

export const prepareSettings = Type.Object({
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'Give the address of PostgreSQL, with a user that may create databases and roles.',
  }),
  KAFKA_BROKERS: Type.String({
    minLength: 1,
    description: 'List the brokers as host:port, separated by commas.',
  }),
  KAFKA_TOPIC_PREFIX: Type.String({
    default: '',
    pattern: '^[a-zA-Z0-9._-]*$',
    description: 'Leave it out, or give letters, digits, dots and dashes.',
  }),
  DATABASE_PREFIX: Type.String({
    default: databasePrefix,
    pattern: '^[a-z][a-z0-9_]*$',
    description: 'Give what the names of databases and roles begin with.',
  }),
  SECRETS_DIR,
})

export const seedSettings = Type.Object({
  CONFIG_URL: Type.String({
    pattern: '^https?://',
    description: 'Give the address of the config service.',
  }),
  OIDC_ISSUER: Type.String({
    pattern: '^https?://',
    description: 'Give the address of the identity provider.',
  }),
  REST_LEDGER_URL: Type.String({
    pattern: '^https?://[^/]+$',
    description: 'Give the address of the stand-in for ledgers with a REST API.',
  }),
  SECRETS_DIR,
})

const fileOf = (folder: string) => join(folder, 'secrets.json')

/**
 * Makes servers ready for the services of a deployment: databases with their roles, topics, and a file of secret
 * settings for each service, drawn once. Harmless when repeated.
 */
export async function prepareDeployment(env: Env): Promise<void> {
  const settings = readSettings(prepareSettings, env)
  const { DATABASE_URL, DATABASE_PREFIX, KAFKA_BROKERS, KAFKA_TOPIC_PREFIX } = settings
  const secrets = loadSecrets(fileOf(settings.SECRETS_DIR), databaseServices)
  await prepareServers(
    { databaseUrl: DATABASE_URL, kafkaBrokers: KAFKA_BROKERS },
    {
      databases: databaseServices.map((name) => databaseOf(name, secrets, DATABASE_PREFIX)),
      topicPrefix: KAFKA_TOPIC_PREFIX,
      dropAfterwards: false,
      report: timedReport(),
    },
  )
  for (const service of databaseServices) {
    const secret = secretSettings(service, DATABASE_URL, secrets, DATABASE_PREFIX)
    const lines = Object.entries(secret).map(([name, value]) => `${name}=${value}\n`)
    const file = join(settings.SECRETS_DIR, `${service}.env`)
    writeFileSync(file, lines.join(''), { mode: 0o600 })
  }
}

const owningNothing: ReadonlySet<string> = new Set(['config', 'status-query', 'alerting'])

/** What a service is told that nobody else may know. */
export function secretSettings(
  service: string,
  adminUrl: string,
  secrets: StackSecrets,
  prefix?: string,
): Readonly<Record<string, string>> {
  const database = databaseOf(service, secrets, prefix)
  const owner = databaseUrl(adminUrl, database)
  return {
    ...(owningNothing.has(service)
      ? { DATABASE_URL: databaseUserUrl(adminUrl, database), DATABASE_OWNER_URL: owner }
      : { DATABASE_URL: owner }),
    SERVICE_CLIENT_SECRET: secrets.identity.clientSecrets[service]!,
  }
}

/** Enters the organisations of the demo through the routes of the config service. */
export async function seedDeployment(env: Env): Promise<void> {
  const settings = readSettings(seedSettings, env)
  const { CONFIG_URL, OIDC_ISSUER, REST_LEDGER_URL, SECRETS_DIR: folder } = settings
  const { identity } = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as StackSecrets
  const clientId = demoUsers[0]!.id
  const clientSecret = identity.clientSecrets[clientId]!
  const tokens = createServiceTokens({ issuer: OIDC_ISSUER, clientId, clientSecret, audience })
  const entered = await seedOrganizations({
    configUrl: CONFIG_URL,
    token: () => tokens.token(),
    organizations: demoOrganizations(REST_LEDGER_URL),
  })
  timedReport()(entered.length > 0 ? `Entered ${entered.join(', ')}` : 'Everything was there')
}

const databaseOf = (
  service: string,
  { databasePasswords }: StackSecrets,
  prefix = databasePrefix,
) => ({
  name: `${prefix}_${service.replaceAll('-', '_')}`,
  password: databasePasswords[service]!,
})
