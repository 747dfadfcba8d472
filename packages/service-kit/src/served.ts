import type { App } from './http-app.ts'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly schema: {
    readonly type?: string
    readonly anyOf?: readonly { readonly const?: unknown }[]
  }
}

/** A route as the OpenAPI document of its service describes it. */
export interface Served {
  /** Like `GET /organizations/{organizationId}`. */
  readonly route: string
  readonly parameters: readonly Parameter[]
  readonly hasBody: boolean
}

interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: object
}

/** Every route that the OpenAPI document names; for tests. */
export async function served(app: App): Promise<Served[]> {
  const answer = await app.inject({ url: '/openapi.json' })
  const { paths } = answer.json<{ paths: Record<string, Record<string, Operation>> }>()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'head')
      .map(([method, { parameters = [], requestBody }]) => ({
        route: `${method.toUpperCase()} ${path}`,
        parameters,
        hasBody: requestBody !== undefined,
      })),
  )
}
