import type { SwaggerOptions } from '@fastify/swagger'
import type { Health, HealthKind } from './health.ts'
import type { App } from './http-app.ts'
import type { Metrics } from './metrics.ts'

export const openApi = (title: string): SwaggerOptions => ({
  // `/runs` and `/runs/` are the same route: the description names the short one.
  transform: ({ schema, url }) => ({ schema, url: url.replace(/(.)\/$/, '$1') }),
  openapi: {
    openapi: '3.1.0',
    info: { title, version: '1' },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    security: [{ bearer: [] }],
  },
})

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
