import type { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { ConnectorResumed, ConnectorSuspended } from '@bilagsbro/events/sync'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'

/** Applies connector states; only a greater version counts. */
export async function applyConfigured(em: EntityManager, states: readonly ConnectorConfigured[]) {
  const newest = new Map<string, ConnectorConfigured>()
  for (const state of states)
    if (state.version > (newest.get(state.organizationId)?.version ?? 0))
      newest.set(state.organizationId, state)
  const rows = [...newest.values()].map((state) => ({
    organization_id: state.organizationId,
    name: state.organizationName,
    version: state.version,
    connector_type: state.connector?.type ?? null,
    enabled: state.connector?.enabled ?? false,
    schedule: state.schedule ?? null,
  }))
  await sql`
    insert into organization (organization_id, name, version, connector_type, enabled, schedule)
    select r.* from ${recordset('r', inOrder(rows), {
      organization_id: 'text',
      name: 'text',
      version: 'int',
      connector_type: 'text',
      enabled: 'boolean',
      schedule: 'jsonb',
    })}
    on conflict (organization_id) do update set name = excluded.name, version = excluded.version,
      connector_type = excluded.connector_type, enabled = excluded.enabled,
      schedule = excluded.schedule
    where organization.version < excluded.version`.execute(em.getKysely())
}

/** Shows that a connector is suspended, or that it goes on; only a greater sequence counts. */
export async function applyBreaker(
  em: EntityManager,
  changes: readonly (ConnectorSuspended | ConnectorResumed)[],
) {
  const newest = new Map<string, ConnectorSuspended | ConnectorResumed>()
  for (const change of changes)
    if (change.sequence > (newest.get(change.organizationId)?.sequence ?? 0))
      newest.set(change.organizationId, change)
  const rows = [...newest.values()].map((change) => ({
    organization_id: change.organizationId,
    breaker_sequence: change.sequence,
    suspension:
      'cause' in change
        ? { since: change.at, cause: change.cause, nextProbeAt: change.nextProbeAt }
        : null,
  }))
  await sql`
    insert into organization (organization_id, breaker_sequence, suspension)
    select r.* from ${recordset('r', inOrder(rows), {
      organization_id: 'text',
      breaker_sequence: 'bigint',
      suspension: 'jsonb',
    })}
    on conflict (organization_id) do update set breaker_sequence = excluded.breaker_sequence,
      suspension = excluded.suspension
    where organization.breaker_sequence < excluded.breaker_sequence`.execute(em.getKysely())
}

interface Success {
  readonly organizationId: string
  readonly connector: string
  readonly at: string
}

/** Remembers when something last reached a ledger, and counts what reached it for the first time. */
export async function applySuccesses(
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

const inOrder = <R extends { organization_id: string }>(rows: readonly R[]): R[] =>
  rows.toSorted((a, b) => (a.organization_id < b.organization_id ? -1 : 1))
