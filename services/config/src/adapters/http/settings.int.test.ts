import { withinScope } from '@bilagsbro/service-kit/scope'
import { afterAll, describe, expect, test } from 'vitest'
import { certificate, draft, mapping, privateKey } from '#testing/examples.ts'
import { createAdministrator, startTestService } from '#testing/service.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())

const { call, organization, connection } = createAdministrator(service)
const execute = (statement: string) =>
  withinScope('all', () => service.database.orm.em.fork().execute(statement))

describe('an organisation', () => {
  test('is created once, renamed, and told apart from what is not there', async () => {
    const created = await call('PUT /organizations/club', { name: 'Club' })
    expect(created.status).toBe(201)
    expect(created.headers['etag']).toBe(`"${created.json().version}"`)
    const repeated = await call('PUT /organizations/club', { name: 'Club' })
    expect(repeated).toMatchObject({ status: 200, text: created.text })
    const renamed = await call('PUT /organizations/club', {
      name: 'Klubb',
      organizationNumber: '123456785',
    })
    expect(renamed.json()).toMatchObject({ name: 'Klubb', organizationNumber: '123456785' })
    expect((await call('GET /organizations/no-such/connector')).status).toBe(404)
    expect((await call('PUT /organizations/no-such/connector', draft)).status).toBe(404)
  })

  test.each([
    ['PUT /organizations/X', { name: 'X' }, 422, 'organizationId'],
    ['PUT /organizations/new', {}, 400, 'name'],
    ['PUT /organizations/new', { name: 'Klubb \u202eknaB' }, 422, 'name'],
    ['PUT /organizations/new', { name: 'New', organizationNumber: '1' }, 422, 'organizationNumber'],
    ['PUT /organizations/new', { name: 'New', nmae: 'x' }, 400, 'nmae'],
    ['PUT /organizations/new', '{"name": ', 400, 'JSON'],
  ])('%s with %j is refused by name', async (line, body, status, fault) => {
    const answer = await call(line, body)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().detail).toContain(fault)
  })
})

describe('a connector', () => {
  test('NOTE-5: CONFIG-6: keeps credentials per organisation, and says of a secret only that it is set', async () => {
    const settings = await organization('saved', 'connector')
    expect(settings.connector).toMatchObject({
      type: 'dynamics',
      enabled: false,
      target: draft.target,
      secrets: [{ field: 'clientSecret', setBy: 'global_admin-user' }],
    })
    const [secret] = settings.connector.secrets
    expect(Object.keys(secret).toSorted()).toEqual(['field', 'setAt', 'setBy'])
    expect((await connection('saved')).json()).toEqual({
      type: 'dynamics',
      version: settings.connector.credentialsVersion,
      enabled: false,
      targetFingerprint: settings.connector.targetFingerprint,
      target: draft.target,
      secrets: draft.secrets,
    })
  })

  test('is not resolved where there is none, nor kept by whoever asks', async () => {
    await organization('empty')
    expect((await connection('empty')).status).toBe(404)
    expect((await connection('no-such')).status).toBe(404)
    await organization('uncached', 'connector')
    expect((await connection('uncached')).headers['cache-control']).toBe('no-store')
  })

  test('saved again is no change; with another secret it is, and the old secret is gone', async () => {
    const first = await organization('rotated', 'connector')
    const again = await call('PUT /organizations/rotated/connector', draft)
    expect(first).toMatchObject(again.json())
    const kept = await call('PUT /organizations/rotated/connector', {
      ...draft,
      secrets: undefined,
    })
    expect(first).toMatchObject(kept.json())
    const secrets = { clientSecret: 'second~secret' }
    const second = (
      await call('PUT /organizations/rotated/connector', { ...draft, secrets })
    ).json()
    expect(second.connector.targetFingerprint).toBe(first.connector.targetFingerprint)
    expect(second.connector.credentialsVersion).toBeGreaterThan(first.connector.credentialsVersion)
    expect((await connection('rotated')).json().secrets).toEqual(secrets)
  })

  test('goes from a secret to a certificate and back', async () => {
    await organization('certified', 'connector')
    const pair = { certificate, privateKey }
    await call('PUT /organizations/certified/connector', { ...draft, secrets: pair })
    expect((await connection('certified')).json().secrets).toEqual(pair)
    await call('PUT /organizations/certified/connector', draft)
    expect((await connection('certified')).json().secrets).toEqual(draft.secrets)
  })

  test('CONFIG-5: with wrong credentials is refused by name, and nothing is saved', async () => {
    const before = await organization('wrong')
    const target = { ...draft.target, tenantId: 'hlf.no' }
    const answer = await call('PUT /organizations/wrong/connector', { ...draft, target })
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'connector.credentials_invalid' })
    expect(answer.json().detail).toContain('target.tenantId')
    expect((await call('GET /organizations/wrong/connector')).json()).toEqual(before)
  })

  test('whose secret was altered in the database is not resolved, and can be set anew', async () => {
    await organization('altered', 'connector')
    await execute(
      `update secret set sealed = jsonb_set(sealed, '{tag}', '"AAAAAAAAAAAAAAAAAAAAAA=="') where organization_id = 'altered'`,
    )
    const answer = await connection('altered')
    expect(answer).toMatchObject({ status: 409 })
    expect(answer.json().code).toBe('connection.unreadable')
    await call('PUT /organizations/altered/connector', draft)
    expect((await connection('altered')).json().secrets).toEqual(draft.secrets)
  })

  test('whose secret was swapped with that of another organisation is not resolved', async () => {
    await organization('swap-1', 'connector')
    await organization('swap-2', 'connector')
    await execute(
      `update secret set sealed = (select sealed from secret where organization_id = 'swap-1'), version = (select version from secret where organization_id = 'swap-1') where organization_id = 'swap-2'`,
    )
    expect((await connection('swap-2')).status).toBe(409)
    expect((await connection('swap-1')).status).toBe(200)
  })
})

test('a mapping with hostile names is taken whole or refused, never half', async () => {
  await organization('hostile', 'connector')
  const taken = {
    ...mapping,
    unchecked: true,
    categories: { constructor: { account: '1' }, 'æ"\\\'; --': { account: '2' } },
  }
  const answer = await call('PUT /organizations/hostile/connector/mapping', taken)
  expect(answer.json().mapping.categories).toEqual(taken.categories)
  for (const category of ['"\\u0000"', '"\\ud800"', '"__proto__"']) {
    const body = `{"categories": {${category}: {"account": "1"}}, "credits": {}, "dimensions": {}}`
    const refused = await call('PUT /organizations/hostile/connector/mapping', body)
    expect([400, 422]).toContain(refused.status)
  }
})
