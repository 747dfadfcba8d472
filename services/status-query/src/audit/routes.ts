import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Access } from '@bilagsbro/service-kit/access'
import { settingsReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { allowLongAnswer } from '@bilagsbro/service-kit/long-answer'
import { closed, OrganizationParams, PageQuery } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { languageOf } from '@bilagsbro/service-kit/texts'
import type { Readable } from 'node:stream'
import { Type } from 'typebox'
import { createLogExport, createSealExport, formats, type Format } from './log-export.ts'
import { createLogEntry, LogEntry } from './log-entry.ts'
import { LogFilter } from './log-filter.ts'
import { createLog, isKnown, Log } from './log-query.ts'
import { LogVerification } from './verification.ts'
import type { Archives } from './archives/open-archive.ts'
import { createTurn } from './turn.ts'
import { createVerify, type ReadHeads } from './verify.ts'

/** The log proves to administrators and auditors what was done. */
const logReaders = settingsReaders
const everywhere = {
  access: { roles: ['global_admin'] },
} as const satisfies { readonly access: Access }

const LogPage = Type.Object(
  {
    ...LogFilter.properties,
    after: Type.Optional(
      Type.String({
        pattern: '^-?\\d{1,18}\\.\\d{1,18}$',
        description: 'The `next` of the page before.',
        examples: ['1795687320000000.1204'],
      }),
    ),
    limit: PageQuery.properties.limit,
  },
  closed,
)

const ExportQuery = Type.Object(
  {
    ...LogFilter.properties,
    format: Type.Unsafe<Format>(
      Type.Union(
        formats.map((one) => Type.Literal(one)),
        {
          title: 'LogFormat',
          default: 'csv',
          description: 'A table for a spreadsheet, or JSON Lines with the texts that are sealed.',
        },
      ),
    ),
  },
  closed,
)
const file = {
  description: 'Sent while it is read.',
  content: {
    'text/csv': { schema: Type.String() },
    'application/jsonl': { schema: Type.String() },
  },
}
const mediaTypes = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl' } as const

function sendFile(
  reply: Parameters<typeof send>[0],
  exported: Result<Readable, Refusal>,
  { name, format }: { readonly name: string; readonly format: Format },
) {
  if (!exported.ok) return send(reply, 200, exported)
  return reply
    .type(mediaTypes[format])
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(exported.value)
}

interface Given {
  readonly orm: Database
  readonly readHeads: ReadHeads
  /** That verifying reads, too. */
  readonly archives: Archives | undefined
}

export const logRoutes =
  ({ orm, readHeads, archives }: Given) =>
  (app: App) => {
    const verify = createVerify(orm, readHeads, archives)
    const verifying = createTurn({ kind: 'conflict', code: 'log.verification_under_way' })
    const exporting = createTurn({ kind: 'conflict', code: 'log.export_under_way' })
    const log = createLog(orm)
    const exported = createLogExport(orm)
    const seals = createSealExport(orm)
    const entry = createLogEntry(orm)
    app.get(
      '/organizations/:organizationId/log',
      {
        config: logReaders,
        schema: {
          operationId: 'listLog',
          summary: 'What was done, asked and answered, newest first.',
          description: 'A `total` is told up to 10,000 entries.',
          params: OrganizationParams,
          querystring: LogPage,
          response: { 200: Log },
        },
      },
      async ({ params, query }, reply) => send(reply, 200, await log({ ...query, ...params })),
    )
    app.get(
      '/organizations/:organizationId/log/export',
      {
        config: logReaders,
        schema: {
          operationId: 'exportLog',
          summary: 'The filtered log as a file, newest first.',
          description: 'At most 1,000,000 entries. One at a time: 409 `log.export_under_way`.',
          params: OrganizationParams,
          querystring: ExportQuery,
          response: { 200: file },
        },
      },
      async (request, reply) => {
        const { params, query } = request
        const asked = { ...query, ...params, language: languageOf(request) }
        const name = `logg-${params.organizationId}`
        const opened = await exporting.stream(() => exported(asked))
        return sendFile(reply, opened, { name, format: query.format })
      },
    )
    app.get(
      '/organizations/:organizationId/log/seals',
      {
        config: logReaders,
        schema: {
          operationId: 'exportSeals',
          summary: 'The seals of the log as JSON Lines, which an exported log is checked against.',
          description: 'In turn with the exports of the log: 409 `log.export_under_way`.',
          params: OrganizationParams,
          response: { 200: file },
        },
      },
      async ({ params: { organizationId } }, reply) => {
        const name = `forseglinger-${organizationId}`
        const opened = await exporting.stream(() => seals(organizationId))
        return sendFile(reply, opened, { name, format: 'jsonl' })
      },
    )
    app.get(
      '/organizations/:organizationId/log/verify',
      {
        config: logReaders,
        schema: {
          operationId: 'verifyLog',
          summary:
            'Whether the log has every entry, unchanged, that was ever sealed and published.',
          description:
            'One at a time: while another is verified, 409 `log.verification_under_way`. A long log takes minutes: wait for the answer up to a quarter of an hour.',
          params: OrganizationParams,
          response: { 200: LogVerification },
        },
      },
      async (request, reply) => {
        const { organizationId } = request.params
        if (!(await isKnown(orm, organizationId))) return send(reply, 200, err(unknownOrganization))
        allowLongAnswer(request)
        return send(reply, 200, await verifying.work(() => verify(organizationId)))
      },
    )
    app.get(
      '/organizations/:organizationId/log/:entryId',
      {
        config: logReaders,
        schema: {
          operationId: 'readLogEntry',
          summary: 'One entry: what was asked for, what was answered, and the text that is sealed.',
          params: Type.Object({
            ...OrganizationParams.properties,
            entryId: Type.String({ pattern: '^\\d{1,18}$', examples: ['1204'] }),
          }),
          response: { 200: LogEntry },
        },
      },
      async ({ params }, reply) =>
        send(reply, 200, await entry(params.organizationId, params.entryId)),
    )
    app.get(
      '/log',
      {
        config: everywhere,
        schema: {
          operationId: 'listLogs',
          summary: 'The log of all organisations, newest first.',
          querystring: LogPage,
          response: { 200: Log },
        },
      },
      async ({ query }, reply) => send(reply, 200, await log(query)),
    )
    app.get(
      '/log/export',
      {
        config: everywhere,
        schema: {
          operationId: 'exportLogs',
          summary: 'The filtered log of all organisations as a file, newest first.',
          description: 'At most 1,000,000 entries. One at a time: 409 `log.export_under_way`.',
          querystring: ExportQuery,
          response: { 200: file },
        },
      },
      async (request, reply) => {
        const { query } = request
        const asked = { ...query, language: languageOf(request) }
        const opened = await exporting.stream(() => exported(asked))
        return sendFile(reply, opened, { name: 'logg', format: query.format })
      },
    )
  }
