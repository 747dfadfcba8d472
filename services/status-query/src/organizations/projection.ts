import type { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { ConnectorResumed, ConnectorSuspended } from '@bilagsbro/events/sync'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keptFailure } from '#audit/kept.ts'
import { storeNewest } from '../newest.ts'

/** How an organisation's connector is set up. */
export interface ConnectorState {
  readonly organizationId: string
  readonly name: string
  readonly version: number
  readonly connectorType?: string | undefined
  readonly enabled: boolean
  readonly schedule?: ConnectorConfigured['schedule'] | undefined
  readonly secretsExpireAt?: string | undefined
  readonly changedAt: string
  readonly dimensions?: ConnectorConfigured['mapping']['dimensions'] | undefined
}

export const connectorState = ({
  connector,
  mapping,
  ...state
}: ConnectorConfigured): ConnectorState => ({
  organizationId: state.organizationId,
  name: state.organizationName,
  version: state.version,
  connectorType: connector?.type,
  enabled: connector?.enabled ?? false,
  schedule: state.schedule,
  secretsExpireAt: connector?.secretsExpireAt,
  changedAt: state.changedAt,
  dimensions: mapping.dimensions,
})

/** Shows which connectors are set up. */
export const showConnectors = (em: EntityManager, states: readonly ConnectorState[]) =>
  storeNewest(
    em,
    connectors,
    states.map((state) => ({
      organization_id: state.organizationId,
      name: state.name,
      version: state.version,
      connector_type: state.connectorType,
      enabled: state.enabled,
      schedule: state.schedule,
      secrets_expire_at: state.secretsExpireAt,
      changed_at: state.changedAt,
      dimensions: state.dimensions,
    })),
  )

const connectors = {
  table: 'organization',
  key: ['organization_id'],
  sequence: 'version',
  columns: {
    organization_id: 'text',
    name: 'text',
    version: 'int',
    connector_type: 'text',
    enabled: 'boolean',
    schedule: 'jsonb',
    secrets_expire_at: 'timestamptz',
    changed_at: 'timestamptz',
    dimensions: 'jsonb',
  },
} as const

/** Shows that a connector is suspended, or that it goes on. */
export const showBreakers = (
  em: EntityManager,
  changes: readonly (ConnectorSuspended | ConnectorResumed)[],
) =>
  storeNewest(
    em,
    breakers,
    changes.map((change) => ({
      organization_id: change.organizationId,
      breaker_sequence: change.sequence,
      suspension:
        'cause' in change
          ? { since: change.at, cause: keptFailure(change.cause), nextProbeAt: change.nextProbeAt }
          : null,
    })),
  )

const breakers = {
  table: 'organization',
  key: ['organization_id'],
  sequence: 'breaker_sequence',
  columns: { organization_id: 'text', breaker_sequence: 'bigint', suspension: 'jsonb' },
} as const

/** That records reached a ledger: so many for the first time, and the latest when. */
export interface Transfer {
  readonly organizationId: string
  readonly connector: string
  readonly at?: string | undefined
  readonly first: number
}

/** Remembers when a record last reached a ledger, and counts records that reached it for the first time. */
export async function showTransfers(em: EntityManager, transfers: readonly Transfer[]) {
  const integrations = new Map<string, Transfer>()
  for (const transfer of transfers) {
    const key = `${transfer.organizationId}\n${transfer.connector}`
    const { at, first } = integrations.get(key) ?? { first: 0 }
    integrations.set(key, {
      ...transfer,
      at: later(at, transfer.at),
      first: first + transfer.first,
    })
  }
  if (integrations.size === 0) return
  const rows = [...integrations]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { organizationId, connector, at, first }]) => ({
      organization_id: organizationId,
      connector_type: connector,
      last_success_at: at,
      transferred: first,
    }))
  await sql`
    insert into integration (organization_id, connector_type, last_success_at, transferred)
    select r.* from ${recordset('r', rows, {
      organization_id: 'text',
      connector_type: 'text',
      last_success_at: 'timestamptz',
      transferred: 'bigint',
    })}
    on conflict (organization_id, connector_type) do update
      set last_success_at = greatest(integration.last_success_at, excluded.last_success_at),
        transferred = integration.transferred + excluded.transferred`.execute(em.getKysely())
}

const later = (a: string | undefined, b: string | undefined) =>
  a === undefined || (b !== undefined && Date.parse(b) > Date.parse(a)) ? b : a
