import { createHmac } from 'node:crypto'
import { decodeJwt } from 'jose'
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
    const token = await issuer.token({ sub: 'user-1', roles: ['org_admin'], organization: 'hlf' })
    expect(await createAuth().authenticate(token)).toEqual({
      ok: true,
      value: {
        userId: 'user-1',
        roles: [{ role: 'org_admin', organizationId: 'hlf' }],
        client: 'test-client',
        service: false,
        expiresAt: decodeJwt(token).exp! * 1000,
      },
    })
  })

  const orgAdmin = { role: 'org_admin', organization: 'hlf' }
  test.each([
    ['a global administrator who names an organisation', [{ ...orgAdmin, role: 'global_admin' }]],
    ['one who names an empty one', [{ role: 'global_admin', organization: '' }]],
    ['one who names none where one should be', [{ role: 'global_admin', organization: null }]],
    ['such a one among others', [orgAdmin, { role: 'global_admin', organization: 'hlf' }]],
    ['no list', 'org_admin'],
    ['null', null],
    ['an object', orgAdmin],
    ['names alone', ['global_admin']],
    ['nothing in the list', [null]],
    ['a list in the list', [[orgAdmin]]],
    ['a list of roles', [{ ...orgAdmin, role: ['org_admin'] }]],
    ['no organisation', [{ role: 'org_admin' }]],
    ['an empty organisation', [{ role: 'org_admin', organization: '' }]],
    ['an organisation that is no text', [{ role: 'org_admin', organization: ['hlf'] }]],
    ['an organisation that could be several', [{ role: 'auditor', organization: 'hlf,*' }]],
  ])('whose roles have %s is refused as a whole', async (_, claim) => {
    const token = await issuer.token({ claims: { bilagsbro_roles: claim } })
    expect(await createAuth().authenticate(token)).toMatchObject({
      error: { code: 'token.roles_unusable' },
    })
  })

  test('whose roles are another program’s as well is good for those that are known here', async () => {
    const claim = [{ role: 'owner' }, orgAdmin, { role: 'root', organization: ['x'] }]
    const token = await issuer.token({ claims: { bilagsbro_roles: claim } })
    expect(await createAuth().authenticate(token)).toMatchObject({
      value: { roles: [{ role: 'org_admin', organizationId: 'hlf' }] },
    })
    const none = await issuer.token({ claims: { bilagsbro_roles: undefined } })
    expect(await createAuth().authenticate(none)).toMatchObject({ value: { roles: [] } })
  })

  test('of a service is one only by the claim, whatever its name', async () => {
    const service = await issuer.token({ service: 'dynamics-adapter' })
    const user = await issuer.token({ sub: 'x', claims: { client_id: 'dynamics-adapter' } })
    expect(await createAuth().authenticate(service)).toMatchObject({ value: { service: true } })
    expect(await createAuth().authenticate(user)).toMatchObject({ value: { service: false } })
  })

  test.each([
    [{ bilagsbro_service: 'true' }, 'token.roles_unusable'],
    [{ bilagsbro_service: true, bilagsbro_roles: [orgAdmin] }, 'token.roles_unusable'],
    [{ bilagsbro_service: true, client_id: ['dynamics-adapter'] }, 'token.roles_unusable'],
    [{ client_id: '' }, 'token.roles_unusable'],
    [{ sub: 5 }, 'token.subject_unusable'],
    [{ sub: ['user-1'] }, 'token.subject_unusable'],
    [{ sub: '' }, 'token.subject_unusable'],
  ])('that claims %j is refused', async (claims, code) => {
    const token = await issuer.token({ claims })
    expect(await createAuth().authenticate(token)).toMatchObject({ error: { code } })
  })

  const [minute, hour] = [60, 3600]
  test.each([
    ['for longer than two hours', { iat: 0, exp: 2 * hour + 1 }, 'token.lasts_too_long'],
    ['for ever', { iat: 0, exp: 1e300 }, 'token.lasts_too_long'],
    ['for years, from long ago', { iat: -1e6 * hour, exp: hour }, 'token.lasts_too_long'],
    ['from a time to come', { iat: minute, exp: hour }, 'token.invalid'],
    ['from nobody knows when', { iat: undefined, exp: hour }, 'token.invalid'],
    ['from a time that is text', { iat: '0', exp: hour }, 'token.invalid'],
    ['without an end', { iat: 0, exp: undefined }, 'token.invalid'],
    ['until a text', { iat: 0, exp: '9999999999' }, 'token.invalid'],
    ['from later on', { iat: 0, exp: hour, nbf: minute }, 'token.invalid'],
    ['by a clock that is a little ahead', { iat: 20, exp: 20 + hour, nbf: 20 }, undefined],
    ['for two hours', { iat: 0, exp: 2 * hour }, undefined],
  ])('that holds %s: %j, %s', async (_, times, code) => {
    const now = Math.floor(Date.now() / 1000)
    const claims = Object.fromEntries(
      Object.entries(times).map(([name, at]) => [name, typeof at === 'number' ? now + at : at]),
    )
    const answer = await createAuth().authenticate(await issuer.token({ claims }))
    expect(answer.ok ? undefined : answer.error.code).toBe(code)
  })

  test('is refused when unsigned, signed with another key or with what is public, or cut', async () => {
    await using other = await createTestIssuer()
    const foreign = await other.token({ claims: { iss: issuer.issuer } })
    const good = await issuer.token()
    const [head, body, signature] = good.split('.')
    const encoded = (header: object) => Buffer.from(JSON.stringify(header)).toString('base64url')
    const jwks = Buffer.from(await (await fetch(`${issuer.issuer}/jwks`)).text())
    const shared = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid: 'test' })}.${body}`
    const otherKey = { jku: `${other.issuer}/jwks`, x5u: `${other.issuer}/jwks`, jwk: {} }
    const usual = { alg: 'ES256', typ: 'at+jwt' }
    const forged = [
      foreign,
      `${encoded({ alg: 'none', typ: 'at+jwt' })}.${body}.`,
      `${shared}.${createHmac('sha256', jwks).update(shared).digest('base64url')}`,
      ...[
        { ...usual, ...otherKey, kid: 'test' },
        { ...usual, kid: '../../dev/null' },
        { ...usual, kid: ['test'] },
        { ...usual, kid: 'test', crit: ['exp'], exp: 1 },
      ].map((header) => `${encoded(header)}.${foreign.split('.')[1]}.${foreign.split('.')[2]}`),
      good.slice(0, -4),
      `${head}.${body}`,
      `${good}.${signature}`,
      'x',
    ]
    for (const token of forged)
      expect([token, await createAuth().authenticate(token)]).toMatchObject([
        token,
        { ok: false, error: { code: 'token.invalid' } },
      ])
    expect(other.requests).toEqual([])
  })

  test('says which claim is wrong, and none of its values', async () => {
    const token = await issuer.token({ audience: 'somebody-else' })
    const answer = await createAuth().authenticate(token)
    expect(answer).toMatchObject({
      error: { params: { claim: 'aud' } },
    })
  })

  test('is verified once, and no longer trusted when it has expired', async () => {
    let now = Date.now()
    const auth = createAuth({ now: () => now })
    const token = await issuer.token({ expiresInSeconds: 60 })
    const first = await auth.authenticate(token)
    const again = await auth.authenticate(token)
    expect(first.ok && again.ok && first.value === again.value).toBe(true)
    now += 95_000
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

  test.each([
    [{ access_token: 'a', expires_in: 'soon' }],
    [{ access_token: 'a', expires_in: -1 }],
    [{ access_token: '' }],
    [{ access_token: ['a'] }],
    [null],
  ])('is not made of an answer like %j', async (answer) => {
    await using odd = await createTestIssuer({ grant: answer })
    await expect(create({ issuer: odd.issuer }).token()).rejects.toThrow('in another form')
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
