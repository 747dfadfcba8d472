import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draft, mapping } from '#testing/examples.ts'
import { startTestService } from '#testing/service.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())

const roles = ['global_admin', 'org_admin', 'org_support', 'auditor'] as const
const organizationRoles = ['org_admin', 'org_support', 'auditor'] as const
const editors = ['global_admin', 'org_admin']
const readers = [...editors, 'auditor']

/** Every route, who may use it, and a request that would succeed. */
interface Walked {
  readonly allowed: readonly string[]
  readonly body?: unknown
  /** What follows the address. */
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
}
const routes: Record<string, Walked> = {
  'GET /organizations': { allowed: readers },
  'GET /credential-schemas': { allowed: readers },
  'GET /credential-schemas/{type}': { allowed: readers },
  'PUT /organizations/{organizationId}': { allowed: ['global_admin'], body: { name: 'HLF' } },
  'GET /organizations/{organizationId}/connector': { allowed: readers },
  'PUT /organizations/{organizationId}/connector': { allowed: editors, body: draft },
  'POST /organizations/{organizationId}/connector/test': { allowed: editors, body: draft },
  'GET /organizations/{organizationId}/connector/catalogue': {
    allowed: readers,
    query: '?kind=accounts',
  },
  'GET /organizations/{organizationId}/connector/mapping': { allowed: readers },
  'PUT /organizations/{organizationId}/connector/mapping': { allowed: editors, body: mapping },
  'GET /organizations/{organizationId}/connector/mapping/csv': { allowed: readers },
  'PUT /organizations/{organizationId}/connector/mapping/csv': {
    allowed: editors,
    body: 'Utgiftstype;Konto\ntaxi;7140\n',
    headers: { 'content-type': 'text/csv' },
  },
  'GET /organizations/{organizationId}/connector/mapping/versions': { allowed: readers },
  'GET /organizations/{organizationId}/connector/mapping/versions/{version}': { allowed: readers },
  'GET /organizations/{organizationId}/connector/mapping/versions/{version}/differences': {
    allowed: readers,
    query: '?since=0',
  },
  'PUT /organizations/{organizationId}/connector/policies': {
    allowed: editors,
    body: { postingDate: 'approval', freeText: false },
  },
  'GET /organizations/{organizationId}/connector/schedule': { allowed: readers },
  'PUT /organizations/{organizationId}/connector/schedule': {
    allowed: editors,
    body: { cron: '0 6 * * 1-5' },
  },
  'GET /organizations/{organizationId}/integrations': { allowed: readers },
  'GET /organizations/{organizationId}/changes': { allowed: readers },
  'POST /organizations/{organizationId}/connector/enable': { allowed: editors, body: {} },
  'POST /organizations/{organizationId}/connector/disable': { allowed: editors, body: {} },
  'GET /internal/organizations/{organizationId}/connection': { allowed: ['dynamics-adapter'] },
  'DELETE /organizations/{organizationId}/connector': { allowed: editors },
}
const at = (route: string, organization: string) =>
  route
    .replace('{organizationId}', organization)
    .replace('{type}', 'dynamics')
    .replace('{version}', '1') + (routes[route]!.query ?? '')
const foreignRoutes = Object.entries(routes).filter(([route]) => route.includes('{organizationId}'))

beforeAll(async () => {
  const token = await service.user('global_admin')
  for (const organization of ['hlf', 'blindeforbundet'])
    for (const route of ['', '/connector', '/connector/mapping']) {
      const line = `PUT /organizations/{organizationId}${route}`
      const { body } = routes[line]!
      const { status } = await service.request(at(line, organization), { token, body })
      expect(status).toBeLessThan(300)
    }
})

/** All that could be changed, and how often it was. */
const stateOf = async (organization: string) => {
  const token = await service.user('global_admin')
  const read = (path: string) =>
    service.request(`GET /organizations/${organization}${path}`, { token })
  return [(await read('/connector')).text, (await read('/changes')).text]
}

test('every route that the service has is walked here', async () => {
  const { paths } = (await service.request('GET /openapi.json')).json()
  const served = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\/$/, '')}`),
  )
  expect([...new Set(served)].toSorted()).toEqual(Object.keys(routes).toSorted())
})

describe.each(Object.entries(routes))('%s', (route, { allowed, body, headers = {} }) => {
  test.each(roles)('%s in its own organisation', async (role) => {
    const token = await service.user(role, 'hlf')
    const { status } = await service.request(at(route, 'hlf'), { token, body, headers })
    expect(status < 300 || status).toBe(allowed.includes(role) || 403)
  })

  test('nobody, or with a token for something else', async () => {
    for (const token of [undefined, 'nonsense', 'a.b.c'])
      expect(
        (await service.request(at(route, 'hlf'), { ...(token && { token }), body, headers }))
          .status,
      ).toBe(401)
  })

  test.each(['dynamics-adapter', 'orchestrator', 'xledger-adapter'])(
    'the service %s',
    async (client) => {
      const token = await service.service(client)
      const { status } = await service.request(at(route, 'hlf'), { token, body, headers })
      // An adapter learns nothing of an organisation that is connected to another ledger.
      const isOtherAdapter = route.includes('/internal/') && client === 'xledger-adapter'
      expect(status).toBe(allowed.includes(client) ? 200 : isOtherAdapter ? 404 : 403)
    },
  )
})

describe.each(foreignRoutes)(
  '%s in a foreign organisation',
  (route, { allowed, body, headers = {} }) => {
    test('a platform administrator is let in, a service is not', async () => {
      const token = await service.user('global_admin')
      const { status } = await service.request(at(route, 'blindeforbundet'), {
        token,
        body,
        headers,
      })
      expect(status < 300).toBe(allowed.includes('global_admin'))
    })

    test.each(organizationRoles)('%s cannot tell it from one that is not there', async (role) => {
      const token = await service.user(role, 'hlf')
      const before = await stateOf('blindeforbundet')
      const foreign = await service.request(at(route, 'blindeforbundet'), { token, body, headers })
      const missing = await service.request(at(route, 'no-such'), { token, body, headers })
      expect([403, 404]).toContain(foreign.status)
      expect([foreign.status, foreign.text]).toEqual([missing.status, missing.text])
      expect(allowed.includes(role) && foreign.status !== 404).toBe(false)
      expect(await stateOf('blindeforbundet')).toEqual(before)
    })

    test('a role counts in its own organisation alone, whatever others one holds', async () => {
      const token = await service.token({
        roles: [
          { role: 'org_admin', organization: 'hlf' },
          { role: 'auditor', organization: 'blindeforbundet' },
        ],
      })
      const before = await stateOf('blindeforbundet')
      const { status } = await service.request(at(route, 'blindeforbundet'), {
        token,
        body,
        headers,
      })
      expect(status < 300 || status).toBe(allowed.includes('auditor') || 403)
      expect(await stateOf('blindeforbundet')).toEqual(before)
    })
  },
)

test('the list of organisations shows those that the caller may see, and says nothing of others', async () => {
  const idsFor = async (token: string) =>
    (await service.request('GET /organizations', { token }))
      .json()
      .organizations.map(({ organizationId }: { organizationId: string }) => organizationId)
  expect(await idsFor(await service.user('global_admin'))).toEqual(['blindeforbundet', 'hlf'])
  expect(await idsFor(await service.user('org_admin', 'hlf'))).toEqual(['hlf'])
  expect(await idsFor(await service.user('auditor', 'blindeforbundet'))).toEqual([
    'blindeforbundet',
  ])
  expect(await idsFor(await service.user('org_admin', 'nobody'))).toEqual([])
})
