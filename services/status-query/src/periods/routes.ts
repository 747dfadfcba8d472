import type { Readable } from 'node:stream'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { settingsReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { closed, OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { languageOf } from '@bilagsbro/service-kit/texts'
import { Type } from 'typebox'
import { Month } from './month.ts'
import { createPeriodExport, parts, type Part } from './period-export.ts'
import { createPeriodReport } from './report.ts'
import { PeriodReport } from './report-schema.ts'

const Params = Type.Object({ ...OrganizationParams.properties, month: Month })

const PeriodTable = Type.Object(
  {
    part: Type.Unsafe<Part>(
      Type.Union(
        parts.map((one) => Type.Literal(one)),
        {
          title: 'PeriodPart',
          default: 'records',
          description:
            'Each record that was approved in the month, and behind them those of other months that are booked in it; or the totals.',
        },
      ),
    ),
  },
  closed,
)

/** The report is for administrators and auditors, as the log is. */
export const periodRoutes = (orm: Database, clock: Clock) => (app: App) => {
  const report = createPeriodReport(orm, clock)
  const exported = createPeriodExport(orm)
  app.get(
    '/organizations/:organizationId/periods/:month',
    {
      config: settingsReaders,
      schema: {
        operationId: 'readPeriod',
        summary:
          'What became of every record that was approved in a month, and what is booked in it by account and dimension.',
        params: Params,
        response: { 200: PeriodReport },
      },
    },
    async ({ params }, reply) =>
      send(reply, 200, await report(params.organizationId, params.month)),
  )
  app.get(
    '/organizations/:organizationId/periods/:month/export',
    {
      config: settingsReaders,
      schema: {
        operationId: 'exportPeriod',
        summary: 'The report as a table for a spreadsheet.',
        params: Params,
        querystring: PeriodTable,
        response: {
          200: {
            description: 'Sent while it is read.',
            content: { 'text/csv': { schema: Type.String() } },
          },
        },
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const table = await exported({ ...params, ...query, language: languageOf(request) })
      const what = query.part === 'totals' ? 'kontosummer' : 'bilag'
      return sendTable(reply, table, `${what}-${params.organizationId}-${params.month}.csv`)
    },
  )
}

function sendTable(
  reply: Parameters<typeof send>[0],
  table: Result<Readable, Refusal>,
  name: string,
) {
  if (!table.ok) return send(reply, 200, table)
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(table.value)
}
