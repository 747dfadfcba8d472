import type { Clock } from '@bilagsbro/kernel/clock'
import { recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { createFigures, Figures, FiguresQuery } from './figures.ts'

export const figureRoutes = (orm: Database, clock: Clock) => (app: App) => {
  const figures = createFigures(orm, clock)
  app.get(
    '/organizations/:organizationId/figures',
    {
      config: recordReaders,
      schema: {
        operationId: 'readFigures',
        summary: 'What was posted day by day, how long records wait, and what they fail for.',
        params: OrganizationParams,
        querystring: FiguresQuery,
        response: { 200: Figures },
      },
    },
    async ({ params, query }, reply) =>
      send(reply, 200, await figures(params.organizationId, query.days)),
  )
}
