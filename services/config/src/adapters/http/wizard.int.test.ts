import type { InUse } from '@bilagsbro/booking/coverage'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { CategoryUsed } from '@bilagsbro/events/category-used'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { draft, mapping } from '#testing/examples.ts'
import { createAdministrator, startTestService } from '#testing/service.ts'
import { answerMs } from '#application/draft-credentials.ts'

let now: Date | undefined
const service = await startTestService({ now: () => now ?? new Date() })
afterAll(() => service[Symbol.asyncDispose]())
afterEach(() => {
  now = undefined
  service.adapter.calm()
  service.unsent.among = (names) => names
})
const { call, organization, connection } = createAdministrator(service)
const asking = (cron: string) => new URLSearchParams({ cron }).toString()
const settings = async (id: string) => (await call(`GET /organizations/${id}/connector`)).json()
const secretRows = (id: string) =>
  withinScope('all', () =>
    service.database.orm.em
      .fork()
      .execute(`select field, version from secret where organization_id = ?`, [id]),
  )

describe('what can be connected', () => {
  test('WIZARD-2: is every kind that is offered', async () => {
    expect((await call('GET /credential-schemas')).json()).toEqual({ rows: ['dynamics', 'rest'] })
  })

  test('CONFIG-1: says which fields and mapping options it has, in three languages', async () => {
    const schemaOf = async (type: string) => (await call(`GET /credential-schemas/${type}`)).json()
    const [dynamics, rest] = [await schemaOf('dynamics'), await schemaOf('rest')]
    const names = ({ fields }: { fields: { name: string }[] }) => fields.map(({ name }) => name)
    expect(names(dynamics)).toEqual(expect.arrayContaining(['tenantId', 'clientSecret']))
    expect(names(rest)).toEqual(['endpoint', 'tokenUrl', 'apiKey'])
    expect(rest.mappingOptions).toEqual(['vatCode'])
    expect([dynamics.postingModes, rest.postingModes]).toEqual([['book', 'draft'], ['book']])
    for (const { label, help } of [...dynamics.fields, ...rest.fields])
      expect([Object.keys(label), Object.keys(help)]).toEqual([
        ['nb', 'nn', 'en'],
        ['nb', 'nn', 'en'],
      ])
    expect((await call('GET /credential-schemas/oracle')).json()).toMatchObject({
      status: 404,
      code: 'connector_type.not_found',
    })
  })
})

