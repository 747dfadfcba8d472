import { globSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createHealth } from './packages/service-kit/src/health.ts'
import { createHttp } from './packages/service-kit/src/http.ts'
import type { AddRoutes } from './packages/service-kit/src/http-app.ts'
import { createLogger } from './packages/service-kit/src/logger.ts'
import { createMetrics } from './packages/service-kit/src/metrics.ts'
import { typesOf } from './services/admin-ui/web/api-types.ts'

/** Nothing is called: only what the routes declare is read. */
const nothing: unknown = new Proxy(() => nothing, {
  get: (_, name) => (name === 'then' || typeof name === 'symbol' ? undefined : nothing),
})

/** Those whose routes the pages may call. */
const services = ['alerting', 'config', 'orchestrator', 'status-query']
/** The pages' own server. */
const own = 'admin-ui'

/** Every function of a service that adds routes, whichever file it is in. */
async function routesOfService(name: string): Promise<AddRoutes[]> {
  const folder = name === own ? `services/${name}/src/session` : `services/${name}/src`
  const files = globSync(`${folder}/**/{*-,}route{s,}.ts`, { cwd: import.meta.dirname })
  const modules = await Promise.all(
    files.toSorted().map((file) => import(join(import.meta.dirname, file))),
  )
  return (
    modules
      .flatMap((module: Readonly<Record<string, unknown>>) => Object.entries(module))
      .filter(([exported]) => exported.endsWith('Routes'))
      .map(([, create]) => (create as (...parts: unknown[]) => AddRoutes)(nothing, nothing))
      // A list of them names those of other files.
      .filter((routes) => typeof routes === 'function')
  )
}

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: object }>>
}
interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

async function documentOf(name: string, routes: readonly AddRoutes[]): Promise<ApiDocument> {
  const http = await createHttp({
    title: `Bilagsbro: ${name}`,
    logger: createLogger(name, 'silent'),
    health: createHealth(),
    metrics: createMetrics(name),
    guard: (app) => void app.decorateRequest('actor').decorateRequest('session'),
    routes,
  })
  const document = (await http.inject({ url: '/openapi.json' })).json<ApiDocument>()
  // What services say to each other is no affair of a browser's.
  const paths = Object.entries(document.paths).filter(([path]) => !path.startsWith('/internal/'))
  return { ...document, paths: Object.fromEntries(paths) }
}

const head = '// Written by `npm run api` from what the services declare; not to be edited.\n'
const ui = `services/${own}`

/** The files that the pages have of the services' addresses and answers, with their text. */
export async function apiFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const routes: string[] = []
  for (const name of [...services, own]) {
    const document = await documentOf(name, await routesOfService(name))
    files.set(`${ui}/web/src/shared/api/generated/${name}.ts`, head + (await typesOf(document)))
    if (name !== own) routes.push(`  '${name}': [\n${routesOf(document)}\n  ],`)
  }
  files.set(`${ui}/src/proxy/documented-routes.ts`, routeFile(routes.join('\n')))
  return files
}

const routesOf = ({ paths }: ApiDocument) =>
  Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => method !== 'head')
        .map(([method, operation]) => {
          const [ok] = Object.entries(operation.responses).filter(([code]) => code.startsWith('2'))
          const stream = 'text/event-stream' in (ok?.[1].content ?? {}) ? ', stream: true' : ''
          return `    { method: '${method.toUpperCase()}', path: '${path}'${stream} },`
        }),
    )
    .toSorted()
    .join('\n')

const routeFile = (routes: string) => `${head}
export interface DocumentedRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Server-sent events: an answer that lasts. */
  readonly stream?: true
}

export const documentedRoutes = {
${routes}
} as const satisfies Readonly<Record<string, readonly DocumentedRoute[]>>
export type ServiceName = keyof typeof documentedRoutes
`

if (import.meta.main)
  for (const [file, text] of await apiFiles()) {
    const path = join(import.meta.dirname, file)
    await mkdir(dirname(path), { recursive: true })
    if ((await readFile(path, 'utf8').catch(() => '')) !== text) await writeFile(path, text)
  }
