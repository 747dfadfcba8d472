import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Reached } from './access.contract.ts'
import { served, type Parameter, type Served } from './served.ts'

const hostile = [
  '',
  '\u0000',
  'a\u0000b',
  '\r\nx: y',
  "' or 1=1 --",
  '%',
  '..',
  '../..',
  '*',
  'hlf,club',
  '-1',
  '0',
  '1e9',
  '9223372036854775808',
  'NaN',
  '1.5',
  'null',
  '[]',
  '{}',
  '\uFFFD',
  '𝄞',
  '__proto__',
  'constructor',
  'a'.repeat(65),
  'æ'.repeat(2_000),
  '\u202E',
  'hlf',
]
const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 80 }))

/** Values of its own among the hostile ones, so that what is behind the checks is reached too. */
const valueOf = ({ name, schema }: Parameter) => {
  const literals = (schema.anyOf ?? []).map((one) => String(one.const))
  const sound = name === 'organizationId' ? ['hlf', 'blindeforbundet'] : ['1', '2', ...literals]
  return fc.oneof(fc.constantFrom(...sound), text)
}

const body = fc.oneof(
  fc.constant('{}'),
  fc.json(),
  fc.json().map((json) => json.slice(0, -1)),
  fc.constantFrom('{}', '[]', 'null', '', '{"__proto__":{}}', '{"a":"\\u0000"}', '\u0000'),
  fc.constant(`{"a":${'['.repeat(20_000)}`),
)
const mediaType = fc.oneof(
  fc.constant('application/json'),
  fc.constantFrom('application/json; charset=utf-16', 'text/csv', 'application/xml', ';;'),
)
const headers = fc.record(
  {
    'accept-language': fc.constantFrom('nn', '*', ',,;;q=', 'x'.repeat(5_000)),
    'if-match': fc.constantFrom('*', '"1"', 'W/"x"', '"'),
    traceparent: fc.constantFrom('00-0-0-0', '00-' + '0'.repeat(60)),
  },
  { requiredKeys: [] },
)

const requestTo = ({ route, parameters, hasBody }: Served) => {
  const of = (place: Parameter['in']) => parameters.filter((one) => one.in === place)
  const values = (place: Parameter['in'], requiredKeys?: []) =>
    fc.record(Object.fromEntries(of(place).map((one) => [one.name, valueOf(one)])), {
      ...(requiredKeys && { requiredKeys }),
    }) as fc.Arbitrary<Record<string, string>>
  return fc
    .record({
      path: values('path'),
      query: values('query', []),
      twice: fc.boolean(),
      headers,
      mediaType,
      body: hasBody ? fc.option(body, { nil: undefined }) : fc.constant(undefined),
    })
    .map((given) => ({ ...given, route, ...addressOf(route, given) }))
}

function addressOf(
  route: string,
  { path, query, twice }: { path: object; query: Record<string, string>; twice: boolean },
) {
  const [method, template] = route.split(' ') as ['GET', string]
  const url = Object.entries(path).reduce(
    (address, [name, value]) => address.replace(`{${name}}`, () => escape(String(value))),
    template,
  )
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${escape(value)}`)
  const search = [...pairs, ...(twice ? pairs : [])].join('&')
  return { method, url: search ? `${url}?${search}` : url }
}

const escape = (value: string) => encodeURIComponent(value.toWellFormed())

/** No request that the OpenAPI document leads to, or that only looks like one, makes the service fail: it says what is wrong. */
export function fuzzContract(open: () => Promise<Reached>, runs = 300): void {
  let reached: Reached
  let routes: readonly Served[]
  let authorization: string
  beforeAll(async () => {
    reached = await open()
    routes = await served(reached.app)
    authorization = `Bearer ${await reached.token({ roles: ['global_admin'] })}`
  })

  test('no request makes it fail, and each that is refused is told why', async () => {
    for (const one of routes) {
      const answers = new Set<string>()
      await fc.assert(
        fc.asyncProperty(requestTo(one), async ({ method, url, headers: more, ...given }) => {
          const answer = await reached.app.inject({
            method,
            url,
            headers: {
              ...more,
              authorization,
              ...(given.body !== undefined && { 'content-type': given.mediaType }),
            },
            ...(given.body !== undefined && { payload: given.body }),
          })
          const { statusCode: status, headers: told, body: text } = answer
          expect(status < 500 || text).toBe(true)
          if (status < 400) return void answers.add('done')
          expect(told['content-type']).toBe('application/problem+json')
          const { code } = answer.json<{ code: string }>()
          expect(code).toMatch(/^[a-z_.]+$/)
          answers.add(code)
        }),
        { numRuns: runs },
      )
      // Else its checks were all that was tried.
      const beyond = [...answers].filter((code) => !/^(request|route)\./.test(code))
      expect([one.route, beyond]).not.toEqual([one.route, []])
    }
  })
}
