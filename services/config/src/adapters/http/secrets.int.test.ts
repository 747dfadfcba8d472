import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { afterAll, expect, test } from 'vitest'
import { draft, mapping } from '#testing/examples.ts'
import { createAdministrator, startTestService } from '#testing/service.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())

const canary = 'canary-4711-not-for-anyone'
/** As it is, in base64 at any offset, in hex, and as an address has it. */
const traces = [
  'canary-4711',
  ...[0, 1, 2].map((pad) =>
    Buffer.from(`${'x'.repeat(pad)}${canary}`)
      .toString('base64')
      .slice(pad + 4, -8),
  ),
  Buffer.from(canary).toString('hex'),
]
const hasCanary = (text: string) => traces.some((trace) => text.includes(trace))

async function plant(): Promise<string[]> {
  const token = await service.user('org_admin', 'hlf')
  const admin = await service.user('global_admin')
  const address = '/organizations/hlf/connector'
  const secrets = { clientSecret: canary }
  const requests: [line: string, body?: unknown][] = [
    ['PUT /organizations/hlf', { name: 'HLF' }],
    [`PUT ${address}`, { ...draft, secrets }],
    [`PUT ${address}`, { ...draft, secrets }],
    [`PUT ${address}/mapping`, mapping],
    [`PUT ${address}/state`, { enabled: true }],
    [`PUT ${address}`, { ...draft, secrets: { clientSecret: `${canary}-2` } }],
    [`PUT ${address}/state`, { enabled: false, reason: 'Ferie' }],
    [`GET ${address}`],
    ['GET /organizations'],
    // All the ways in which a person or a program gets it wrong.
    [`PUT ${address}`, { ...draft, secrets: canary }],
    [`PUT ${address}`, { ...draft, secrets: [canary] }],
    [`PUT ${address}`, { ...draft, secrets: { clientSecret: { value: canary } } }],
    [`PUT ${address}`, { ...draft, secrets: { clientSecret: ` ${canary} ` } }],
    [`PUT ${address}`, { ...draft, secrets: { privateKey: canary, clientSecret: canary } }],
    [`PUT ${address}`, { ...draft, target: { ...draft.target, tenantId: canary }, secrets }],
    [`PUT ${address}`, { ...draft, type: canary, secrets }],
    [`PUT ${address}`, { ...draft, type: { canary }, secrets }],
    [`PUT ${address}`, `{"secrets": {"clientSecret": "${canary}"`],
    [`PUT ${address}`, `{"secrets": {"clientSecret": "${canary}\u0000"}}`],
    ['PUT /organizations/foreign/connector', { ...draft, secrets }],
  ]
  const answers: string[] = []
  for (const [line, body] of requests) {
    const isRegistration = line === 'PUT /organizations/hlf'
    const answer = await service.request(line, { token: isRegistration ? admin : token, body })
    expect(answer.status).toBeLessThan(500)
    answers.push(JSON.stringify(answer.headers), answer.text)
  }
  return answers
}

test('DOD-6: CONFIG-6: a planted secret is in no answer, table, event or log line', async () => {
  const answers = await plant()
  const adapter = await service.service('dynamics-adapter')
  const connection = await service.request('GET /internal/organizations/hlf/connection', {
    token: adapter,
  })
  expect(connection.json().secrets).toEqual({ clientSecret: `${canary}-2` })

  expect(answers.filter(hasCanary)).toEqual([])
  expect(service.log.length).toBeGreaterThan(20)
  expect(service.log.filter(hasCanary)).toEqual([])
  expect((await rows()).filter(hasCanary)).toEqual([])
  expect((await messages()).filter(hasCanary)).toEqual([])
  expect((await service.request('GET /metrics')).text).not.toContain('canary')
})

test('whoever is given a stored secret in clear is noted, and nobody else', async () => {
  const { call, organization, connection } = createAdministrator(service)
  const address = '/organizations/audited/connector'
  await organization('audited', 'connector')
  const readsOf = async (query = '') =>
    (await call(`GET /organizations/audited/secret-reads${query}`)).json()
  expect(await readsOf()).toEqual({ rows: [], next: null })

  await connection('audited', 'xledger-adapter')
  await call(`GET ${address}`)
  await call(`POST ${address}/connection-tests`, draft)
  expect(await readsOf()).toEqual({ rows: [], next: null })

  await connection('audited')
  await call(`POST ${address}/connection-tests`, { ...draft, secrets: {} })
  const { rows: reads, next } = await readsOf()
  const { credentialsVersion } = (await call(`GET ${address}`)).json().connector
  const read = {
    id: expect.any(String),
    at: expect.stringMatching(/^\d{4}-/),
    connector: 'dynamics',
    credentialsVersion,
    fields: ['clientSecret'],
  }
  expect(reads).toEqual([
    { ...read, by: 'global_admin-user' },
    { ...read, by: 'dynamics-adapter' },
  ])
  expect(next).toBeNull()
  expect(await readsOf('?limit=1')).toEqual({ rows: [reads[0]], next: reads[0].id })
  expect(await readsOf(`?limit=1&after=${reads[0].id}`)).toMatchObject({ rows: [reads[1]] })
})

test('DOD-6: no answer but the one for adapters has a place for a secret', async () => {
  const { paths, components } = (await service.request('GET /openapi.json')).json()
  const whole = (node: unknown): string =>
    JSON.stringify(node).replaceAll(/\{"\$ref":"[^"]*\/(\w+)"\}/g, (_, name: string) =>
      whole(components.schemas[name]),
    )
  for (const [path, methods] of Object.entries<Record<string, { responses: object }>>(paths)) {
    if (path.startsWith('/internal/')) continue
    for (const { responses } of Object.values(methods))
      expect(whole(responses)).not.toMatch(/"(clientSecret|privateKey|value|sealed|ct)"/)
  }
})

async function rows(): Promise<string[]> {
  const em = service.database.orm.em.fork()
  const tables = await em.execute<{ name: string }[]>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name not like 'mikro%'`,
  )
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['secret', 'outbox']))
  const texts: string[] = []
  for (const { name } of tables) {
    const found = await withinScope('all', () =>
      em.execute<{ text: string }[]>(`select t::text as text from "${name}" t`),
    )
    texts.push(...found.map(({ text }) => text))
  }
  expect(texts.some((text) => text.includes('clientSecret'))).toBe(true)
  return texts
}

async function messages(): Promise<string[]> {
  const configured = await service.topics.readRaw(
    ConnectorConfigured.topic,
    (seen) => seen.length >= 6,
  )
  const toggled = await service.topics.readRaw(ConnectorToggled.topic, (seen) => seen.length >= 2)
  return [...configured, ...toggled].map(({ key, value, headers }) =>
    [key, value, ...Object.values(headers ?? {})].map(String).join('\n'),
  )
}
