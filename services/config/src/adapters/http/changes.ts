import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { administrators } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { ChangeHeaders, OrganizationParams, Versioned } from '@bilagsbro/service-kit/http-schemas'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TObject, TSchema } from 'typebox'
import type { ChangeRequest } from '#application/change-organization.ts'
import type { Organization } from '#domain/organization.ts'
import { SettingsAnswer } from './answer-schemas.ts'
import { toSettings, withETag } from './answers.ts'

interface ChangeRoute<Body extends TSchema, Query extends TObject> {
  readonly method: 'PUT' | 'DELETE'
  readonly url: string
  readonly operationId: string
  readonly summary: string
  readonly body?: Body
  readonly consumes?: readonly string[]
  readonly query?: Query
}
/** The answer to a change: all settings, or a part of the settings. */
interface Answer {
  readonly schema: TSchema
  readonly of: (organization: Organization) => unknown
}
const allSettings: Answer = { schema: SettingsAnswer, of: toSettings }

/** A route that changes an organisation's settings for its administrators, and answers the new settings with their ETag. */
export function addChange<const Body extends TSchema, const Query extends TObject>(
  app: App,
  { method, url, body, consumes, query, ...described }: ChangeRoute<Body, Query>,
  change: (
    request: ChangeRequest,
    body: Static<Body>,
    query: Static<Query>,
  ) => Promise<Result<Organization, Refusal>>,
  { schema: answered, of }: Answer = allSettings,
): void {
  app.route<{
    Params: Static<typeof OrganizationParams>
    Body: Static<Body>
    Querystring: Static<Query>
  }>({
    method,
    url,
    config: administrators,
    schema: {
      ...described,
      params: OrganizationParams,
      headers: ChangeHeaders,
      ...(query && { querystring: query }),
      ...(body && { body }),
      ...(consumes && { consumes: [...consumes] }),
      response: { 200: Versioned(answered) },
    },
    handler: async (request, reply) => {
      const changed = await change(
        changeRequest(request),
        request.body as Static<Body>,
        request.query as Static<Query>,
      )
      if (!changed.ok && changed.error.code === 'vault.key_retired')
        request.log.error({ event: changed.error.code }, 'KEY_FILE is behind')
      return sendPart(reply, changed, of)
    },
  })
}

/** Sends a part of the settings with their ETag, or the refusal. */
export const sendPart = (
  reply: FastifyReply,
  result: Result<Organization, Refusal>,
  of: (organization: Organization) => unknown,
): FastifyReply =>
  result.ok ? withETag(reply, result.value).send(of(result.value)) : send(reply, 200, result)

/**
 * The organisation, the user and the version from `If-Match` (RFC 9110). An `If-Match` without a version becomes 0,
 * which no organisation has.
 */
export function changeRequest(
  request: Pick<FastifyRequest, 'actor' | 'headers'> & {
    readonly params: { readonly organizationId: string }
  },
): ChangeRequest {
  const change = { organizationId: request.params.organizationId, by: request.actor.userId }
  const ifMatch = request.headers['if-match']
  if (ifMatch === undefined || ifMatch.trim() === '*') return change
  const [, version = 0] = /^\s*"(\d{1,15})"\s*$/.exec(ifMatch) ?? []
  return { ...change, expectedVersion: Number(version) }
}
