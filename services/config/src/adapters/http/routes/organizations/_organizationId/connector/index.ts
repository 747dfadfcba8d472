import { err, ok } from '@bilagsbro/kernel/result'
import type { Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { unknownOrganization } from '#domain/organization.ts'
import { sendSettings } from '../../../../answers.ts'
import { changeRequest, editors, readers } from '../../../../changes.ts'
import { SettingsAnswer } from '../../../../answer-schemas.ts'
import { ChangeHeaders, ConnectorBody, OrganizationParams } from '../../../../schemas.ts'

const routes: Routes<UseCases> = async (
  app,
  { findOrganization, saveConnector, removeConnector },
) => {
  app.get(
    '/',
    {
      config: readers,
      schema: {
        summary: 'The settings of an organisation, without secrets.',
        params: OrganizationParams,
        response: { 200: SettingsAnswer },
      },
    },
    async (request, reply) => {
      const organization = await findOrganization(request.params.organizationId)
      return sendSettings(reply, organization ? ok(organization) : err(unknownOrganization))
    },
  )
  app.put(
    '/',
    {
      config: editors,
      schema: {
        summary:
          'Saves the connector, if it leads to a ledger just now: the target, and those secrets that are set anew.',
        params: OrganizationParams,
        headers: ChangeHeaders,
        body: ConnectorBody,
        response: { 200: SettingsAnswer },
      },
    },
    async (request, reply) => {
      const draft = { secrets: {}, ...request.body }
      const saved = await saveConnector(changeRequest(request), draft)
      if (!saved.ok && saved.error.code === 'vault.key_retired')
        request.log.error({ event: saved.error.code }, saved.error.message)
      return sendSettings(reply, saved)
    },
  )
  app.delete(
    '/',
    {
      config: editors,
      schema: {
        summary: 'Removes the connector and destroys its secrets. Mapping and schedule stay.',
        params: OrganizationParams,
        headers: ChangeHeaders,
        response: { 200: SettingsAnswer },
      },
    },
    async (request, reply) => {
      return sendSettings(reply, await removeConnector(changeRequest(request)))
    },
  )
}
export default routes
