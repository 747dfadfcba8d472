import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insiderOf, type Reached, type RouteAccess, type Routes } from './access.contract.ts'
import { answersAsDescribed } from './described.ts'
import { oddRequestsContract } from './odd-requests.contract.ts'
import { createValues, seldom } from './schema-values.ts'
import { served, type Parameter, type Served } from './served.ts'

const broken = ['', '{', '[', '{"a":', '\u0000', '{"__proto__":{}}', '{"a":"\\u0000"}', 'null']
const mediaTypes = ['application/json; charset=utf-16', 'text/csv', 'application/xml', ';;']
const oddHeaders = fc.record(
  {
    'accept-language': fc.constantFrom('nn', '*', ',,;;q=', 'x'.repeat(5_000)),
    'if-match': fc.constantFrom('*', '"1"', 'W/"x"', '"'),
    traceparent: fc.constantFrom('00-0-0-0', '00-' + '0'.repeat(60)),
  },
  { requiredKeys: [] },
)

/** Every text that stands somewhere in examples. */
const wordsOf = (examples: unknown): string[] =>
  typeof examples === 'string'
    ? examples.split(/[;\n]/)
    : Object.entries(examples ?? {}).flatMap(([name, value]) => [name, ...wordsOf(value)])

type Values = ReturnType<typeof createValues>

function requestTo(
  { route, parameters, body }: Served,
  { given = {}, body: example }: RouteAccess,
  { text, valueFor, bent }: Values,
) {
  const sound: Record<string, readonly string[]> = { organizationId: ['hlf', 'blindeforbundet'] }
  /** Values of its own among the others, so that what is behind the checks is reached too. */
  const valueOf = ({ name, schema }: Parameter) => {
    const known = sound[name] ?? (given[name] === undefined ? [] : [given[name]])
    const drawn = { weight: 1, arbitrary: valueFor(schema) }
    return fc.oneof(...known.map((it) => ({ weight: 2, arbitrary: fc.constant(it) })), drawn)
  }
  const values = (place: Parameter['in'], options?: { requiredKeys: [] }) =>
    fc.record(
      Object.fromEntries(
        parameters.filter((one) => one.in === place).map((one) => [one.name, valueOf(one)]),
      ),
      options,
    ) as fc.Arbitrary<Record<string, unknown>>
  const whole = valueFor(body?.schema ?? {}).map(textOf)
  const bodies = fc.oneof(
    { weight: 4, arbitrary: whole },
    { weight: 1, arbitrary: whole.map((one) => one.slice(0, -1)) },
    { weight: 1, arbitrary: fc.constantFrom(...broken, `{"a":${'['.repeat(20_000)}`) },
    { weight: 1, arbitrary: text },
    { weight: 4, arbitrary: bent(example ?? {}) },
  )
  const key = parameters.some(({ name }) => name === 'idempotency-key')
  const mediaType = seldom(body?.mediaType, fc.constantFrom(...mediaTypes))
  return fc
    .record({
      path: values('path'),
      query: values('query', { requiredKeys: [] }),
      twice: seldom(false, fc.constant(true)),
      key: fc.uuid(),
      headers: seldom({}, values('header', { requiredKeys: [] })),
      oddHeaders: seldom({}, oddHeaders),
      mediaType,
      body: body ? fc.option(bodies, { nil: undefined }) : fc.constant(undefined),
    })
    .map((sent) => ({
      ...addressOf(route, sent),
      headers: {
        ...(key && { 'idempotency-key': sent.key }),
        ...printable(sent.headers),
        ...sent.oddHeaders,
        ...(sent.body !== undefined && { 'content-type': sent.mediaType }),
      },
      ...(sent.body !== undefined && { payload: sent.body }),
    }))
}

function addressOf(
  route: string,
  { path, query, twice }: { path: object; query: object; twice: boolean },
) {
  const [method, template] = route.split(' ') as ['GET', string]
  const url = Object.entries(path).reduce(
    (address, [name, value]) => address.replace(`{${name}}`, () => escaped(value)),
    template,
  )
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${escaped(value)}`)
  return { method, url: `${url}?${[...pairs, ...(twice ? pairs : [])].join('&')}` }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
const escaped = (value: unknown) => encodeURIComponent(textOf(value).toWellFormed())
const printable = (headers: object) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      textOf(value).replaceAll(/[^\x20-\x7e]/g, '?'),
    ]),
  )

/**
 * No request that the OpenAPI document leads to, or that only looks like one, makes the service fail: it says what is
 * wrong, or answers as the document describes. The examples of `routes` lead past the schemas.
 */
export function fuzzContract({ app, token }: Reached, routes: Routes): void {
  oddRequestsContract({ app, token }, routes)
  const expectAsDescribed = answersAsDescribed(app)
  const values = createValues(
    wordsOf(Object.values(routes).flatMap((one) => [one.body, one.given])),
  )

  test.each(Object.entries(routes))(
    '%s: no request makes it fail, and each that is refused is told why',
    async (route, access) => {
      const authorization = `Bearer ${await token(insiderOf(access))}`
      const one = (await served(app)).find((it) => it.route === route)!
      const answers = new Set<string>()
      const holds = fc.asyncProperty(requestTo(one, access, values), async (request) => {
        const answer = await app.inject({
          ...request,
          headers: { ...request.headers, authorization },
        })
        const { statusCode: status, headers: told, body: text } = answer
        await expectAsDescribed(answer)
        if (status < 400) return void answers.add('done')
        expect(told['content-type']).toBe('application/problem+json')
        const problem = answer.json<{ status: number; code: string }>()
        expect(problem).toMatchObject({ status, code: expect.stringMatching(/^[a-z_.]+$/) })
        // Of what is needed, only a ledger may be away, and its own problem says so.
        const isTold = status === 503 && problem.code !== 'service.unavailable'
        expect(status < 500 || isTold || text).toBe(true)
        answers.add(problem.code)
      })
      const beyond = () => [...answers].filter((code) => !/^(request|route|access)\./.test(code))
      await fc.assert(holds, { numRuns: 100 })
      if (beyond().length === 0) await fc.assert(holds, { numRuns: 400 })
      // Else its checks were all that was tried.
      expect([...answers, beyond()]).not.toEqual([...answers, []])
    },
  )
}