describe('a connection test', () => {
  test('DOD-4: WIZARD-3: CONFIG-3: with a draft says what was found, and saves nothing', async () => {
    const before = await organization('tested')
    const found = await call('POST /organizations/tested/connector/connection-tests', draft)
    expect(found.status).toBe(200)
    expect(found.json()).toMatchObject({ name: 'Testregnskap', accounts: 68, costCentres: 1 })
    expect(found.json().firstAccounts).toHaveLength(50)
    expect(found.json().firstCostCentres).toEqual([
      { code: '100', name: 'Administrasjon', dimension: 'AVDELING' },
    ])
    expect(found.headers['cache-control']).toBe('no-store')
    expect(await settings('tested')).toEqual(before)
    expect(await secretRows('tested')).toEqual([])
  })

  test('with what is stored hands no secret about', async () => {
    await organization('stored')
    expect(
      (await call('POST /organizations/stored/connector/connection-tests')).json(),
    ).toMatchObject({
      status: 409,
      code: 'connector.not_configured',
    })
    await organization('stored', 'connector')
    const asked = service.adapter.askedAt('/connection-tests').length
    expect((await call('POST /organizations/stored/connector/connection-tests')).status).toBe(200)
    expect(service.adapter.askedAt('/connection-tests').slice(asked)).toMatchObject([
      { client: 'config', body: { organizationId: 'stored' } },
    ])
  })

  test('WIZARD-3: is answered within 10 s, however long the ledger takes', async () => {
    await organization('slow')
    service.adapter.behave({ silent: ['/connection-tests'] })
    expect(answerMs).toBeLessThan(10_000)
    const answer = await call('POST /organizations/slow/connector/connection-tests', draft)
    expect(answer.json()).toMatchObject({ status: 503, code: 'connection.no_answer' })
    service.adapter.behave({ silent: ['/catalogue'] })
    const found = await call('POST /organizations/slow/connector/connection-tests', draft)
    expect(found.json()).toEqual({ name: 'Testregnskap', accounts: 68, costCentres: 1 })
  })

  test.each([
    ['auth.wrong_secret', 'Feil nøkkel', 'Wrong secret'],
    ['auth.expired_secret', 'Nøkkelen er gått ut', 'The secret has expired'],
    ['target.unknown_tenant', 'Fant ikke katalog-ID', 'No such tenant'],
    ['target.unknown_company', 'Fant ikke selskapet', 'No such company'],
    ['auth.missing_permission', 'Mangler tilgang', 'Permission missing'],
    [
      'network.unreachable',
      'Får ikke svar fra regnskapssystemet',
      'No answer from the accounting system',
    ],
    ['network.tls', 'Ugyldig sertifikat', 'Bad certificate'],
    [
      'vendor.throttled',
      'Regnskapssystemet ber oss vente',
      'The accounting system asks us to wait',
    ],
  ])('CONFIG-5: %s is named and translated, and nothing is saved', async (code, nb, en) => {
    const before = await organization('refused')
    service.adapter.behave({ failure: { code, detail: 'What is wrong.' } })
    for (const [line, language, title] of [
      ['POST /organizations/refused/connector/connection-tests', 'nb', nb],
      ['PUT /organizations/refused/connector', 'en', en],
    ] as const) {
      const answer = await service.request(line, {
        token: await service.user('global_admin'),
        body: draft,
        headers: { 'accept-language': language },
      })
      expect(answer.json()).toMatchObject({
        status: 422,
        code,
        title,
        detail: expect.stringMatching(/\.$/),
      })
    }
    expect(await settings('refused')).toEqual(before)
    expect(await secretRows('refused')).toEqual([])
  })

  test('CONFIG-5: a fault in one field is a sentence of its own, at its place', async () => {
    await organization('faulty')
    const detail = 'tenantId: It fails at line 1, column 3: Unexpected (S0211)'
    service.adapter.behave({ failure: { code: 'template.syntax', detail } })
    const line = 'POST /organizations/faulty/connector/connection-tests'
    expect((await call(line, draft)).json()).toMatchObject({
      status: 422,
      code: 'template.syntax',
      title: 'Faults in the template',
      faults: [
        {
          field: '/target/tenantId',
          message:
            'target.tenantId is not written correctly. It fails at line 1, column 3: Unexpected (S0211)',
        },
      ],
    })
  })

  test('tells a fault of ours from one of the ledger', async () => {
    await organization('ours')
    service.adapter.behave({ broken: ['/connection-tests'] })
    const answer = await call('POST /organizations/ours/connector/connection-tests', draft)
    expect(answer.json()).toMatchObject({ status: 503, code: 'connector.adapter_unreachable' })
  })
})

