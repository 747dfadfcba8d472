import { administrators, settingsReaders } from '@bilagsbro/service-kit/access-rules'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok } from '@bilagsbro/kernel/result'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams, pageOf, Versioned } from '@bilagsbro/service-kit/http-schemas'
import type { UseCases } from '#app.ts'
import { matching } from '#application/ledger-catalogue.ts'
import { CatalogueAnswer, FoundAnswer, ReadSettingsAnswer } from './answer-schemas.ts'
import { toSettings, withETag } from './answers.ts'
import { addChange } from './changes.ts'
import { CatalogueQuery, ConnectorBody, Policies, StateBody, TestBody } from './schemas.ts'

export const connectorRoutes = (useCases: UseCases) => (app: App) => {
  const find = async (organizationId: string) => {
    const found = await useCases.findOrganization(organizationId)
    return found ? ok(found) : err(unknownOrganization)
  }
  app.get(
    '/organizations/:organizationId/connector',
    {
      config: settingsReaders,
      schema: {
        operationId: 'getSettings',
        summary: 'The settings of an organisation, without secrets, and what its mapping lacks.',
        params: OrganizationParams,
        response: { 200: Versioned(ReadSettingsAnswer) },
      },
    },
    async ({ params }, reply) => {
      const read = await useCases.readSettings(params.organizationId)
      if (!read.ok) return send(reply, 200, read)
      const { organization, unmapped } = read.value
      return withETag(reply, organization).send({ ...toSettings(organization), unmapped })
    },
  )
  addChange(
    app,
    {
      method: 'PUT',
      url: '/organizations/:organizationId/connector',
      operationId: 'saveConnector',
      summary:
        'Saves the connector, if it leads to a ledger just now: the target, and those secrets that are set anew.',
      body: ConnectorBody,
    },
    (change, draft) => useCases.saveConnector(change, { secrets: {}, ...draft }),
  )
  addChange(
    app,
    {
      method: 'DELETE',
      url: '/organizations/:organizationId/connector',
      operationId: 'removeConnector',
      summary: 'Removes the connector and destroys its secrets. Mapping and schedule stay.',
    },
    useCases.removeConnector,
  )
  addChange(
    app,
    {
      method: 'PUT',
      url: '/organizations/:organizationId/connector/state',
      operationId: 'switchConnector',
      summary: 'Lets records be sent, or stops them from being sent: then they wait.',
      body: StateBody,
    },
    (change, state) =>
      state.enabled
        ? useCases.enableConnector(change, state)
        : useCases.disableConnector(change, state),
  )
  addChange(
    app,
    {
      method: 'PUT',
      url: '/organizations/:organizationId/connector/policies',
      operationId: 'savePolicies',
      summary:
        'Saves what vouchers are dated by, also where their period is closed, whether free text may leave, and whether vouchers are booked or left as drafts.',
      body: Policies,
    },
    useCases.savePolicies,
  )
  app.post(
    '/organizations/:organizationId/connector/connection-tests',
    {
      config: administrators,
      schema: {
        operationId: 'testConnection',
        summary:
          'Whether credentials lead to a ledger, within 10 s: what was found there, or the cause. Saves nothing.',
        params: OrganizationParams,
        body: TestBody,
        response: { 200: FoundAnswer },
      },
    },
    async ({ params, body, actor }, reply) => {
      const draft = body && 'type' in body ? { secrets: {}, ...body } : undefined
      const found = await useCases.testConnection(params.organizationId, draft, actor.userId)
      return send(reply.header('cache-control', 'no-store'), 200, found)
    },
  )
  app.get(
    '/organizations/:organizationId/connector/catalogue',
    {
      config: settingsReaders,
      schema: {
        operationId: 'listCatalogue',
        summary: 'What the connected ledger lets be mapped to.',
        params: OrganizationParams,
        querystring: CatalogueQuery,
        response: { 200: CatalogueAnswer },
      },
    },
    async ({ params, query: { kind, q, ...page } }, reply) => {
      const organization = await find(params.organizationId)
      if (!organization.ok) return send(reply, 200, organization)
      const entries = await useCases.catalogue.read(organization.value, kind)
      return send(reply, 200, entries.ok ? ok(pageOf(matching(entries.value, q), page)) : entries)
    },
  )
}
