import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { roles } from './actor.ts'
import { answersAsDescribed } from './described.ts'
import type { App } from './http-app.ts'
import { served } from './served.ts'
import type { TestTokenOptions } from './testing.ts'

/** A service without a port, and the tokens that it takes. */
export interface Reached {
  readonly app: App
  readonly token: (options?: TestTokenOptions) => Promise<string>
}

/** Who may use a route, and a request that succeeds. */
export interface RouteAccess {
  /** Roles of users, or client ids of services. */
  readonly allowed: readonly string[]
  /** The code for a service that is not allowed, where it is not `access.role_missing`. */
  readonly toldOtherwise?: Readonly<Record<string, string>>
  /** Values for the path and the query, by name. */
  readonly given?: Readonly<Record<string, string>>
  /** JSON, or a table in CSV. */
  readonly body?: object | string
  /** The code of what everybody is told who is let in, where nothing here makes it succeed. */
  readonly code?: string
  /** Whether a change of anything shows in its answer. */
  readonly showsChanges?: boolean
}
export type Routes = Readonly<Record<string, RouteAccess>>

const own = 'hlf'
const foreign = 'blindeforbundet'
const organizationRoles = roles.filter((role) => role !== 'global_admin')
const services = [
  'config',
  'orchestrator',
  'status-query',
  'dynamics-adapter',
  'xledger-adapter',
  'admin-ui',
]

/** Somebody who is let in, in every organisation. */
export const insiderOf = ({ allowed }: RouteAccess): TestTokenOptions =>
  allowed.includes('global_admin') ? { roles: ['global_admin'] } : { service: allowed[0]! }

/** Tokens that let nobody in, whoever they are made out to. */
const strangers: readonly (readonly [code: string, TestTokenOptions | string | undefined])[] = [
  ['token.missing', undefined],
  ['token.invalid', 'nonsense'],
  ['token.invalid', 'a.b.c'],
  ['token.invalid', { audience: 'elsewhere' }],
  ['token.invalid', { typ: 'JWT' }],
  ['token.expired', { expiresInSeconds: -60 }],
  ['token.lasts_too_long', { expiresInSeconds: 86_400 }],
  ['token.invalid', { claims: { iat: undefined } }],
  ['token.invalid', { claims: { iat: 9_999_999_999, exp: 9_999_999_999 } }],
  ['token.subject_unusable', { claims: { sub: 'x'.repeat(65) } }],
  ['token.subject_unusable', { claims: { sub: 'a\u0000b' } }],
  ['token.subject_unusable', { claims: { sub: '\ud800' } }],
  ...['hlf', '', null].map(
    (organization) =>
      [
        'token.roles_unusable',
        { claims: { bilagsbro_roles: [{ role: 'global_admin', organization }] } },
      ] as const,
  ),
  ['token.roles_unusable', { claims: { bilagsbro_roles: [{ role: 'org_admin' }] } }],
  ['token.roles_unusable', { claims: { bilagsbro_service: 'true' } }],
]

/**
 * Every route with everybody, in their own organisation and in a foreign one: who is let in succeeds, and what others
 * try changes nothing. Answers are as the OpenAPI document describes them. A route that is not named in `routes`, or not served, fails. The service knows the organisations
 * `hlf` and `blindeforbundet`.
 */
export function accessContract({ app, token }: Reached, routes: Routes): void {
  const expectAsDescribed = answersAsDescribed(app)
  const call = async (
    route: string,
    organization: string,
    caller: TestTokenOptions | string | undefined,
  ) => {
    const { body, given = {}, code } = routes[route]!
    const bearer = typeof caller === 'object' ? await token(caller) : caller
    const [method, template] = route.split(' ')
    const path = template!
      .replace('{organizationId}', organization)
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name] ?? 'none')
    const answer = await app.inject({
      method: method as 'GET',
      url: path,
      query: Object.fromEntries(
        Object.entries(given).filter(([name]) => !template!.includes(`{${name}}`)),
      ),
      headers: {
        // Every call is a request of its own.
        'idempotency-key': randomUUID(),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(typeof body === 'string' && { 'content-type': 'text/csv' }),
      },
      ...(body && { payload: body }),
    })
    await expectAsDescribed(answer)
    const told = answer.statusCode < 300 ? 'let in' : answer.json<{ code: string }>().code
    return { status: answer.statusCode, text: answer.body, told: told === code ? 'let in' : told }
  }
  const shown = Object.keys(routes).filter((route) => routes[route]!.showsChanges)
  const stateOf = (organization: string) =>
    Promise.all(shown.map((route) => call(route, organization, insiderOf(routes[route]!))))
  const told = async (...given: Parameters<typeof call>) => {
    const before = await stateOf(given[1])
    const { told } = await call(...given)
    if (told !== 'let in') expect(await stateOf(given[1])).toEqual(before)
    return told
  }

  test('every route is walked here', async () => {
    const found = (await served(app)).map(({ route }) => route)
    expect(found.toSorted()).toEqual(Object.keys(routes).toSorted())
  })

  describe.each(Object.entries(routes))('%s', (route, access) => {
    const { allowed, toldOtherwise = {} } = access
    const dueTo = (who: string) =>
      allowed.includes(who) ? 'let in' : (toldOtherwise[who] ?? 'access.role_missing')
    const isOfOne = route.includes('{organizationId}')
    const dueToOutsiders =
      isOfOne && organizationRoles.some((role) => allowed.includes(role))
        ? 'organization.not_found'
        : 'access.role_missing'

    test.each(roles)('%s in its own organisation', async (role) => {
      expect(await told(route, own, { roles: [role], organization: own })).toBe(dueTo(role))
    })

    test.each(services)('the service %s', async (service) => {
      expect(await told(route, own, { service })).toBe(dueTo(service))
    })

    test('nobody, or with a token for something else', async () => {
      for (const [code, token] of strangers) {
        const caller = typeof token === 'object' ? { ...insiderOf(access), ...token } : token
        expect([token, (await call(route, own, caller)).told]).toEqual([token, code])
      }
      expect((await call(route, own, { roles: [] })).told).toBe(dueToOutsiders)
    })

    if (!isOfOne) return

    test('global_admin in any organisation', async () => {
      expect(await told(route, foreign, { roles: ['global_admin'] })).toBe(dueTo('global_admin'))
    })

    test.each(organizationRoles)('%s cannot tell a foreign one from none', async (role) => {
      const caller = { roles: [role], organization: own }
      expect(await told(route, foreign, caller)).toBe(dueToOutsiders)
      expect(await call(route, foreign, caller)).toEqual(await call(route, 'no-such', caller))
    })

    test.each(organizationRoles)('%s is nothing more by a role elsewhere', async (role) => {
      const admin = { role: 'org_admin', organization: foreign } as const
      const caller = { roles: [{ role, organization: own }, admin] }
      expect(await told(route, own, caller)).toBe(dueTo(role))
    })
  })
}
