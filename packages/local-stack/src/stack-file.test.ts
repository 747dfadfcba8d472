import { expect, test } from 'vitest'
import { stackFile } from './stack-file.ts'

const file = stackFile({
  startedAt: '2026-11-21T10:00:00.000Z',
  kafka: { brokers: '127.0.0.1:7103', topicPrefix: '' },
  postgresUrl: 'postgres://postgres:postgres@127.0.0.1:7102/postgres',
  vault: { databaseUrl: 'postgres://a', databaseOwnerUrl: 'postgres://b', keyFile: '/keys.json' },
  log: { databaseUrl: 'postgres://c', databaseOwnerUrl: 'postgres://d', sealKeyFile: '/key.pem' },
  issuer: 'http://127.0.0.1:7100',
  clientSecret: (client) => `secret-of-${client}`,
  pid: (name) => (name === 'kafka' ? 3 : undefined),
  services: [
    { name: 'identity-provider', url: 'http://127.0.0.1:7100', pid: 1, log: '/log/identity' },
    {
      name: 'dynamics-simulator',
      url: 'http://127.0.0.1:7101',
      pid: 2,
      log: '/log/dynamics-simulator',
    },
    { name: 'config', url: 'http://127.0.0.1:7105', pid: 5, log: '/log/config' },
  ],
})

test('it holds the address of every server, service and simulator', () => {
  expect(file).toMatchObject({
    kafka: { brokers: '127.0.0.1:7103', topicPrefix: '', pid: 3 },
    postgres: { url: 'postgres://postgres:postgres@127.0.0.1:7102/postgres', pid: null },
    vault: { databaseUrl: 'postgres://a', databaseOwnerUrl: 'postgres://b', keyFile: '/keys.json' },
    log: { databaseUrl: 'postgres://c', databaseOwnerUrl: 'postgres://d', sealKeyFile: '/key.pem' },
    simulators: {
      'business-central': { url: 'http://127.0.0.1:7101', pid: 2 },
      entra: { url: 'http://127.0.0.1:7101', pid: 2 },
    },
    oidc: { issuer: 'http://127.0.0.1:7100', tokenEndpoint: 'http://127.0.0.1:7100/token' },
  })
  expect(file.services).toEqual({
    config: { url: 'http://127.0.0.1:7105', pid: 5, log: '/log/config' },
  })
})

test('it says for each demo user how to get a token without a browser', () => {
  expect(file.oidc.users['demo-admin-hlf']).toEqual({
    clientId: 'demo-admin-hlf',
    clientSecret: 'secret-of-demo-admin-hlf',
    description: 'Administrator of HLF',
    roles: [{ role: 'org_admin', organization: 'hlf' }],
    token:
      "curl -s -u 'demo-admin-hlf:secret-of-demo-admin-hlf' -d grant_type=client_credentials -d resource=urn:bilagsbro http://127.0.0.1:7100/token",
  })
})