describe('saving', () => {
  test('WIZARD-4: WIZARD-7: tells others of the connector, with its secret sealed and its sending off', async () => {
    const saved = await organization('active', 'connector')
    expect(saved.connector).toMatchObject({ enabled: false, testedAt: expect.any(String) })
    const [row] = await withinScope('all', () =>
      service.database.orm.em
        .fork()
        .execute<{ sealed: object }[]>(
          `select sealed from secret where organization_id = 'active'`,
        ),
    )
    expect(row?.sealed).toMatchObject({ alg: 'AES-256-GCM', kekId: 'test' })
    expect(JSON.stringify(row)).not.toContain(draft.secrets['clientSecret'])
    const events = await service.topics.read(ConnectorConfigured, (seen) =>
      seen.some(({ data }) => data.organizationId === 'active' && data.connector !== null),
    )
    expect(
      events.findLast(({ data }) => data.organizationId === 'active')!.data.connector,
    ).toMatchObject({ enabled: false })
  })

  test('WIZARD-6: WIZARD-8: other credentials leave the schedule, the mapping and the switch as they are', async () => {
    await organization('edited', 'connector', 'mapping', 'enable')
    const set = await call('PUT /organizations/edited/connector/schedule', { cron: '0 6 * * 1-5' })
    const before = await settings('edited')
    const answer = await call('PUT /organizations/edited/connector', {
      ...draft,
      target: { ...draft.target, clientId: '5c1fd0ba-6bd9-4a52-8a0d-6f8a0a1f8e78' },
      secrets: { clientSecret: 'second~secret' },
    })
    expect(answer.status).toBe(200)
    const after = await settings('edited')
    for (const part of ['schedule', 'mapping', 'policies'])
      expect(after[part]).toEqual(before[part])
    expect(after.connector).toMatchObject({
      enabled: true,
      targetFingerprint: before.connector.targetFingerprint,
    })
    expect(after.connector.credentialsVersion).toBeGreaterThan(before.connector.credentialsVersion)
    const schedule = await call('GET /organizations/edited/connector/schedule')
    expect(schedule.json()).toEqual(set.json())
  })

  test('to another ledger is refused while postings are open on the present one', async () => {
    await organization('leaving', 'connector')
    const moved = { ...draft, target: { ...draft.target, environment: 'Sandbox' } }
    service.adapter.behave({ open: { queued: 0, sending: 1, inDoubt: 2, delivered: 0 } })
    const refused = await call('PUT /organizations/leaving/connector', moved)
    expect(refused.json()).toMatchObject({ status: 409, code: 'connector.postings_open' })
    expect(refused.json().detail).toContain('1 are being sent, 2 are in doubt')
    expect((await call('DELETE /organizations/leaving/connector')).json().code).toBe(
      'connector.postings_open',
    )
    // New secrets for the same ledger are always welcome.
    const renewed = { ...draft, secrets: { clientSecret: 'second~secret' } }
    expect((await call('PUT /organizations/leaving/connector', renewed)).status).toBe(200)
    // Who cannot be asked has not said that nothing is open.
    service.adapter.behave({ broken: ['/open-postings'] })
    expect((await call('PUT /organizations/leaving/connector', moved)).status).toBe(503)
    service.adapter.calm()
    expect((await call('PUT /organizations/leaving/connector', moved)).status).toBe(200)
  })

  test('sends no stored secret to a host that it was not meant for', async () => {
    await organization('hosts')
    const rest = {
      type: 'rest',
      target: { endpoint: 'https://ledger.example/vouchers', tokenUrl: 'https://login.example/t' },
      secrets: { apiKey: 'key~of~the~ledger' },
    }
    const address = '/organizations/hosts/connector'
    expect((await call(`PUT ${address}`, rest)).status).toBe(200)
    const asked = service.restAdapter.asked.length
    const elsewhere = {
      type: 'rest',
      target: { ...rest.target, tokenUrl: 'https://login.example.evil/t' },
    }
    for (const line of [`PUT ${address}`, `POST ${address}/connection-tests`])
      expect((await call(line, elsewhere)).json()).toMatchObject({
        status: 422,
        code: 'connector.credentials_invalid',
      })
    expect(
      service.restAdapter.asked.slice(asked).filter(({ body }) => body.secrets !== undefined),
    ).toEqual([])
  })

  test('BOOKS-1: drafts are chosen where the system can keep them, and refused by field where not', async () => {
    const address = '/organizations/drafts/connector'
    await organization('drafts')
    const policies = { postingDate: 'approval', freeText: false }
    const drafts = { ...policies, postingMode: 'draft' }
    const rest = {
      type: 'rest',
      target: { endpoint: 'https://ledger.example/vouchers' },
      secrets: { apiKey: 'key~of~the~ledger' },
    }
    const refusedAt = (field: string) => ({
      status: 422,
      code: 'policies.invalid',
      faults: [{ field, message: expect.stringContaining('Choose the posting mode') }],
    })
    expect((await call(`PUT ${address}`, rest)).status).toBe(200)
    const refused = await call(`PUT ${address}/policies`, drafts)
    expect(refused.json()).toMatchObject(refusedAt('/postingMode'))
    expect(
      (await call(`PUT ${address}/mapping`, { ...mapping, policies: drafts })).json(),
    ).toMatchObject(refusedAt('/policies/postingMode'))
    expect((await settings('drafts')).policies).toEqual(policies)

    expect((await call(`PUT ${address}`, draft)).status).toBe(200)
    expect((await call(`PUT ${address}/policies`, drafts)).status).toBe(200)
    expect((await settings('drafts')).policies).toEqual(drafts)
    // Saved without: as before.
    expect((await call(`PUT ${address}/policies`, policies)).status).toBe(200)
    const published = await service.topics.read(ConnectorConfigured, (seen) =>
      seen.some(
        ({ data }) => data.organizationId === 'drafts' && data.policies.postingMode === 'draft',
      ),
    )
    expect(published.length).toBeGreaterThan(0)
    expect((await call(`PUT ${address}`, rest)).json()).toMatchObject(refusedAt('/type'))
    await call(`PUT ${address}/policies`, { ...policies, postingMode: 'book' })
    expect((await call(`PUT ${address}`, rest)).status).toBe(200)
  })

  test('removal destroys the secrets, and keeps mapping and schedule', async () => {
    await organization('removed', 'connector', 'mapping', 'enable')
    await call('PUT /organizations/removed/connector/schedule', { cron: '0 6 * * *' })
    const address = '/organizations/removed/connector'
    expect((await call(`DELETE ${address}`)).json()).toMatchObject({
      status: 409,
      code: 'connector.enabled',
    })
    await call(`PUT ${address}/state`, { enabled: false, reason: 'Bytter system' })
    expect((await call(`DELETE ${address}`)).json()).toMatchObject({
      connector: null,
      mapping: { categories: mapping.categories },
      schedule: '0 6 * * *',
    })
    expect(await secretRows('removed')).toEqual([])
    expect((await connection('removed')).status).toBe(404)
    expect(await settings('removed')).toMatchObject({ connector: null })
  })
})

