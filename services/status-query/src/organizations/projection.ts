import type { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { ConnectorResumed, ConnectorSuspended } from '@bilagsbro/events/sync'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { storeNewest } from '../newest.ts'

/** Shows which connectors are set up. */
export const showConnectors = (em: EntityManager, states: readonly ConnectorConfigured[]) =>
  storeNewest(
    em,
    connectors,
    states.map(
      ({ organizationId, organizationName, version, connector, schedule, changedAt, mapping }) => ({
        organization_id: organizationId,
        name: organizationName,
        version,
        connector_type: connector?.type,
        enabled: connector?.enabled ?? false,
        schedule,
        secrets_expire_at: connector?.secretsExpireAt,
        changed_at: changedAt,
        dimensions: mapping.dimensions,
      }),
    ),
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
          ? { since: change.at, cause: change.cause, nextProbeAt: change.nextProbeAt }
          : null,
    })),
  )

const breakers = {
  table: 'organization',
  key: ['organization_id'],
  sequence: 'breaker_sequence',
  columns: { organization_id: 'text', breaker_sequence: 'bigint', suspension: 'jsonb' },
} as const

interface Success {
  readonly organizationId: string
  readonly connector: string
  readonly at: string
}

/** Remembers when a record last reached a ledger, and counts records that reached it for the first time. */
export async function showTransfers(
  em: EntityManager,
  successes: readonly Success[],
  first: readonly Success[],
) {
  const integrations = new Map<string, Success & { transferred: number }>()
  const of = (success: Success) => {
    const key = `${success.organizationId}\n${success.connector}`
    const known = integrations.get(key) ?? { ...success, transferred: 0 }
    integrations.set(key, known)
    return [key, known] as const
  }
  for (const success of successes) {
    const [key, known] = of(success)
    if (success.at > known.at) integrations.set(key, { ...known, at: success.at })
  }
  for (const success of first) of(success)[1].transferred++
  const rows = [...integrations]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { organizationId, connector, at, transferred }]) => ({
      organization_id: organizationId,
      connector_type: connector,
      last_success_at: at,
      transferred,
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
