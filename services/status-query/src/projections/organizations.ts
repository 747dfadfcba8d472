import type { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { ConnectorResumed, ConnectorSuspended } from '@bilagsbro/events/sync'
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
  }))
  await sql`
    insert into organization (organization_id, name, version, connector_type, enabled)
    select r.* from jsonb_to_recordset(${inOrder(rows)}::jsonb)
      as r (organization_id text, name text, version int, connector_type text, enabled boolean)
    on conflict (organization_id) do update set name = excluded.name, version = excluded.version,
      connector_type = excluded.connector_type, enabled = excluded.enabled
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
    select r.* from jsonb_to_recordset(${inOrder(rows)}::jsonb)
      as r (organization_id text, breaker_sequence bigint, suspension jsonb)
    on conflict (organization_id) do update set breaker_sequence = excluded.breaker_sequence,
      suspension = excluded.suspension
    where organization.breaker_sequence < excluded.breaker_sequence`.execute(em.getKysely())
}

/** Remembers when something last reached the ledger. */
export async function applyLastSuccess(
  em: EntityManager,
  successes: readonly { organizationId: string; at: string }[],
) {
  const newest = new Map<string, string>()
  for (const { organizationId, at } of successes)
    if (at > (newest.get(organizationId) ?? '')) newest.set(organizationId, at)
  const rows = [...newest].map(([organization_id, at]) => ({ organization_id, at }))
  await sql`
    insert into organization (organization_id, last_success_at)
    select r.* from jsonb_to_recordset(${inOrder(rows)}::jsonb) as r (organization_id text, at timestamptz)
    on conflict (organization_id) do update
      set last_success_at = greatest(organization.last_success_at, excluded.last_success_at)`.execute(
    em.getKysely(),
  )
}

const inOrder = (rows: { organization_id: string }[]) =>
  JSON.stringify(rows.toSorted((a, b) => (a.organization_id < b.organization_id ? -1 : 1)))
