import type { SwaggerOptions } from '@fastify/swagger'
import { Type, type TObject } from 'typebox'
import type { Health, HealthKind } from './health.ts'
import type { App } from './http-app.ts'
import type { Metrics } from './metrics.ts'

/** RFC 9457. */
const ProblemSchema = Type.Object(
  {
    type: Type.String({
      description: 'The code as an address.',
      examples: ['urn:bilagsbro:problem:organization.not_found'],
    }),
    title: Type.String({ description: "What it is called, in the caller's language." }),
    status: Type.Integer({ examples: [404] }),
    detail: Type.String({ description: 'What is wrong and how to put it right.' }),
    code: Type.String({
      description: 'Stable and dotted.',
      examples: ['organization.not_found'],
    }),
    faults: Type.Optional(
      Type.Array(
        Type.Object(
          {
            field: Type.String({
              description: 'A JSON pointer into what was sent; empty for the whole of it.',
              examples: ['/target/tenantId'],
            }),
            code: Type.String({ description: 'Stable and dotted.', examples: ['field.missing'] }),
            message: Type.String({ description: "In the caller's language." }),
          },
          { title: 'Fault' },
        ),
        { description: 'Each place that is to be put right.' },
      ),
    ),
  },
  { title: 'Problem' },
)

const refusal = {
  description: 'Refused, or failed.',
  content: { 'application/problem+json': { schema: ProblemSchema } },
}

const bearer = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } as const

/** Callers are known by their bearer token, or by the cookie that is named. */
export const openApi = (title: string, sessionCookie?: string): SwaggerOptions => ({
  // Every route may refuse.
  transform: ({ schema, url }) => ({
    schema: {
      ...schema,
      querystring: withoutDefaulted(schema?.querystring),
      tags: [tagOf(url)],
      response: { ...(schema?.response as object), default: refusal },
    },
    url,
  }),
  transformObject: (document) =>
    'openapiObject' in document
      ? withNames(withOptionalBodies(document.openapiObject))
      : document.swaggerObject,
  openapi: {
    openapi: '3.1.0',
    info: { title, version: '1' },
    components: {
      securitySchemes: sessionCookie
        ? { session: { type: 'apiKey', in: 'cookie', name: sessionCookie } }
        : { bearer },
    },
    security: [sessionCookie ? { session: [] } : { bearer: [] }],
  },
})

/** A parameter with a default may be left out. */
const withoutDefaulted = (query: unknown) => {
  const { properties = {}, required = [], ...rest } = (query ?? {}) as Partial<TObject>
  return {
    ...rest,
    properties,
    required: required.filter((name) => !('default' in properties[name]!)),
  }
}

/** The part of an organisation that an address leads to. */
const tagOf = (url: string) =>
  /^(?:\/internal)?(?:\/organizations\/:organizationId)?\/?([\w-]*)/.exec(url)?.[1] ||
  'organizations'

/** A body that may be null may be left out. */
function withOptionalBodies<Document extends { paths?: object }>(document: Document): Document {
  for (const operation of Object.values(document.paths ?? {}).flatMap(Object.values) as Operation[])
    for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
      if (schema.anyOf?.some(({ type }) => type === 'null')) operation.requestBody!.required = false
  return document
}

interface Operation {
  readonly requestBody?: {
    required: boolean
    readonly content: Readonly<
      Record<
        string,
        { readonly schema: { readonly anyOf?: readonly { readonly type?: string }[] } }
      >
    >
  }
}

/** A schema with a title stands once in the document, under that name. */
function withNames<Document extends { paths?: object; components?: object }>(document: Document) {
  const schemas: Record<string, unknown> = {}
  const named = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(named)
    if (typeof node !== 'object' || node === null) return node
    const { title, ...rest } = node as { title?: unknown }
    const whole = Object.fromEntries(
      Object.entries(typeof title === 'string' ? rest : node).map(([key, value]) => [
        key,
        key === 'examples' ? value : named(value),
      ]),
    )
    if (typeof title !== 'string') return whole
    const known = schemas[title]
    if (known && JSON.stringify(known) !== JSON.stringify(whole))
      throw new Error(`Two schemas are named ${title}.`)
    schemas[title] = whole
    return { $ref: `#/components/schemas/${title}` }
  }
  return {
    ...document,
    paths: named(document.paths),
    components: { ...document.components, schemas },
  }
}

export function addSystemRoutes(
  app: App,
  { health, metrics }: { readonly health: Health; readonly metrics: Metrics },
): void {
  const hidden = { schema: { hide: true } }
  const answerHealth = (kind: HealthKind) =>
    app.get(`/health/${kind}`, hidden, async (_request, reply) => {
      const report = await health.report(kind)
      return reply.code(report.status === 'ok' ? 200 : 503).send(report)
    })
  answerHealth('live')
  answerHealth('ready')
  app.get('/metrics', hidden, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
  app.get('/openapi.json', hidden, async () => app.swagger())
}