describe('a secret', () => {
  test('CONFIG-6: says when it expires, to others too, and warns of it 30 days before', async () => {
    await organization('expiring')
    await call('PUT /organizations/expiring/connector', {
      ...draft,
      expiresAt: { clientSecret: '2027-03-31' },
    })
    const secretsExpireAt = '2027-03-31T00:00:00.000Z'
    expect((await settings('expiring')).connector.secrets).toMatchObject([
      { field: 'clientSecret', setBy: 'global_admin-user', expiresAt: secretsExpireAt },
    ])
    for (const [day, isSoon] of [
      ['2027-02-28', false],
      ['2027-03-02', true],
      ['2027-03-31', true],
    ] as const) {
      now = new Date(`${day}T12:00:00Z`)
      const expiring = await withinScope('all', () => service.useCases.findExpiringSecrets())
      expect(expiring.some(({ organizationId }) => organizationId === 'expiring')).toBe(isSoon)
    }
    now = undefined
    await call('PUT /organizations/expiring/connector', {
      ...draft,
      secrets: { clientSecret: 'second~secret' },
    })
    expect((await settings('expiring')).connector.secrets[0]).not.toHaveProperty('expiresAt')
    const isMine = ({ data }: { data: ConnectorConfigured }) =>
      data.organizationId === 'expiring' && data.connector !== null
    const events = await service.topics.read(
      ConnectorConfigured,
      (seen) => seen.filter(isMine).length === 2,
    )
    const told = events.filter(isMine).map(({ data }) => data.connector?.secretsExpireAt)
    expect(told).toEqual([secretsExpireAt, undefined])
  })

  test.each([
    [{ clientSecret: '2027-02-30' }, 'expiresAt.clientSecret'],
    [{ clientSecret: 'soon' }, 'expiresAt.clientSecret'],
    [{ apiKey: '2027-03-31' }, 'expiresAt'],
  ])('with an expiry of %j is refused', async (expiresAt, field) => {
    await organization('no-expiry')
    const answer = await call('PUT /organizations/no-expiry/connector', { ...draft, expiresAt })
    expect(answer.json()).toMatchObject({ status: 422, code: 'connector.credentials_invalid' })
    expect(answer.json().detail).toContain(field)
  })
})

