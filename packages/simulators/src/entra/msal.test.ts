import { createHash, generateKeyPairSync } from 'node:crypto'
import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoOrganizations } from '#business-central/seed.ts'
import { type Simulators, startSimulators } from '#start-simulators.ts'
import { clientWith, receive } from '#testing.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const thumbprint = createHash('sha256').update(pem).digest('hex')
const seed = { ...demoOrganizations[0]!, certificates: [{ thumbprint, publicKey: pem }] }
const scopes = ['https://api.businesscentral.dynamics.com/.default']

let simulators: Simulators
beforeAll(async () => {
  simulators = await startSimulators({ organizations: [seed] })
})
afterAll(() => simulators[Symbol.asyncDispose]())

/** msal refuses an http authority: it believes in the vendor's address, and its requests are led here. */
const networkClient = (): INetworkModule => {
  const send = async (url: string, init?: RequestInit) => {
    const { status, body, headers } = await receive(
      url.replace('https://login.microsoftonline.com', simulators.url),
      init,
    )
    return { status, body, headers: Object.fromEntries(headers) }
  }
  return {
    sendGetRequestAsync: (url, options) => send(url, { headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url, options) =>
      send(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
  }
}

type Auth = ConstructorParameters<typeof ConfidentialClientApplication>[0]['auth']
const acquire = (auth: Partial<Auth>) =>
  new ConfidentialClientApplication({
    auth: {
      clientId: seed.clientId,
      authority: `https://login.microsoftonline.com/${seed.tenantId}`,
      ...auth,
    },
    system: { networkClient: networkClient() },
  }).acquireTokenByClientCredential({ scopes })

test('msal-node gets a token by a secret, and Business Central takes it', async () => {
  const result = await acquire({ clientSecret: seed.clientSecret })
  const client = clientWith(simulators, seed, result!.accessToken)
  expect((await client.call('GET', 'accounts?$top=1')).status).toBe(200)
  expect(result!.expiresOn!.getTime()).toBeGreaterThan(Date.now() + 3_000_000)
})

test('msal-node gets a token by a certificate', async () => {
  const clientCertificate = {
    thumbprintSha256: thumbprint,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
  expect((await acquire({ clientCertificate }))!.accessToken).toContain('.')
})

test('a certificate that the app does not know is refused', async () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const clientCertificate = {
    thumbprintSha256: thumbprint,
    privateKey: stranger.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
  await expect(acquire({ clientCertificate })).rejects.toMatchObject({
    errorCode: 'invalid_client',
    errorMessage: expect.stringContaining('AADSTS700027'),
  })
})

test.each([
  ['a wrong secret', { clientSecret: 'wrong' }, 'invalid_client', 'AADSTS7000215'],
  ['an expired secret', { clientSecret: seed.expiredSecret }, 'invalid_client', 'AADSTS7000222'],
  [
    'an unknown app',
    { clientId: '11111111-2222-4333-8444-555555555555', clientSecret: 'x' },
    'unauthorized_client',
    'AADSTS700016',
  ],
])('msal-node tells %s', async (_, auth, errorCode, number) => {
  await expect(acquire(auth)).rejects.toMatchObject({
    errorCode,
    errorMessage: expect.stringContaining(number),
  })
})

test('msal-node tells an unknown tenant', async () => {
  const authority = 'https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555'
  await expect(acquire({ authority, clientSecret: seed.clientSecret })).rejects.toMatchObject({
    errorCode: expect.stringMatching(
      /endpoints_resolution_error|openid_config_error|invalid_request/,
    ),
  })
})

test('after a 429 msal-node throttles itself', async () => {
  simulators.world.faults.add({ operation: 'entra.token', kind: 'throttled', count: 1 })
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: seed.clientId,
      authority: `https://login.microsoftonline.com/${seed.tenantId}`,
      clientSecret: seed.clientSecret,
    },
    system: { networkClient: networkClient() },
  })
  const ask = () => application.acquireTokenByClientCredential({ scopes })
  await expect(ask()).rejects.toThrow('90033')
  await expect(ask()).rejects.toThrow('')
  expect(simulators.world.faults.list()[0]).toMatchObject({ seen: 1, fired: 1 })
})
