import { send, type Routes } from '@bilagsbro/service-kit/http'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import { toTable } from '#domain/mapping-table.ts'
import { SettingsAnswer } from '../../../../../../answer-schemas.ts'
import { sendSettings, withETag } from '../../../../../../answers.ts'
import { changeRequest, editors, readers } from '../../../../../../changes.ts'
import { acceptCsv, readCsv, writeCsv } from '../../../../../../csv.ts'
import {
  ChangeHeaders,
  ImportQuery,
  OrganizationParams,
  TableBody,
  VersionQuery,
} from '../../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { readMapping, importMapping }) => {
  acceptCsv(app)
  app.get(
    '/',
    {
      config: readers,
      schema: {
        summary: 'How records are booked, as a table for a spreadsheet.',
        params: OrganizationParams,
        querystring: VersionQuery,
        response: {
          200: {
            description: 'A table in CSV.',
            content: { 'text/csv': { schema: Type.String() } },
          },
        },
      },
    },
    async (request, reply) => {
      const { organizationId } = request.params
      const read = await readMapping(organizationId, request.query.version)
      if (!read.ok) return send(reply, 200, read)
      const { organization, mapping } = read.value
      return withETag(reply, organization)
        .type('text/csv; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename="kontering-${organizationId}-${mapping.version}.csv"`,
        )
        .send(writeCsv(toTable(mapping)))
    },
  )
  app.put(
    '/',
    {
      config: editors,
      schema: {
        summary: 'Saves how records are booked from a table, or nothing of it.',
        consumes: ['text/csv'],
        params: OrganizationParams,
        querystring: ImportQuery,
        headers: ChangeHeaders,
        body: TableBody,
        response: { 200: SettingsAnswer },
      },
    },
    async (request, reply) => {
      const lines = readCsv(request.body)
      if (!lines.ok) return sendSettings(reply, lines)
      return sendSettings(
        reply,
        await importMapping(changeRequest(request), lines.value, request.query),
      )
    },
  )
}
export default routes