describe('a schedule', () => {
  test('WIZARD-8: is set, shown with its next runs in Norwegian time, and taken away', async () => {
    now = new Date('2026-10-23T10:00:00Z')
    await organization('scheduled', 'connector', 'mapping', 'enable')
    const address = '/organizations/scheduled/connector/schedule'
    expect((await call(`GET ${address}`)).json()).toEqual({
      cron: null,
      timeZone: 'Europe/Oslo',
      nextRuns: [],
    })
    // Summer time ends on 25 October: six o'clock comes an hour later.
    expect((await call(`PUT ${address}`, { cron: '0 6 * * *' })).json().nextRuns).toEqual([
      '2026-10-24T04:00:00.000Z',
      '2026-10-25T05:00:00.000Z',
      '2026-10-26T05:00:00.000Z',
    ])
    const { version } =
      (await call(`PUT ${address}`, { cron: null })) && (await settings('scheduled'))
    const events = await service.topics.read(ConnectorConfigured, (seen) =>
      seen.some(({ data }) => data.version === version),
    )
    const mine = events.filter(({ data }) => data.organizationId === 'scheduled')
    expect(mine.map(({ data }) => data.schedule)).toContainEqual({
      cron: '0 6 * * *',
      timeZone: 'Europe/Oslo',
    })
    expect(mine.at(-1)?.data.schedule).toBeNull()
  })

  test('WIZARD-8: that is not saved shows its next runs, and stays unsaved', async () => {
    now = new Date('2026-10-23T10:00:00Z')
    await organization('trying')
    const address = '/organizations/trying/connector/schedule'
    const tried = await call(`GET ${address}/next-runs?${asking('0 6 * * 1-5')}`)
    expect(tried.json()).toEqual({
      nextRuns: [
        '2026-10-26T05:00:00.000Z',
        '2026-10-27T05:00:00.000Z',
        '2026-10-28T05:00:00.000Z',
      ],
    })
    expect((await call(`GET ${address}`)).json().cron).toBeNull()
    const nowhere = await call(`GET ${address.replace('trying', 'nowhere')}/next-runs?cron=1`)
    expect(nowhere.json()).toMatchObject({ status: 404, code: 'organization.not_found' })
  })

  test.each([
    ['* * * * *', 'every 15 minutes'],
    ['0 6 30 2 *', 'never comes'],
    ['61 6 * * *', 'has a value'],
    ['@daily', 'is no schedule'],
    ['0 0 6 * * *', 'is no schedule'],
    ['', 'is no schedule'],
    [`${'1,'.repeat(60)}1 * * * *`, 'is no schedule'],
  ])('of %j is refused in words', async (cron, part) => {
    await organization('unscheduled')
    const address = '/organizations/unscheduled/connector/schedule'
    const answers = [
      await call(`PUT ${address}`, { cron }),
      await call(`GET ${address}/next-runs?${asking(cron)}`),
    ]
    for (const answer of answers) {
      expect(answer.json()).toMatchObject({ status: 422, code: 'schedule.invalid' })
      expect(answer.json().faults).toMatchObject([{ field: '/cron' }])
      expect(answer.json().detail).toContain(part)
    }
  })
})

