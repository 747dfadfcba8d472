import { settingsReaders } from '@bilagsbro/service-kit/access-rules'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err } from '@bilagsbro/kernel/result'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams, PageQuery, type Page } from '@bilagsbro/service-kit/http-schemas'
import type { Static, TObject } from 'typebox'
import type { UseCases } from '#app.ts'

interface History<Answer extends TObject> {
  readonly url: string
  readonly operationId: string
  readonly summary: string
  readonly answer: Answer
  readonly query?: TObject
}

/** A route that lists entries of an organisation's history, newest first. */
export function addHistory<Answer extends TObject>(
  app: App,
  { findOrganization }: Pick<UseCases, 'findOrganization'>,
  { url, answer, query = PageQuery, ...described }: History<Answer>,
  read: (organizationId: string, page: Page) => Promise<Static<Answer>>,
): void {
  app.route<{ Params: Static<typeof OrganizationParams>; Querystring: Page }>({
    method: 'GET',
    url,
    config: settingsReaders,
    schema: {
      ...described,
      params: OrganizationParams,
      querystring: query,
      response: { 200: answer },
    },
    handler: async ({ params: { organizationId }, query }, reply) =>
      (await findOrganization(organizationId))
        ? reply.send(await read(organizationId, query))
        : send(reply, 404, err(unknownOrganization)),
  })
}
