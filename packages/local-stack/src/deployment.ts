import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings } from '@bilagsbro/service-kit/settings'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { Type } from 'typebox'
import { databaseUrl } from './databases.ts'
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

export const prepareSettings = Type.Object({
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'Give the address of PostgreSQL, with a user that may create databases and roles.',
  }),
  KAFKA_BROKERS: Type.String({
    minLength: 1,
    description: 'List the brokers as host:port, separated by commas.',
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
  SECRETS_DIR,
})

const fileOf = (folder: string) => join(folder, 'secrets.json')

/**
 * Makes servers ready for the services of a deployment: databases with their roles, topics, and a file of secret
 * settings for each service, drawn once. Harmless when repeated.
 */
export async function prepareDeployment(env: Env): Promise<void> {
  const { DATABASE_URL, KAFKA_BROKERS, SECRETS_DIR: folder } = readSettings(prepareSettings, env)
  const secrets = loadSecrets(fileOf(folder), databaseServices)
  const databases = databaseServices.map((service) => databaseOf(service, secrets))
  await prepareServers(
    { databaseUrl: DATABASE_URL, kafkaBrokers: KAFKA_BROKERS },
    { databases, topicPrefix: '', dropAfterwards: false, report: timedReport() },
  )
  mkdirSync(folder, { recursive: true })
  for (const service of databaseServices)
    writeFileSync(
      join(folder, `${service}.env`),
      Object.entries(secretSettings(service, DATABASE_URL, secrets))
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
      { mode: 0o600 },
    )
}

/** What a service is told that nobody else may know. */
export const secretSettings = (service: string, adminUrl: string, secrets: StackSecrets) => ({
  DATABASE_URL: databaseUrl(adminUrl, databaseOf(service, secrets)),
  SERVICE_CLIENT_SECRET: secrets.identity.clientSecrets[service]!,
})

/** Enters the organisations of the demo through the routes of the config service. */
export async function seedDeployment(env: Env): Promise<void> {
  const { CONFIG_URL, OIDC_ISSUER, SECRETS_DIR: folder } = readSettings(seedSettings, env)
  const { identity } = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as StackSecrets
  const clientId = demoUsers[0]!.id
  const clientSecret = identity.clientSecrets[clientId]!
  const tokens = createServiceTokens({ issuer: OIDC_ISSUER, clientId, clientSecret, audience })
  const entered = await seedOrganizations({
    configUrl: CONFIG_URL,
    token: () => tokens.token(),
    organizations: demoOrganizations,
  })
  timedReport()(entered.length > 0 ? `Entered ${entered.join(', ')}` : 'Everything was there')
}

const databaseOf = (service: string, { databasePasswords }: StackSecrets) => ({
  name: `bilagsbro_${service.replaceAll('-', '_')}`,
  password: databasePasswords[service]!,
})
