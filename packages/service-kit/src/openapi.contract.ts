import { compile } from 'json-schema-to-typescript'
import { describe, expect, test } from 'vitest'
import type { App } from './http-app.ts'

type Node = Readonly<Record<string, unknown>>

interface Answered {
  readonly content?: Readonly<Record<string, { readonly schema?: Node }>>
  readonly headers?: object
}
interface Parameter {
  readonly name: string
  readonly required?: boolean
  readonly schema: Node
}
interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Answered
  readonly responses: Readonly<Record<string, Answered>>
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Node>> }
}

/** The habits that clients may rely on in every service (ADR 30), as its OpenAPI document shows them. */
export function openApiContract({ app }: { readonly app: App }): void {
  const read = async () => {
    const document = (await app.inject({ url: '/openapi.json' })).json<Document>()
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
      ),
    )
    return { document, operations }
  }

  describe('the OpenAPI document', () => {
    test('names every operation once, says what it is for and where it belongs', async () => {
      const { operations } = await read()
      const named = Object.groupBy(operations, ([, { operationId = 'none' }]) => operationId)
      for (const [operationId, of] of Object.entries(named))
        expect([operationId, of!.length]).toEqual([expect.stringMatching(/^[a-z][A-Za-z]+$/), 1])
      for (const [route, { summary, tags }] of operations)
        expect([route, summary, tags]).toEqual([
          route,
          expect.stringMatching(/\S/),
          [expect.stringMatching(/^[a-z-]+$/)],
        ])
    })

    test('asks for no parameter that has a default', async () => {
      const { operations } = await read()
      const asked = operations.flatMap(([route, { parameters = [] }]) =>
        parameters
          .filter(({ required, schema }) => required && 'default' in schema)
          .map(({ name }) => `${route}: ${name}`),
      )
      expect(asked).toEqual([])
    })

    test('answers with an ETag what takes an If-Match', async () => {
      const { operations } = await read()
      const untagged = operations
        .filter(([, { parameters = [] }]) => parameters.some(({ name }) => name === 'if-match'))
        .flatMap(([route, { responses }]) =>
          Object.entries(responses)
            .filter(([status, { headers = {} }]) => status !== 'default' && !('etag' in headers))
            .map(([status]) => `${route}: ${status}`),
        )
      expect(untagged).toEqual([])
    })

    test('has a named schema for every body and every answer', async () => {
      const { operations } = await read()
      const json = ({ content = {} }: Answered) => content['application/json']?.schema
      const unnamed = operations.flatMap(([route, { requestBody, responses }]) => [
        ...(requestBody &&
        'application/json' in (requestBody.content ?? {}) &&
        !isNamed(json(requestBody))
          ? [`${route}: body`]
          : []),
        ...Object.entries(responses)
          .filter(([status, answer]) => status !== 'default' && !isAnswered(answer))
          .map(([status]) => `${route}: ${status}`),
        ...(Object.keys(responses).some((status) => status.startsWith('2'))
          ? []
          : [`${route}: no answer`]),
      ])
      expect(unnamed).toEqual([])
    })

    test('has no copies: what has two fields or more and stands in two places has a name', async () => {
      const { document } = await read()
      const places = new Map<string, number>()
      for (const node of nodesOf(document.paths).concat(nodesOf(document.components.schemas)))
        if (Object.keys((node['properties'] as object | undefined) ?? {}).length > 1) {
          const text = JSON.stringify(node['properties'])
          places.set(text, (places.get(text) ?? 0) + 1)
        }
      expect([...places].filter(([, count]) => count > 1).map(([text]) => text)).toEqual([])
    })

    test('says of every moment that it is one', async () => {
      const { document } = await read()
      const moments = nodesOf(document.components.schemas).flatMap(({ properties = {} }) =>
        Object.entries(properties as Record<string, Node>).filter(
          ([name, { type }]) => /^at$|[a-z]At$/.test(name) && type !== 'object',
        ),
      )
      for (const [name, schema] of moments)
        expect([name, JSON.stringify(schema)]).toEqual([
          name,
          expect.stringContaining('"format":"date-time"'),
        ])
    })

    test('gives a client types that leave nothing unknown', async () => {
      const { document, operations } = await read()
      const answers = operations.flatMap(([, { operationId, responses }]) =>
        Object.values(responses).flatMap(({ content = {} }, at) =>
          Object.values(content).map(({ schema }, and) => [`${operationId}${at}${and}`, schema]),
        ),
      )
      const types = await compile(
        {
          title: 'Answers',
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(answers) as Record<string, object>,
          components: document.components,
        } as Parameters<typeof compile>[0],
        'Answers',
        { format: false, additionalProperties: false },
      )
      const unknown = types.split('\n').filter((line) => /\bunknown\b/.test(line))
      expect(unknown).toEqual([])
    })
  })
}

const isNamed = (schema: Node | undefined) =>
  schema !== undefined && JSON.stringify(schema).includes('"$ref"')

/** With a named schema, in a form of its own such as CSV, or with nothing at all. */
const isAnswered = ({ content }: Answered) =>
  content !== undefined &&
  Object.entries(content).every(
    ([mediaType, { schema }]) => mediaType !== 'application/json' || isNamed(schema),
  )

function nodesOf(node: unknown): Node[] {
  if (typeof node !== 'object' || node === null) return []
  return [node as Node, ...Object.values(node).flatMap(nodesOf)]
}
