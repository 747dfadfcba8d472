import { settingsReaders } from '@bilagsbro/service-kit/access-rules'
import { ok } from '@bilagsbro/kernel/result'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams, pageBehind, Versioned } from '@bilagsbro/service-kit/http-schemas'
import { languageOf } from '@bilagsbro/service-kit/texts'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import { toTable } from '#domain/mapping-table.ts'
import {
  DifferencesAnswer,
  MappingTableAnswer,
  MappingVersionAnswer,
  MappingVersionsAnswer,
} from './answer-schemas.ts'
import { toRow, withETag } from './answers.ts'
import { addChange } from './changes.ts'
import { addHistory } from './history.ts'
import { acceptCsv, readCsv, writeCsv } from './csv.ts'
import {
  ImportQuery,
  MappingBody,
  SinceQuery,
  TableBody,
  VersionParams,
  VersionQuery,
} from './schemas.ts'

const csv = {
  description: 'A table in CSV.',
  content: { 'text/csv': { schema: Type.String() } },
}

export const mappingRoutes = (useCases: UseCases) => (app: App) => {
  acceptCsv(app)
  app.get(
    '/organizations/:organizationId/connector/mapping',
    {
      config: settingsReaders,
      schema: {
        operationId: 'getMapping',
        summary: 'How records are booked, line by line, with what is wrong or missing.',
        params: OrganizationParams,
        querystring: VersionQuery,
        response: { 200: Versioned(MappingTableAnswer) },
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const read = await useCases.readMapping(params.organizationId, query.version)
      if (!read.ok) return send(reply, 200, read)
      const { organization, rows, ...shown } = read.value
      const language = languageOf(request)
      return withETag(reply, organization).send({
        ...shown,
        rows: rows.map((row) => toRow(row, language)),
      })
    },
  )
  addChange(
    app,
    {
      method: 'PUT',
      url: '/organizations/:organizationId/connector/mapping',
      operationId: 'saveMapping',
      summary: 'Saves how records are booked, as a new version.',
      body: MappingBody,
    },
    (change, { unchecked, trial, reason, ...draft }) =>
      useCases.saveMapping(change, draft, { unchecked, trial, reason }),
  )
  app.get(
    '/organizations/:organizationId/connector/mapping/csv',
    {
      config: settingsReaders,
      schema: {
        operationId: 'exportMapping',
        summary: 'How records are booked, as a table for a spreadsheet.',
        params: OrganizationParams,
        querystring: VersionQuery,
        response: { 200: Versioned(csv) },
      },
    },
    async ({ params: { organizationId }, query }, reply) => {
      const read = await useCases.readMapping(organizationId, query.version)
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
  addChange(
    app,
    {
      method: 'PUT',
      url: '/organizations/:organizationId/connector/mapping/csv',
      operationId: 'importMapping',
      summary: 'Saves how records are booked from a table, or nothing of it.',
      consumes: ['text/csv'],
      query: ImportQuery,
      body: TableBody,
    },
    async (change, text, mode) => {
      const lines = readCsv(text)
      return lines.ok ? useCases.importMapping(change, lines.value, mode) : lines
    },
  )
  addHistory(
    app,
    useCases,
    {
      url: '/organizations/:organizationId/connector/mapping/versions',
      operationId: 'listMappingVersions',
      summary: 'Every version of the mapping that there was.',
      answer: MappingVersionsAnswer,
    },
    async (organizationId, { after, limit }) => {
      const before = after === undefined ? undefined : Number(after)
      const found = await useCases.history.mappings(organizationId, before, limit + 1)
      const rows = found.map(({ mapping: { version, effectiveFrom }, savedAt, savedBy }) => ({
        version,
        ...(effectiveFrom !== undefined && { effectiveFrom }),
        savedAt: savedAt.toISOString(),
        savedBy,
      }))
      return pageBehind(rows, limit, ({ version }) => version)
    },
  )
  app.get(
    '/organizations/:organizationId/connector/mapping/versions/:version',
    {
      config: settingsReaders,
      schema: {
        operationId: 'getMappingVersion',
        summary: 'One version of the mapping.',
        params: VersionParams,
        response: { 200: MappingVersionAnswer },
      },
    },
    async ({ params: { organizationId, version } }, reply) => {
      const found = await useCases.readMappingVersion(organizationId, version)
      if (!found.ok) return send(reply, 200, found)
      const { mapping, savedAt, savedBy } = found.value
      return send(reply, 200, ok({ ...mapping, savedAt: savedAt.toISOString(), savedBy }))
    },
  )
  app.get(
    '/organizations/:organizationId/connector/mapping/versions/:version/differences',
    {
      config: settingsReaders,
      schema: {
        operationId: 'compareMappingVersions',
        summary: 'What one version of the mapping books in another way than another.',
        params: VersionParams,
        querystring: SinceQuery,
        response: { 200: DifferencesAnswer },
      },
    },
    async ({ params: { organizationId, version }, query: { since } }, reply) => {
      const compared = await useCases.compareMappings(organizationId, version, since)
      return send(reply, 200, compared.ok ? ok({ rows: compared.value }) : compared)
    },
  )
}
