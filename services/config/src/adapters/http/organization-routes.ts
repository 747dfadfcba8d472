import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok } from '@bilagsbro/kernel/result'
import { roles, type Actor } from '@bilagsbro/service-kit/actor'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import {
  ChangeHeaders,
  OrganizationParams,
  pageBehind,
  pageOf,
  PageQuery,
  Versioned,
} from '@bilagsbro/service-kit/http-schemas'
import type { UseCases } from '#app.ts'
import {
  ChangesAnswer,
  OrganizationAnswer,
  OrganizationsAnswer,
  SecretReadsAnswer,
} from './answer-schemas.ts'
import { toOrganizationAnswer, withETag } from './answers.ts'
import { changeRequest, sendPart } from './changes.ts'
import { addHistory } from './history.ts'
import { OrganizationBody, ReadsQuery } from './schemas.ts'

export const organizationRoutes = (useCases: UseCases) => (app: App) => {
  const { findOrganization, listOrganizations, registerOrganization, history, secretReads } =
    useCases
  app.get(
    '/organizations',
    {
      config: { access: { roles } },
      schema: {
        operationId: 'listOrganizations',
        summary:
          'The organisations that the caller has a role in; all, for a global administrator.',
        querystring: PageQuery,
        response: { 200: OrganizationsAnswer },
      },
    },
    async ({ actor, query }) => {
      const { rows, ...page } = pageOf(await listOrganizations(visibleTo(actor)), query)
      return { rows: rows.map(toOrganizationAnswer), ...page }
    },
  )
  app.get(
    '/organizations/:organizationId',
    {
      config: { access: { roles, organization: 'organizationId' } },
      schema: {
        operationId: 'getOrganization',
        summary: 'Who an organisation is, and whether its records are sent.',
        params: OrganizationParams,
        response: { 200: Versioned(OrganizationAnswer) },
      },
    },
    async (request, reply) => {
      const found = await findOrganization(request.params.organizationId)
      return sendPart(reply, found ? ok(found) : err(unknownOrganization), toOrganizationAnswer)
    },
  )
  app.put(
    '/organizations/:organizationId',
    {
      config: { access: { roles: ['global_admin'] } },
      schema: {
        operationId: 'saveOrganization',
        summary: 'Enters an organisation, or corrects its name and number.',
        params: OrganizationParams,
        headers: ChangeHeaders,
        body: OrganizationBody,
        response: { 200: Versioned(OrganizationAnswer), 201: Versioned(OrganizationAnswer) },
      },
    },
    async (request, reply) => {
      const registered = await registerOrganization(changeRequest(request), request.body)
      if (!registered.ok) return send(reply, 200, registered)
      const { organization, created } = registered.value
      return withETag(reply, organization)
        .code(created ? 201 : 200)
        .send(toOrganizationAnswer(organization))
    },
  )
  addHistory(
    app,
    useCases,
    {
      url: '/organizations/:organizationId/changes',
      operationId: 'listChanges',
      summary: 'Who changed what of the settings, and when.',
      answer: ChangesAnswer,
    },
    async (organizationId, { after, limit }) => {
      const before = after === undefined ? undefined : Number(after)
      const found = await history.changes(organizationId, before, limit + 1)
      const rows = found.map((change) => ({
        ...change,
        parts: [...change.parts],
        at: change.at.toISOString(),
      }))
      return pageBehind(rows, limit, ({ version }) => version)
    },
  )
  addHistory(
    app,
    useCases,
    {
      url: '/organizations/:organizationId/secret-reads',
      operationId: 'listSecretReads',
      summary: 'Who was given stored secrets in clear, and when.',
      query: ReadsQuery,
      answer: SecretReadsAnswer,
    },
    async (organizationId, { after, limit }) => {
      const found = await secretReads.of(organizationId, after, limit + 1)
      const rows = found.map((read) => ({
        ...read,
        at: new Date(read.at).toISOString(),
        fields: [...read.fields],
      }))
      return pageBehind(rows, limit, ({ id }) => id)
    },
  )
}

/** `undefined`: all organisations. */
function visibleTo({ roles: held }: Actor): string[] | undefined {
  if (held.some(({ role }) => role === 'global_admin')) return undefined
  return held.flatMap(({ organizationId }) => organizationId ?? [])
}
