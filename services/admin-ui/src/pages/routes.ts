import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { App } from '@bilagsbro/service-kit/http-app'
import { nothingHere, ProblemError } from '@bilagsbro/service-kit/problem'

const hidden = { config: { for: 'anyone' }, schema: { hide: true } } as const

/**
 * The built pages. Files under `/assets/` have their hash in the name and stay as they are; every address that a person
 * may open is answered with the same page, which is never kept. Throws where the pages were not built.
 */
export const pageRoutes = (folder: string) => (app: App) => {
  const index = join(folder, 'index.html')
  if (!existsSync(index))
    throw new Error(`PAGES_DIR: ${index} is not there. Build the pages: npm run pages.`)
  void app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    serve: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
  })
  // A file of an earlier release is missing: that is no page.
  app.get('/assets/:file', hidden, (request, reply) => {
    const { file } = request.params as { file: string }
    if (!/^\w[\w.-]*$/.test(file)) throw new ProblemError(nothingHere)
    return reply.sendFile(file)
  })
  app.get('/*', hidden, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await readFile(index)),
  )
}
