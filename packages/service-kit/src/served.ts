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
}

interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

/** Every route that the OpenAPI document names; for tests. */
export async function served(app: App): Promise<Served[]> {
  const answer = await app.inject({ url: '/openapi.json' })
  const { paths } = answer.json<{ paths: Record<string, Record<string, Operation>> }>()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'head')
      .map(([method, { parameters = [], requestBody }]) => {
        const [content] = Object.entries(requestBody?.content ?? {})
        return {
          route: `${method.toUpperCase()} ${path}`,
          parameters,
          body: content && { mediaType: content[0], schema: content[1].schema },
        }
      }),
  )
}
