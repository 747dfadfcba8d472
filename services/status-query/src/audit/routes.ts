import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok } from '@bilagsbro/kernel/result'
import type { Access } from '@bilagsbro/service-kit/access'
import { settingsReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { closed, OrganizationParams, PageQuery } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Type } from 'typebox'
import { createLogEntry, LogEntry } from './log-entry.ts'
import { LogFilter } from './log-filter.ts'
import { createLog, isKnown, Log } from './log-query.ts'
import { LogVerification } from './verification.ts'
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

export const logRoutes = (orm: Database, readHeads: ReadHeads) => (app: App) => {
  const verify = createVerify(orm, readHeads)
  const log = createLog(orm)
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
    '/organizations/:organizationId/log/verify',
    {
      config: logReaders,
      schema: {
        operationId: 'verifyLog',
        summary: 'Whether the log has every entry, unchanged, that was ever sealed and published.',
        params: OrganizationParams,
        response: { 200: LogVerification },
      },
    },
    async ({ params: { organizationId } }, reply) => {
      if (!(await isKnown(orm, organizationId))) return send(reply, 200, err(unknownOrganization))
      return send(reply, 200, ok(await verify(organizationId)))
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
}
