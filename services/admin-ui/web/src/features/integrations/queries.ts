import { api, dataOf } from '../../shared/api/client.ts'
import type { components as Config } from '../../shared/api/generated/config.ts'
import type { components as Orchestrator } from '../../shared/api/generated/orchestrator.ts'
import type { components as StatusQuery } from '../../shared/api/generated/status-query.ts'
import { defineRead } from '../../shared/api/read.ts'
import { changeOf, type Settings } from '../../shared/settings/queries.ts'

export type Integration = StatusQuery['schemas']['Integration']
export type ConnectorType = Integration['type']
export const connectorTypes: readonly ConnectorType[] = ['xledger', 'dynamics', 'rest']
export type Connector = NonNullable<Settings['connector']>
export type CredentialSchema = Config['schemas']['CredentialSchema']
export type CredentialField = Config['schemas']['CredentialField']
export type Draft = Config['schemas']['ConnectorDraft']
export type SecretRead = Config['schemas']['SecretRead']
export type FoundLedger = Config['schemas']['FoundLedger']
export type Enabling = Extract<Config['schemas']['ConnectorState'], { enabled: true }>
export type Preview = Orchestrator['schemas']['Preview']
export type RecordPreview = Orchestrator['schemas']['RecordPreview']
export type Trial = Orchestrator['schemas']['ShownTrial']

const path = (organizationId: string) => ({ params: { path: { organizationId } } })

export const integrationsRead = (organizationId: string) =>
  defineRead({
    key: ['integrations', organizationId],
    depends: { organizationId, kinds: ['connector', 'records', 'runs'] },
    ask: (signal) =>
      dataOf(
        api.status.GET('/organizations/{organizationId}/integrations', {
          ...path(organizationId),
          signal,
        }),
      ),
  })

export const trialRead = (organizationId: string) =>
  defineRead({
    key: ['trial', organizationId],
    depends: { organizationId, kinds: ['connector', 'records'] },
    ask: (signal) =>
      dataOf(
        api.orchestrator.GET('/organizations/{organizationId}/trial', {
          ...path(organizationId),
          signal,
        }),
      ),
  })

export const secretReadsRead = (organizationId: string, after: string | undefined) =>
  defineRead({
    key: ['secret-reads', organizationId, after],
    depends: { organizationId, kinds: ['connector'] },
    ask: (signal) =>
      dataOf(
        api.config.GET('/organizations/{organizationId}/secret-reads', {
          params: {
            path: { organizationId },
            query: { limit: 20, ...(after !== undefined && { after }) },
          },
          signal,
        }),
      ),
  })

/** The kinds of systems that are offered here. */
export const typesRead = defineRead({
  key: ['connector-types'],
  ask: (signal) => dataOf(api.config.GET('/credential-schemas', { signal })),
})

export const previewRead = (organizationId: string) =>
  defineRead({
    key: ['preview', organizationId],
    depends: { organizationId, kinds: ['connector', 'records'] },
    ask: (signal) =>
      dataOf(
        api.orchestrator.GET('/organizations/{organizationId}/preview', {
          params: { path: { organizationId }, query: { limit: 200 } },
          signal,
        }),
      ),
  })

const statusAsk = (organizationId: string, signal?: AbortSignal) =>
  dataOf(
    api.status.GET('/organizations/{organizationId}/status', {
      ...path(organizationId),
      ...(signal && { signal }),
    }),
  )

/** How many are on their way to the ledger: they end there, whatever is switched off. */
export const sendingRead = (organizationId: string) =>
  defineRead({
    key: ['sending', organizationId],
    depends: { organizationId, kinds: ['connector', 'records', 'runs'] },
    ask: async (signal) => {
      const plan = api.orchestrator.GET('/organizations/{organizationId}/run-plan', {
        ...path(organizationId),
        signal,
      })
      return (await dataOf(plan)).sending
    },
  })

/** How many wait or are unresolved, while somebody is about to switch off. */
export const openRead = (organizationId: string) =>
  defineRead({
    key: ['status', organizationId],
    depends: { organizationId, kinds: ['connector', 'records', 'runs'] },
    ask: (signal) => statusAsk(organizationId, signal),
  })

/** How many of those that wait were approved before a moment; all of them without one. */
export const olderRead = (organizationId: string, before: string | undefined) =>
  defineRead({
    key: ['older', organizationId, before],
    depends: { organizationId, kinds: ['records'] },
    ask: async (signal) => {
      const { total = 0 } = await dataOf(
        api.status.GET('/organizations/{organizationId}/records', {
          params: {
            path: { organizationId },
            query: {
              status: 'pending',
              limit: 1,
              ...(before !== undefined && { approvedTo: before }),
            },
          },
          signal,
        }),
      )
      return total
    },
  })

export const testConnection = (organizationId: string, draft: Omit<Draft, 'expiresAt'>) =>
  dataOf(
    api.config.POST('/organizations/{organizationId}/connector/connection-tests', {
      ...path(organizationId),
      body: draft,
    }),
  )

export const saveConnector = (organizationId: string, draft: Draft, version: number) =>
  dataOf(
    api.config.PUT('/organizations/{organizationId}/connector', {
      params: changeOf(organizationId, version),
      body: draft,
    }),
  )

export const removeConnector = (organizationId: string, version: number) =>
  dataOf(
    api.config.DELETE('/organizations/{organizationId}/connector', {
      params: changeOf(organizationId, version),
    }),
  )

/** Not refused for what somebody else has changed meanwhile: stopping has to work. */
export const switchOff = (organizationId: string, reason: string) =>
  dataOf(
    api.config.PUT('/organizations/{organizationId}/connector/state', {
      ...path(organizationId),
      body: { enabled: false, reason },
    }),
  )

export const switchOn = (organizationId: string, state: Enabling, version: number) =>
  dataOf(
    api.config.PUT('/organizations/{organizationId}/connector/state', {
      params: changeOf(organizationId, version),
      body: state,
    }),
  )

export const waiveTrial = (organizationId: string, reason: string, key: string) =>
  dataOf(
    api.orchestrator.POST('/organizations/{organizationId}/trial/waive', {
      params: { path: { organizationId }, header: { 'idempotency-key': key } },
      body: { reason },
    }),
  )
