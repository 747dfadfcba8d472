import { api, dataOf } from '../../shared/api/client.ts'
import type { components as Orchestrator } from '../../shared/api/generated/orchestrator.ts'
import type { components } from '../../shared/api/generated/status-query.ts'
import { defineRead } from '../../shared/api/read.ts'

type Schemas = components['schemas']
export type RecordDetail = Schemas['RecordDetail']
export type Revision = Schemas['RecordRevision']
export type Attempt = Schemas['RecordAttempt']
export type LogRow = Schemas['LogRow']
export type Approved = Orchestrator['schemas']['ApprovedRevision']
export type Preview = Orchestrator['schemas']['RecordPreview']
export type Doubt = Orchestrator['schemas']['Doubt']

/** One revision of a record. */
export interface Which {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
}

const revisionPath = ({ organizationId, recordId, revision }: Which) => ({
  path: { organizationId, recordId, revision },
})

export const recordRead = (organizationId: string, recordId: string) =>
  defineRead({
    key: ['record', organizationId, recordId],
    depends: { organizationId, kinds: ['records', 'log'] },
    ask: (signal) =>
      dataOf(
        api.status.GET('/organizations/{organizationId}/records/{recordId}', {
          params: { path: { organizationId, recordId } },
          signal,
        }),
      ),
  })

/** As it was approved: it never changes. */
export const approvedRead = (which: Which) =>
  defineRead({
    key: ['approved', which],
    ask: (signal) =>
      dataOf(
        api.orchestrator.GET(
          '/organizations/{organizationId}/records/{recordId}/revisions/{revision}',
          { params: revisionPath(which), signal },
        ),
      ),
  })

/** The voucher that would be sent now, and whether the ledger takes it. */
export const previewRead = (which: Which) =>
  defineRead({
    key: ['preview', which],
    depends: { organizationId: which.organizationId, kinds: ['connector', 'records'] },
    ask: (signal) =>
      dataOf(
        api.orchestrator.GET(
          '/organizations/{organizationId}/records/{recordId}/revisions/{revision}/preview',
          { params: revisionPath(which), signal },
        ),
      ),
  })

/** What look-ups saw of a record that may be in the ledger or not. */
export const doubtRead = (which: Which) =>
  defineRead({
    key: ['doubt', which],
    depends: { organizationId: which.organizationId, kinds: ['records'] },
    ask: (signal) =>
      dataOf(
        api.orchestrator.GET(
          '/organizations/{organizationId}/records/{recordId}/revisions/{revision}/doubt',
          { params: revisionPath(which), signal },
        ),
      ),
  })

/** What the ledger calls these accounts. */
export const accountNamesRead = (organizationId: string, accounts: readonly string[]) =>
  defineRead({
    key: ['account-names', organizationId, accounts],
    ask: async (signal) => {
      const found = await Promise.all(
        accounts.map((account) => accountName(organizationId, account, signal)),
      )
      return new Map(accounts.map((account, index) => [account, found[index]]))
    },
  })

async function accountName(organizationId: string, account: string, signal: AbortSignal) {
  const { rows } = await dataOf(
    api.config.GET('/organizations/{organizationId}/connector/catalogue', {
      params: { path: { organizationId }, query: { kind: 'accounts', q: account, limit: 20 } },
      signal,
    }),
  )
  return rows.find(({ code }) => code === account)?.name
}