describe('enabling', () => {
  test('CONFIG-4: is refused until every category and kind of payee in use is mapped', async () => {
    await organization('in-use', 'connector', 'mapping')
    await use('in-use', ['taxi', 'hotel', 'fee'], ['employee', 'external'])
    const refused = await call('PUT /organizations/in-use/connector/state', { enabled: true })
    expect(refused.json()).toMatchObject({ status: 409, code: 'mapping.incomplete' })
    expect(refused.json().detail).toContain('fee and hotel')
    expect(refused.json().detail).toContain('external')
    const lacking = { categories: ['fee', 'hotel'], payeeKinds: ['external'], dimensions: [] }
    expect((await settings('in-use')).unmapped).toEqual(lacking)
    const { unmapped, rows } = (await call('GET /organizations/in-use/connector/mapping')).json()
    expect(unmapped).toEqual(lacking)
    expect(rows.slice(0, 3)).toMatchObject(
      ['fee', 'hotel', 'external'].map((key) => ({
        key,
        inUse: true,
        problem: { code: 'mapping.unmapped' },
      })),
    )
    const complete = {
      ...mapping,
      categories: {
        ...mapping.categories,
        hotel: { account: '7150' },
        fee: { account: '7150' },
      },
      subledgers: { external: 'supplier' },
    }
    await call('PUT /organizations/in-use/connector/mapping', complete)
    const numbered = await call('PUT /organizations/in-use/connector/state', { enabled: true })
    expect(numbered.json()).toMatchObject({ status: 409, code: 'mapping.incomplete' })
    await call('PUT /organizations/in-use/connector/mapping', {
      ...complete,
      credits: { ...mapping.credits, external: '2910' },
    })
    expect(
      (await call('PUT /organizations/in-use/connector/state', { enabled: true })).status,
    ).toBe(200)
  })

  test('CONFIG-4: a name that was mistyped and never mapped is asked for no longer, once no record that may be sent uses it', async () => {
    await organization('mistyped', 'connector', 'mapping')
    await use('mistyped', ['taxi', 'taxx', 'hotell'], ['employee'])
    const enable = () => call('PUT /organizations/mistyped/connector/state', { enabled: true })
    const asked: InUse[] = []
    const answer = (told: (names: InUse) => InUse | undefined) => {
      service.unsent.among = (names) => {
        asked.push(names)
        return told(names)
      }
    }
    answer(() => undefined)
    expect((await enable()).json().detail).toContain('hotell and taxx')
    answer(() => ({ categories: ['hotell'], payeeKinds: [] }))
    expect(asked).toEqual([{ categories: ['hotell', 'taxx'], payeeKinds: [] }])
    const lacking = { categories: ['hotell'], payeeKinds: [], dimensions: [] }
    expect((await settings('mistyped')).unmapped).toEqual(lacking)
    const shown = (await call('GET /organizations/mistyped/connector/mapping')).json()
    expect(shown.unmapped).toEqual(lacking)
    expect(shown.rows.map(({ key }: { key: string }) => key)).not.toContain('taxx')
    answer(() => ({ categories: [], payeeKinds: [] }))
    expect((await enable()).status).toBe(200)
  })

  test('CONFIG-4: a name that some version had an account for stays in use, whoever uses it', async () => {
    await organization('unmapped-again', 'connector', 'mapping')
    const { taxi: _, ...others } = mapping.categories
    const less = { ...mapping, categories: { ...others, hotel: { account: '7150' } } }
    await call('PUT /organizations/unmapped-again/connector/mapping', less)
    await use('unmapped-again', ['taxi'], ['employee'])
    service.unsent.among = () => ({ categories: [], payeeKinds: [] })
    const refused = await call('PUT /organizations/unmapped-again/connector/state', {
      enabled: true,
    })
    expect(refused.json()).toMatchObject({ status: 409, code: 'mapping.incomplete' })
  })

  test('TOGGLE-8: takes the date from which approvals are sent, and publishes it', async () => {
    await organization('from', 'connector', 'mapping')
    const address = 'PUT /organizations/from/connector/state'
    for (const sendFrom of ['yesterday', '2026-02-30T10:00:00Z', '2026-11-01'])
      expect((await call(address, { enabled: true, sendFrom })).json()).toMatchObject({
        status: 422,
        code: 'connector.send_from_invalid',
      })
    const sendFrom = '2026-11-01T00:00:00+01:00'
    const on = (await call(address, { enabled: true, sendFrom })).json()
    expect(on.connector).toMatchObject({ enabled: true, sendFrom: '2026-10-31T23:00:00.000Z' })
    const other = await call(address, { enabled: true, sendFrom: null })
    expect(other.json()).toMatchObject({ status: 409, code: 'connector.already_enabled' })
    await call(address, { enabled: false, reason: 'Ferie' })
    const again = (await call(address, { enabled: true })).json()
    expect(again.connector.sendFrom).toBe(on.connector.sendFrom)
    const isMine = ({ data }: { data: ConnectorConfigured }) =>
      data.organizationId === 'from' && data.version === on.version
    const events = await service.topics.read(ConnectorConfigured, (seen) => seen.some(isMine))
    expect(events.find(isMine)?.data.connector).toMatchObject({
      enabled: true,
      sendFrom: '2026-10-31T23:00:00.000Z',
    })
  })

  test('is refused where the credentials were never tested', async () => {
    await organization('untested', 'connector', 'mapping')
    await withinScope('all', () =>
      service.database.orm.em
        .fork()
        .execute(`update connector set tested_at = null where organization_id = 'untested'`),
    )
    const refused = await call('PUT /organizations/untested/connector/state', { enabled: true })
    expect(refused.json()).toMatchObject({ status: 409, code: 'connector.not_tested' })
    // Saving them again, without a change, tests them.
    await call('PUT /organizations/untested/connector', { ...draft, secrets: {} })
    expect(
      (await call('PUT /organizations/untested/connector/state', { enabled: true })).status,
    ).toBe(200)
  })
})

