import type { SwaggerOptions } from '@fastify/swagger'
import { Type } from 'typebox'
import type { Health, HealthKind } from './health.ts'
import type { App } from './http-app.ts'
import type { Metrics } from './metrics.ts'

/** RFC 9457. */
const ProblemSchema = Type.Object({
  type: Type.String({ description: 'The code as an address.' }),
  title: Type.String({ description: "What it is called, in the caller's language." }),
  status: Type.Integer(),
  detail: Type.String({ description: 'What is wrong and how to put it right.' }),
  code: Type.String({ description: 'Stable and dotted, like organization.not_found.' }),
  faults: Type.Optional(
    Type.Array(Type.Object({ field: Type.String(), message: Type.String() }), {
      description: 'Each place that is to be put right.',
    }),
  ),
})

const refusal = {
  description: 'Refused, or failed.',
  content: { 'application/problem+json': { schema: ProblemSchema } },
}

export const openApi = (title: string): SwaggerOptions => ({
  // `/runs` and `/runs/` are the same route: the description names the short one. Anything may be refused.
  transform: ({ schema, url }) => ({
    schema: { ...schema, response: { ...(schema?.response as object), default: refusal } },
    url: url.replace(/(.)\/$/, '$1'),
  }),
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
