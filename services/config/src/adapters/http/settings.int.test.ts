import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certificate, draft, mapping, privateKey } from '#testing.ts'
import { startTestService } from '../testing.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())

let token: string
beforeAll(async () => {
  token = await service.user('global_admin')
})
const call = (line: string, body?: unknown, ifMatch?: string) =>
  service.request(line, { token, body, ...(ifMatch && { ifMatch }) })

async function organization(id: string, ...steps: ('connector' | 'mapping' | 'enable')[]) {
  await call(`PUT /organizations/${id}`, { name: id })
  if (steps.includes('connector')) await call(`PUT /organizations/${id}/connector`, draft)
  if (steps.includes('mapping')) await call(`PUT /organizations/${id}/connector/mapping`, mapping)
  if (steps.includes('enable')) await call(`POST /organizations/${id}/connector/enable`)
  return (await call(`GET /organizations/${id}/connector`)).json()
}
const connection = async (id: string, client = 'dynamics-adapter') =>
  service.request(`GET /internal/organizations/${id}/connection`, {
    token: await service.service(client),
  })

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
    expect(Object.keys(secret).toSorted()).toEqual(['field', 'setAt', 'setBy', 'version'])
    expect((await connection('saved')).json()).toEqual({
      type: 'dynamics',
      version: settings.connector.credentialsVersion,
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
    expect((await call('PUT /organizations/rotated/connector', draft)).json()).toEqual(first)
    const kept = await call('PUT /organizations/rotated/connector', {
      ...draft,
      secrets: undefined,
    })
    expect(kept.json()).toEqual(first)
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
    const em = service.database.orm.em.fork()
    await em.execute(
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
    const em = service.database.orm.em.fork()
    await em.execute(
      `update secret set sealed = (select sealed from secret where organization_id = 'swap-1'), version = (select version from secret where organization_id = 'swap-1') where organization_id = 'swap-2'`,
    )
    expect((await connection('swap-2')).status).toBe(409)
    expect((await connection('swap-1')).status).toBe(200)
  })
})

describe('a toggle', () => {
  test('NOTE-3: TOGGLE-1: TOGGLE-4: a flag per organisation enables its connector, and is shown', async () => {
    await organization('flag-1', 'connector', 'mapping', 'enable')
    await organization('flag-2', 'connector', 'mapping')
    const { organizations } = (await call('GET /organizations')).json()
    const enabled = (id: string) =>
      organizations.find((it: { organizationId: string }) => it.organizationId === id).enabled
    expect([enabled('flag-1'), enabled('flag-2')]).toEqual([true, false])
    const events = await service.topics.read(ConnectorConfigured, (seen) =>
      ['flag-1', 'flag-2'].every(
        (id) => seen.filter(({ data }) => data.organizationId === id).length >= 3,
      ),
    )
    const last = (id: string) => events.findLast(({ data }) => data.organizationId === id)!.data
    expect(last('flag-1').connector).toMatchObject({ type: 'dynamics', enabled: true })
    expect(last('flag-2').connector).toMatchObject({ type: 'dynamics', enabled: false })
  })

  test('TOGGLE-5: says who, where, what and why, once per toggle', async () => {
    await organization('toggles', 'connector', 'mapping')
    for (const step of ['enable', 'enable', 'disable', 'disable'])
      await call(
        `POST /organizations/toggles/connector/${step}`,
        step === 'disable' ? { reason: 'Ferie' } : undefined,
      )
    const mine = await service.topics.read(
      ConnectorToggled,
      (seen) => seen.filter(({ data }) => data.organizationId === 'toggles').length >= 2,
    )
    expect(
      mine.map(({ data }) => data).filter((it) => it.organizationId === 'toggles'),
    ).toMatchObject([
      { connector: 'dynamics', enabled: true, changedBy: 'global_admin-user' },
      { connector: 'dynamics', enabled: false, changedBy: 'global_admin-user', reason: 'Ferie' },
    ])
    expect((await call('GET /organizations/toggles/connector')).json().connector).toMatchObject({
      toggledBy: 'global_admin-user',
      reason: 'Ferie',
    })
  })

  test.each([
    ['without a connector', 'off-1', [], 'connector.not_configured'],
    ['CONFIG-4: without a mapping', 'off-2', ['connector'] as const, 'mapping.incomplete'],
  ])('%s is refused', async (_name, id, steps, code) => {
    await organization(id, ...steps)
    const answer = await call(`POST /organizations/${id}/connector/enable`)
    expect(answer.status).toBe(409)
    expect(answer.json().code).toBe(code)
  })

  test('must come before another target is saved', async () => {
    await organization('moving', 'connector', 'mapping', 'enable')
    const moved = { ...draft, target: { ...draft.target, environment: 'Sandbox' } }
    const refused = await call('PUT /organizations/moving/connector', moved)
    expect(refused.json()).toMatchObject({ status: 409, code: 'connector.target_in_use' })
    await call('POST /organizations/moving/connector/disable', {})
    expect((await call('PUT /organizations/moving/connector', moved)).status).toBe(200)
  })
})

describe('a change from an older version', () => {
  test('is refused with the newer version, unless it changes nothing', async () => {
    const { version } = await organization('edited', 'connector', 'mapping')
    const other = { ...mapping, credits: { employee: '2911' } }
    const first = await call('PUT /organizations/edited/connector/mapping', other, `"${version}"`)
    expect(first.status).toBe(200)
    const second = await call(
      'PUT /organizations/edited/connector/mapping',
      mapping,
      `"${version}"`,
    )
    expect(second.json()).toMatchObject({ status: 409, code: 'organization.changed_meanwhile' })
    expect(second.json().detail).toContain(`version ${first.json().version}`)
    const repeated = await call(
      'PUT /organizations/edited/connector/mapping',
      other,
      `"${version}"`,
    )
    expect(repeated).toMatchObject({ status: 200, text: first.text })
  })

  test('needs a version that is one', async () => {
    await organization('matched')
    const answer = await call('PUT /organizations/matched/connector', draft, 'W/"yesterday"')
    expect(answer.json()).toMatchObject({ status: 422, code: 'request.if_match_invalid' })
    expect((await call('PUT /organizations/matched/connector', draft, '*')).status).toBe(200)
  })

  test('of twenty editors at once one is taken', async () => {
    const { version } = await organization('crowded')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        call(
          'PUT /organizations/crowded/connector/mapping',
          { ...mapping, credits: { employee: `29${index}` } },
          `"${version}"`,
        ),
      ),
    )
    const taken = answers.filter(({ status }) => status === 200)
    const refused = answers.filter(({ status }) => status === 409)
    expect([taken.length, refused.length]).toEqual([1, 19])
  })
})

test('a mapping with hostile names is taken whole or refused, never half', async () => {
  await organization('hostile', 'connector')
  const taken = {
    ...mapping,
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
