import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { expect, test } from 'vitest'
import { clients } from './demo-users.ts'
import { startIdentityProvider } from './identity-provider.ts'
import { completeIdentitySecrets } from './identity-secrets.ts'

const ids = clients.map((client) => client.id)

async function signIn(clientId: string, given?: string) {
  const secrets = completeIdentitySecrets(undefined, ids)
  await using provider = await startIdentityProvider({
    host: '127.0.0.1',
    port: 0,
    clients,
    secrets,
  })
  const { issuer } = provider
  const clientSecret = given ?? secrets.clientSecrets[clientId]!
  const tokens = createServiceTokens({ issuer, clientId, clientSecret, audience: 'bilagsbro' })
  const authenticator = createAuthenticator({ issuer, audience: 'bilagsbro' })
  return await authenticator.authenticate(await tokens.token())
}

test('a demo user gets a token with their roles', async () => {
  expect(await signIn('demo-admin-hlf')).toEqual({
    ok: true,
    value: {
      userId: 'demo-admin-hlf',
      client: 'demo-admin-hlf',
      service: false,
      roles: [{ role: 'org_admin', organizationId: 'hlf' }],
      expiresAt: expect.any(Number),
    },
  })
})

test('a service gets a token that says so, and no role', async () => {
  expect(await signIn('orchestrator')).toEqual({
    ok: true,
    value: {
      userId: 'orchestrator',
      client: 'orchestrator',
      service: true,
      roles: [],
      expiresAt: expect.any(Number),
    },
  })
})

test('a wrong secret gets none', async () => {
  await expect(signIn('demo-admin-hlf', 'wrong')).rejects.toThrow('401')
})
