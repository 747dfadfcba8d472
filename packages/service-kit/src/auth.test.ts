import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuthenticator } from './auth.ts'
import { createServiceTokens } from './service-tokens.ts'
import { createTestIssuer } from './testing.ts'

let issuer: Awaited<ReturnType<typeof createTestIssuer>>
beforeAll(async () => {
  issuer = await createTestIssuer()
})
afterAll(() => issuer[Symbol.asyncDispose]())

const createAuth = (more: { now?: () => number; cacheSize?: number } = {}) =>
  createAuthenticator({ issuer: issuer.issuer, audience: 'bilagsbro', ...more })

describe('an access token', () => {
  test('says who calls, through which client, with which roles', async () => {
    const token = await issuer.token({ sub: 'kari', roles: ['org_admin'], organization: 'hlf' })
    expect(await createAuth().authenticate(token)).toEqual({
      ok: true,
      value: {
        userId: 'kari',
        roles: [{ role: 'org_admin', organizationId: 'hlf' }],
        client: 'test-client',
        service: false,
      },
    })
  })

  test.each([
    ['no list', 'org_admin'],
    ['an unknown role', [{ role: 'owner', organization: 'hlf' }]],
    ['no organisation', [{ role: 'org_admin' }]],
    ['an empty organisation', [{ role: 'org_admin', organization: '' }]],
    ['an organisation that is no text', [{ role: 'org_admin', organization: ['hlf'] }]],
    ['nothing in the list', [null, 1, 'global_admin']],
  ])('whose roles have %s gives none', async (_, claim) => {
    const token = await issuer.token({ claims: { bilagsbro_roles: claim } })
    expect(await createAuth().authenticate(token)).toMatchObject({ value: { roles: [] } })
  })

  test('of a service is one only by the claim, whatever its name', async () => {
    const service = await issuer.token({ service: 'dynamics-adapter' })
    const user = await issuer.token({
      sub: 'x',
      claims: { client_id: 'dynamics-adapter', bilagsbro_service: 'true' },
    })
    expect(await createAuth().authenticate(service)).toMatchObject({ value: { service: true } })
    expect(await createAuth().authenticate(user)).toMatchObject({ value: { service: false } })
  })

  test('is refused when unsigned, signed with another key, or cut', async () => {
    await using other = await createTestIssuer()
    const foreign = await other.token({ claims: { iss: issuer.issuer } })
    const good = await issuer.token()
    const [, body] = good.split('.')
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')
    for (const token of [foreign, `${none}.${body}.`, good.slice(0, -4), 'x'])
      expect(await createAuth().authenticate(token)).toMatchObject({
        ok: false,
        error: { code: 'token.invalid' },
      })
  })

  test('is verified once, and no longer trusted when it has expired', async () => {
    let now = Date.now()
    const auth = createAuth({ now: () => now })
    const token = await issuer.token({ expiresInSeconds: 60 })
    const first = await auth.authenticate(token)
    const again = await auth.authenticate(token)
    expect(first.ok && again.ok && first.value === again.value).toBe(true)
    now += 70_000
    expect(await auth.authenticate(token)).toMatchObject({ error: { code: 'token.expired' } })
  })

  test('takes the place of the oldest when many are remembered', async () => {
    const auth = createAuth({ cacheSize: 2 })
    const tokens = await Promise.all(['a', 'b', 'c'].map((sub) => issuer.token({ sub })))
    const actors = []
    for (const token of [...tokens, tokens[2]!, tokens[0]!]) {
      const result = await auth.authenticate(token)
      actors.push(result.ok && result.value)
    }
    expect(actors[3]).toBe(actors[2])
    expect(actors[4]).not.toBe(actors[0])
    expect(actors[4]).toEqual(actors[0])
  })
})

test('an identity provider that was away when it was first needed is asked again', async () => {
  const away = await createTestIssuer()
  const { issuer: address } = away
  const token = await away.token()
  await away[Symbol.asyncDispose]()
  const auth = createAuthenticator({ issuer: address, audience: 'bilagsbro' })
  await expect(auth.authenticate(token)).rejects.toThrow(address)
  await expect(auth.authenticate(token)).rejects.toThrow(address)
})

describe('a service’s own token', () => {
  const create = (more: object = {}) =>
    createServiceTokens({
      issuer: issuer.issuer,
      clientId: 'dynamics-adapter',
      clientSecret: 'secret',
      audience: 'bilagsbro',
      ...more,
    })
  const grants = () => issuer.requests.filter((request) => request === 'POST /token').length

  test('is asked for once by all who need it, and holds here', async () => {
    const before = grants()
    const tokens = create()
    const [one, two] = await Promise.all([tokens.token(), tokens.token()])
    expect([two, await tokens.token()]).toEqual([one, one])
    expect(grants() - before).toBe(1)
    expect(await createAuth().authenticate(one)).toMatchObject({
      value: { client: 'dynamics-adapter', service: true },
    })
  })

  test('is renewed a minute before it expires, or when it was refused', async () => {
    let now = Date.now()
    const before = grants()
    const tokens = create({ now: () => now })
    await tokens.token()
    now += 539_000
    await tokens.token()
    expect(grants() - before).toBe(1)
    now += 2_000
    await tokens.token()
    expect(grants() - before).toBe(2)
    tokens.forget()
    await tokens.token()
    expect(grants() - before).toBe(3)
  })

  test('that is not given is asked for again next time, and the secret stays out of the error', async () => {
    const before = grants()
    const tokens = create({ clientSecret: 'hunter2' })
    const error = await tokens.token().catch((fault: unknown) => fault as Error)
    expect(String(error)).toContain('401')
    expect(String(error)).not.toContain('hunter2')
    await expect(tokens.token()).rejects.toThrow('401')
    expect(grants() - before).toBe(2)
  })
})
