import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { portsFrom } from './port-plan.ts'
import { mainOf, services, type StackSettings } from './services.ts'

const stack: StackSettings = {
  ports: portsFrom(17_100),
  kafkaBrokers: '127.0.0.1:17103',
  topicPrefix: '',
  databaseUrl: (name) => `postgres://${name}@127.0.0.1/${name}`,
  databaseUserUrl: (name) => `postgres://${name}_user@127.0.0.1/${name}`,
  clientSecret: (name) => `secret of ${name}`,
  secretsFile: '/data/secrets.json',
  keyFile: '/data/keys.json',
  sealKeyFile: '/data/seal-key.pem',
  sessionKeyFile: '/data/session-keys.json',
  ledgerFile: () => '',
}
const settingsOf = (name: string) => services.find((plan) => plan.name === name)!.env(stack)

test('every process listens on this machine alone, on its own port', () => {
  const ports = services.map((plan) => plan.env(stack)['PORT'])
  expect(new Set(ports).size).toBe(services.length)
  for (const plan of services) expect(plan.env(stack)['HOST']).toBe('127.0.0.1')
})

test.each(services.map((plan) => [plan.name, plan] as const))(
  'the main file of %s is there',
  (_, plan) => {
    expect(existsSync(mainOf(plan))).toBe(true)
  },
)

test('a service has a database, a broker, an issuer and a secret of its own', () => {
  expect(settingsOf('orchestrator')).toMatchObject({
    DATABASE_URL: 'postgres://orchestrator@127.0.0.1/orchestrator',
    KAFKA_BROKERS: '127.0.0.1:17103',
    OIDC_ISSUER: 'http://127.0.0.1:17100',
    SERVICE_CLIENT_ID: 'orchestrator',
    SERVICE_CLIENT_SECRET: 'secret of orchestrator',
  })
})

test.each(['config', 'status-query', 'alerting'])(
  '%s migrates as the owner of its database, and works as somebody who owns nothing',
  (name) => {
    expect(settingsOf(name)).toMatchObject({
      DATABASE_URL: `postgres://${name}_user@127.0.0.1/${name}`,
      DATABASE_OWNER_URL: `postgres://${name}@127.0.0.1/${name}`,
    })
  },
)

test('adapters are pointed at the simulators, never at the vendors', () => {
  const settings = settingsOf('dynamics-adapter')
  expect(settings['BUSINESS_CENTRAL_URL']).toBe('http://127.0.0.1:17101')
  expect(settings['ENTRA_AUTHORITY']).toBe('http://127.0.0.1:17101')
  expect(settingsOf('xledger-adapter')['XLEDGER_URL']).toBe('http://127.0.0.1:17109')
  expect(settingsOf('rest-adapter')['ALLOWED_PRIVATE_HOSTS']).toBe('127.0.0.1:17111')
})
