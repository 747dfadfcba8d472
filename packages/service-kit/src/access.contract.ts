import { beforeAll, describe, expect, test } from 'vitest'
import { roles, type Role } from './auth.ts'
import type { App } from './http-app.ts'
import { served, type Served } from './served.ts'
import type { TestTokenOptions } from './testing.ts'

/** A service without a port, and the tokens that it takes. */
export interface Reached {
  readonly app: App
  readonly token: (options?: TestTokenOptions) => Promise<string>
}

/** Who may use a route, and what it takes to be let in. */
export interface RouteAccess {
  readonly allowed: readonly Role[]
  readonly body?: object
}

const own = 'hlf'
const foreign = 'blindeforbundet'
const organizationRoles = roles.filter((role) => role !== 'global_admin')

/**
 * Every route with every role, in its own organisation and in a foreign one. `expected` says who is let in, by
 * `GET /organizations/{organizationId}`; a route that it does not name, or that is not served, fails. The service
 * knows the organisations `hlf` and `blindeforbundet`; routes of users are all below one.
 */
export function accessContract(
  open: () => Promise<Reached>,
  expected: Readonly<Record<string, RouteAccess>>,
): void {
  let reached: Reached
  let routes: readonly Served[]
  beforeAll(async () => {
    reached = await open()
    routes = await served(reached.app)
  })

  const call = async (route: string, organization: string, options?: TestTokenOptions) => {
    const [method, path] = route.split(' ')
    const { body } = expected[route]!
    const answer = await reached.app.inject({
      method: method as 'GET',
      url: path!.replace('{organizationId}', organization).replaceAll(/\{\w+\}/g, 'none'),
      headers: options ? { authorization: `Bearer ${await reached.token(options)}` } : {},
      ...(body && { payload: body }),
    })
    const { statusCode: status, body: text } = answer
    return { status, text, code: status < 400 ? undefined : answer.json<{ code: string }>().code }
  }

  test('every route is walked here', () => {
    expect(routes.map(({ route }) => route).toSorted()).toEqual(Object.keys(expected).toSorted())
  })

  describe.each(Object.entries(expected))('%s', (route, { allowed }) => {
    test.each(roles)('%s in its own organisation', async (role) => {
      const answer = await call(route, own, { roles: [role], organization: own })
      expect(verdictOf(answer)).toBe(allowed.includes(role) ? 'let in' : 'refused')
    })

    test.each(organizationRoles)('%s cannot tell a foreign one from none', async (role) => {
      const options = { roles: [role], organization: own }
      const there = await call(route, foreign, options)
      expect(there.code).toBe('organization.not_found')
      expect(there).toEqual(await call(route, 'no-such', options))
    })

    test.each(organizationRoles)('%s is nothing more by a role elsewhere', async (role) => {
      const admin = { role: 'org_admin', organization: foreign } as const
      const both = await call(route, own, { roles: [{ role, organization: own }, admin] })
      const alone = await call(route, own, { roles: [role], organization: own })
      expect([both.status, both.code]).toEqual([alone.status, alone.code])
    })

    test('a service, or nobody', async () => {
      for (const service of ['config', 'orchestrator', 'dynamics-adapter'])
        expect((await call(route, own, { service })).code).toBe('access.role_missing')
      expect((await call(route, own)).status).toBe(401)
      expect((await call(route, own, { roles: ['org_admin'] })).status).toBe(404)
    })
  })
}

function verdictOf({
  status,
  code,
}: {
  readonly status: number
  readonly code?: string | undefined
}) {
  if (code === 'access.role_missing') return 'refused'
  return status === 401 || code === 'organization.not_found' ? 'unknown here' : 'let in'
}
