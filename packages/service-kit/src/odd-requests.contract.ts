import { randomUUID } from 'node:crypto'
import { METHODS } from 'node:http'
import { expect, test } from 'vitest'
import { insiderOf, type Reached, type Routes } from './access.contract.ts'
import { served } from './served.ts'

const deep = 150_000
/** Neither JSON nor not: what parsers, schemas and prototypes trip over. */
const bodies: readonly (readonly [mediaType: string | undefined, body: string])[] = [
  [undefined, '{}'],
  ['', '{}'],
  ...['json', 'text/plain', 'text/json', 'application/problem+json', 'application/xml', '*/*', ';;']
    .concat(['multipart/form-data', 'application/x-www-form-urlencoded', 'a/b; c', '\u00ff/x'])
    .map((mediaType) => [mediaType, '{}'] as const),
  ...[
    '['.repeat(deep),
    '['.repeat(deep) + ']'.repeat(deep),
    '{"a":'.repeat(deep) + '1' + '}'.repeat(deep),
    '{"__proto__":{"a":1}}',
    '{"a":{"constructor":{"prototype":{"a":1}}}}',
    '{"\\u005f_proto__":{"a":1}}',
    '{"toString":1,"hasOwnProperty":1,"valueOf":null}',
    '1e999',
    '"\\ud800"',
    '\ufeff{}',
    '{"a":1,"a":2}',
    '',
    ' ',
    'undefined',
    'NaN',
  ].map((body) => ['application/json', body] as const),
]
/** In the place of a name in an address. */
const names = [
  '%',
  '%00',
  '%ff',
  '%ed%a0%80',
  '%2e%2e',
  '..',
  '%2f',
  '__proto__',
  'constructor',
].concat(['%F0%9F%92%A3', '*', '-', 'a%20', "'", '%25', 'x'.repeat(90), 'x'.repeat(9_000)])
const queries = [
  '%',
  '%ff',
  '__proto__[a]=1',
  'constructor.prototype=1',
  'a=1&'.repeat(500),
  '&&==',
].concat(['limit=1&limit=2', 'limit[]=1', 'page=1&page=1', '?a', '\u00e6=\u00e6', 'a=%00'])

interface Sent {
  readonly method: 'GET'
  readonly url: string
  readonly payload?: object | string
  readonly headers?: Readonly<Record<string, string>>
}

/** What nobody means is refused by name too: odd methods, addresses, queries and bodies, by somebody who is let in. */
export function oddRequestsContract({ app, token }: Reached, routes: Routes): void {
  /** What is wrong with the answer, if anything. */
  async function faultOf(request: Sent, bearer: string): Promise<string | undefined> {
    const headers = {
      'idempotency-key': randomUUID(),
      ...request.headers,
      authorization: `Bearer ${bearer}`,
    }
    const told = await app.inject({ ...request, headers })
    if (told.statusCode < 400) return undefined
    const isProblem = told.headers['content-type'] === 'application/problem+json'
    const { code } = isProblem ? told.json<{ code: string }>() : { code: undefined }
    // Of what is needed, only a ledger may be away, and its own problem says so.
    const isTold = told.statusCode === 503 && code !== 'service.unavailable'
    if (isProblem && (told.statusCode < 500 || isTold)) return undefined
    return JSON.stringify([request, told.statusCode, told.body]).slice(0, 1_000)
  }
  const addressOf = (route: string, given: Readonly<Record<string, string>> = {}, name?: string) =>
    route
      .split(' ')[1]!
      .replace('{organizationId}', name ?? 'hlf')
      .replaceAll(/\{(\w+)\}/g, (_, of: string) => name ?? given[of] ?? 'none')

  test('no method but those of an address is answered there', async () => {
    const found = await served(app)
    for (const [route, access] of Object.entries(routes)) {
      const [, template] = route.split(' ')
      const known = found.filter((one) => one.route.split(' ')[1] === template)
      const usual = known.map((one) => one.route.split(' ')[0]!)
      const bearer = await token(insiderOf(access))
      for (const method of METHODS.filter((one) => ![...usual, 'HEAD', 'CONNECT'].includes(one)))
        for (const mediaType of [undefined, 'application/json', ';;', 'text/csv']) {
          const told = await app.inject({
            method: method as 'GET',
            url: addressOf(route, access.given),
            headers: {
              authorization: `Bearer ${bearer}`,
              ...(mediaType !== undefined && { 'content-type': mediaType }),
            },
            ...(mediaType !== undefined && { payload: '{]' }),
          })
          expect([route, method, mediaType, told.statusCode]).toEqual([
            route,
            method,
            mediaType,
            405,
          ])
          expect(told.json()).toMatchObject({ code: 'route.other_method' })
          expect(String(told.headers['allow']).split(', ')).toEqual(expect.arrayContaining(usual))
        }
    }
  })

  test.each(Object.entries(routes))(
    '%s: tells in bokmål, nynorsk and English what is wrong',
    async (route, access) => {
      const authorization = `Bearer ${await token(insiderOf(access))}`
      const told = async (language: string) => {
        const answer = await app.inject({
          method: route.split(' ')[0] as 'GET',
          url: `${addressOf(route, access.given)}?nobodys=1`,
          headers: {
            authorization,
            'accept-language': language,
            'idempotency-key': randomUUID(),
            ...(typeof access.body === 'string' && { 'content-type': 'text/csv' }),
          },
          ...(access.body !== undefined && { payload: access.body }),
        })
        expect(answer.headers['content-type']).toBe('application/problem+json')
        expect(answer.headers['content-language']).toBe(language)
        return answer.json<{ status: number; title: string; detail: string }>()
      }
      const problems = await Promise.all(['nb', 'nn', 'en'].map(told))
      expect(problems.map(({ status }) => status)).toEqual([400, 400, 400])
      for (const of of ['title', 'detail'] as const)
        expect(new Set(problems.map((one) => one[of])).size).toBe(3)
    },
  )

  test.each(Object.entries(routes))(
    '%s: no address, query or body is too odd to be refused in order',
    async (route, access) => {
      const method = route.split(' ')[0] as 'GET'
      const bearer = await token(insiderOf(access))
      const right = addressOf(route, access.given)
      const sent: Sent[] = [
        ...names.map((name) => ({ method, url: addressOf(route, access.given, name) })),
        ...queries.map((query) => ({ method, url: `${right}?${query}` })),
        ...bentAtEveryText(access.body ?? {}).map((payload) => ({ method, url: right, payload })),
        ...bodies.map(([mediaType, payload]) => {
          const headers = mediaType === undefined ? {} : { 'content-type': mediaType }
          return { method, url: right, payload, headers }
        }),
      ]
      const faults = []
      for (const request of sent) faults.push((await faultOf(request, bearer)) ?? [])
      expect(faults.flat()).toEqual([])
    },
  )
}

/** The example once for every text in it and every text that databases and patterns know otherwise. */
function bentAtEveryText(example: object | string): object[] {
  if (typeof example === 'string') return []
  let count = 0
  JSON.stringify(example, (_, value: unknown) => (typeof value === 'string' ? count++ : value))
  return Array.from({ length: count }, (_, at) =>
    ['', '\0', 'a\0b', '\ud800', '__proto__', 'x'.repeat(20_000)].map((odd) => {
      let seen = 0
      const bend = (_key: string, value: unknown) =>
        typeof value === 'string' && seen++ === at ? odd : value
      return JSON.parse(JSON.stringify(example, bend)) as object
    }),
  ).flat()
}
