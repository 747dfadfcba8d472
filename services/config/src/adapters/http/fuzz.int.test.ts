import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draft, mapping } from '#testing/examples.ts'
import { createAdministrator, startTestService } from '#testing/service.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())
const { organization, call } = createAdministrator(service)

interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly patternProperties?: Readonly<Record<string, Schema>>
}
interface Operation {
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly schema: Schema
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
const { paths } = (await service.request('GET /openapi.json')).json()
const operations = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    line: `${method.toUpperCase()} ${path.replace(/\/$/, '')}`,
    operation,
  })),
)

beforeAll(() => organization('hlf', 'connector', 'mapping'))

const hostile = [
  ['', ' ', '*', 'null', '__proto__', 'constructor', 'toString', '\u0000', '\ud800', '\u202e'],
  ["' or 1=1 --", '${7*7}', '../../etc/passwd', '=1+1', 'æøå', '7140', '2026-02-30', 'taxi'],
  ['0 6 * * *', '1e999', '9007199254740993', 'x'.repeat(300), '\n'.repeat(40), '(a+)+$'],
].flat()
const texts = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 40 }))
const anything = fc.oneof(
  texts,
  fc.constantFrom(null, true, 0, -1, 1.5, 2_147_483_648, 1e308, -0),
  fc.jsonValue({ maxDepth: 3 }),
)

/** Mostly what the schema asks for, now and then something else. */
function valueFor(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const right = rightFor(schema, depth)
  return fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: anything })
}

function rightFor(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const inner = (next: Schema) => valueFor(next, depth + 1)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(inner))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.type === 'integer') return fc.oneof(fc.integer(), fc.nat(3), fc.maxSafeInteger())
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'array') return fc.array(inner(schema.items ?? {}), { maxLength: 3 })
  if (schema.type === 'object' || schema.properties) return objectFor(schema, inner)
  return schema.type === 'string' ? texts : anything
}

function objectFor(schema: Schema, inner: (next: Schema) => fc.Arbitrary<unknown>) {
  const known = Object.entries(schema.properties ?? {}).map(([name, value]) => [name, inner(value)])
  const more = Object.values(schema.patternProperties ?? {})[0] ?? schema.additionalProperties
  const others =
    typeof more === 'object' ? fc.dictionary(texts, inner(more), { maxKeys: 4 }) : fc.constant({})
  const strange = fc.oneof(
    { weight: 9, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(texts, anything, { maxKeys: 2 }) },
  )
  return fc
    .tuple(fc.record(Object.fromEntries(known), { requiredKeys: [] }), others, strange)
    .map((parts) => Object.assign({}, ...parts) as unknown)
}

/** What gets past the schemas: examples that work, with one value exchanged somewhere. */
const bent = (example: object) =>
  fc.tuple(fc.nat(30), anything).map(([at, value]) => {
    let left = at
    return JSON.parse(
      JSON.stringify(example, (key, old: unknown) => (key !== '' && left-- === 0 ? value : old)),
    ) as unknown
  })
const examples: Readonly<Record<string, object>> = {
  'PUT /organizations/{organizationId}/connector': draft,
  'POST /organizations/{organizationId}/connector/test': draft,
  'PUT /organizations/{organizationId}/connector/mapping': {
    ...mapping,
    effectiveFrom: '2026-12-01',
    defaults: { costCenter: '100' },
    subledgers: { external: 'supplier' },
  },
}

const tables = fc
  .array(
    fc.array(fc.oneof(texts, fc.constantFrom('taxi', '7140', 'mottaker', 'ansatt')), {
      maxLength: 8,
    }),
    {
      maxLength: 6,
    },
  )
  .map((lines) => `Type;Utgiftstype;Konto\n${lines.map((cells) => cells.join(';')).join('\n')}`)

function requestsFor(line: string, { parameters = [], requestBody }: Operation) {
  const given = (place: string) =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((one) => one.in === place)
          .map(({ name, schema }) => [name, valueFor(schema)]),
      ),
      { requiredKeys: [] },
    ) as fc.Arbitrary<Record<string, unknown>>
  const names = [...line.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const likely: Record<string, readonly string[]> = {
    organizationId: ['hlf', 'hlf', 'hlf', 'new-one', '\u0000'],
    type: ['dynamics', 'rest'],
    version: ['0', '1', '2147483647'],
  }
  const places = fc.record(
    Object.fromEntries(
      names.map((name) => [
        name,
        fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...(likely[name] ?? ['1'])) }, texts),
      ]),
    ),
  )
  const [media, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const example = examples[line]
  const body = !content
    ? fc.constant(undefined)
    : media === 'text/csv'
      ? fc.oneof(tables, texts)
      : fc.oneof(
          valueFor(content.schema),
          ...(example ? [bent(example)] : []),
          fc.constantFrom('{', '[', '{"a":', '\u0000', '{"__proto__": {}}', '['.repeat(5000)),
        )
  return fc.record({
    places,
    query: given('query'),
    headers: given('header'),
    body,
    media: fc.constant(media),
  })
}

const printable = (value: unknown) => String(value).replaceAll(/[^\x20-\x7e]/g, '?')
const escaped = (value: unknown) => encodeURIComponent(String(value).toWellFormed())

describe.each(operations)('$line', ({ line, operation }) => {
  test('answers whatever is sent, and never with 500', async () => {
    const token = await service.user('global_admin')
    await fc.assert(
      fc.asyncProperty(
        requestsFor(line, operation),
        async ({ places, query, headers, body, media }) => {
          const address = line.replaceAll(/\{(\w+)\}/g, (_, name: string) => escaped(places[name]))
          const asked = Object.entries(query).map(([name, value]) => `${name}=${escaped(value)}`)
          const sent = Object.entries(headers).map(([name, value]) => [name, printable(value)])
          const answer = await service.request(`${address}?${asked.join('&')}`, {
            token,
            ...(body !== undefined && { body }),
            headers: {
              ...Object.fromEntries(sent),
              ...(media === 'text/csv' && { 'content-type': media }),
            },
          })
          const { status, text } = answer
          expect(status === 500 ? text : '').toBe('')
          const told = status < 400 ? undefined : answer.json()
          expect(told?.status ?? 'done').toBe(status < 400 ? 'done' : status)
          expect(typeof told?.code).toBe(status < 400 ? 'undefined' : 'string')
        },
      ),
      { numRuns: 80 },
    )
  }, 120_000)
})

test('every example is of an operation that there is', () => {
  expect(operations.map(({ line }) => line)).toEqual(expect.arrayContaining(Object.keys(examples)))
})

test.each([
  ['x'.repeat(65), 'longer than what is kept'],
  ['a\u0000b', 'with a character that does not print'],
  ['\ud800', 'with half of a character'],
])('a token whose user is %j is refused, %s', async (sub) => {
  const token = await service.token({ sub, roles: ['global_admin'] })
  const answer = await service.request('PUT /organizations/hlf', { token, body: { name: 'HLF' } })
  expect([401, 403]).toContain(answer.status)
})

test('what all that was sent to still works', async () => {
  await call('PUT /organizations/hlf', { name: 'HLF' })
  await call('POST /organizations/hlf/connector/disable', {})
  expect((await call('PUT /organizations/hlf/connector', draft)).status).toBe(200)
  expect((await call('PUT /organizations/hlf/connector/mapping', mapping)).status).toBe(200)
})