test('every change says who made it, what it was before and what it is', async () => {
  await organization('told', 'connector', 'mapping', 'enable')
  await call('PUT /organizations/told/connector/state', { enabled: false, reason: 'Ferie' })
  const first = (await call('GET /organizations/told/changes?limit=2')).json()
  expect(first.rows).toMatchObject([
    {
      by: 'global_admin-user',
      parts: ['connector'],
      before: { connector: { enabled: true, reason: null } },
      after: { connector: { enabled: false, reason: 'Ferie' } },
    },
    { parts: ['connector'], after: { connector: { enabled: true } } },
  ])
  const rest = (await call(`GET /organizations/told/changes?after=${first.next}`)).json()
  expect(rest.rows.map(({ parts }: { parts: string[] }) => parts)).toEqual([
    ['mapping'],
    ['connector'],
    expect.arrayContaining(['name']),
  ])
  expect(rest.next).toBeNull()
})

async function use(organizationId: string, categories: string[], payeeKinds: string[]) {
  const firstUsedAt = new Date().toISOString()
  const noted = (kind: 'category' | 'payee_kind', values: string[]) =>
    values.map((value) => ({ organizationId, kind, value, firstUsedAt }))
  await service.topics.produce(CategoryUsed, [
    ...noted('category', categories),
    ...noted('payee_kind', payeeKinds),
  ])
  await expect
    .poll(async () => {
      const { unmapped } = (
        await call(`GET /organizations/${organizationId}/connector/mapping`)
      ).json()
      return unmapped.categories.length + unmapped.payeeKinds.length
    })
    .toBeGreaterThan(0)
}

test('who tries too often is told when to come again, and others are not kept from trying', async () => {
  const few = { atOnce: 10, perMinute: 2 }
  await using limited = await startTestService({ limits: { tests: few, catalogues: few } })
  const { call, organization } = createAdministrator(limited)
  await organization('hlf')
  await organization('other')
  const tried = async (id: string) => {
    const answer = await call(`POST /organizations/${id}/connector/connection-tests`, draft)
    return [answer.status, answer.headers['retry-after']]
  }
  expect([await tried('hlf'), await tried('hlf')]).toEqual([
    [200, undefined],
    [200, undefined],
  ])
  expect(await tried('hlf')).toEqual([429, expect.stringMatching(/^([1-9]|[12]\d|30)$/)])
  const refused = await call('PUT /organizations/hlf/connector', draft)
  expect(refused.json()).toMatchObject({
    code: 'connection.too_many',
    title: 'Too many attempts in a short time',
  })
  expect(limited.adapter.askedAt('/connection-tests')).toHaveLength(2)
  expect((await tried('other'))[0]).toBe(200)

  expect((await call('PUT /organizations/other/connector', draft)).status).toBe(200)
  const list = async (kind: string) =>
    (await call(`GET /organizations/other/connector/catalogue?kind=${kind}`)).status
  expect(await list('accounts')).toBe(200)
  expect(await list('accounts')).toBe(200)
  expect([await list('vat_codes'), await list('suppliers')]).toEqual([200, 429])
})
