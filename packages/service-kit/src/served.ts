import type { App } from './http-app.ts'

/** As much of a JSON Schema as values are drawn from. */
export interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly patternProperties?: Readonly<Record<string, Schema>>
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly schema: Schema
}

/** A route as the OpenAPI document of its service describes it. */
export interface Served {
  /** Like `GET /organizations/{organizationId}`. */
  readonly route: string
  readonly parameters: readonly Parameter[]
  readonly body?: { readonly mediaType: string; readonly schema: Schema } | undefined
  /** The schema of what it answers in JSON, by status. */
  readonly answers: Readonly<Record<string, Schema>>
  /** The statuses that it answers with an ETag. */
  readonly tagged: readonly number[]
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>

interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<
    Record<string, { readonly content?: Content; readonly headers?: object }>
  >
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

/** With every named schema in the place of its name. */
function whole(node: unknown, schemas: Document['components']['schemas']): unknown {
  if (Array.isArray(node)) return node.map((one) => whole(one, schemas))
  if (typeof node !== 'object' || node === null) return node
  const { $ref } = node as { $ref?: string }
  if ($ref) return whole(schemas[$ref.split('/').at(-1)!], schemas)
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, whole(value, schemas)]),
  )
}

/** Every route that the OpenAPI document names; for tests. */
export async function served(app: App): Promise<Served[]> {
  const answer = await app.inject({ url: '/openapi.json' })
  const { paths, components } = answer.json<Document>()
  return Object.entries(whole(paths, components.schemas) as Document['paths']).flatMap(
    ([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => method !== 'head')
        .map(([method, { parameters = [], requestBody, responses }]) => {
          const [content] = Object.entries(requestBody?.content ?? {})
          return {
            route: `${method.toUpperCase()} ${path}`,
            parameters,
            body: content && { mediaType: content[0], schema: content[1].schema },
            answers: Object.fromEntries(
              Object.entries(responses).flatMap(([status, { content: told = {} }]) =>
                told['application/json'] ? [[status, told['application/json'].schema]] : [],
              ),
            ),
            tagged: Object.entries(responses).flatMap(([status, { headers = {} }]) =>
              'etag' in headers ? [Number(status)] : [],
            ),
          }
        }),
  )
}
