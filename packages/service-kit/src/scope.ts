import { AsyncLocalStorage } from 'node:async_hooks'
import { isOrganizationId } from '@bilagsbro/kernel/organization-id'
import { CompiledQuery, type DatabaseConnection } from 'kysely'
import type { Actor } from './actor.ts'

/** Whose rows a piece of work may see and change, in tables with row-level security. */
export type Scope = 'all' | readonly string[]

const scopes = new AsyncLocalStorage<string>()

/**
 * Runs `work` with the database showing the rows of these organisations alone. Outside of it, tables with
 * row-level security are empty. Requests run in the scope of whoever calls; everything else says its own.
 */
export function withinScope<T>(scope: Scope, work: () => T): T {
  return scopes.run(scope === 'all' ? '*' : scope.filter(isOrganizationId).join(','), work)
}

/** All of them for services and global administrators; else those that the caller holds a role in. */
export function scopeOf({ service, roles }: Actor): Scope {
  if (service || roles.some(({ role }) => role === 'global_admin')) return 'all'
  return roles.flatMap(({ organizationId }) => organizationId ?? [])
}

/** What each connection was told last: outside of a transaction, so that no rollback takes it back. */
const told = new WeakMap<object, string>()

/**
 * Tells a connection that is taken from the pool whose rows it is for, unless it was told the same last: an earlier scope
 * must not last, and a statement between services and their database costs more than to remember.
 */
export async function tellScope(connection: unknown): Promise<void> {
  const given = connection as DatabaseConnection
  const scope = scopes.getStore() ?? ''
  if (told.get(given) === scope) return
  told.delete(given)
  await given.executeQuery(
    CompiledQuery.raw(`select set_config('app.organization', $1, false)`, [scope]),
  )
  told.set(given, scope)
}

const current = `current_setting('app.organization', true)`

const inScope = (column: string) =>
  `${current} = '*' or ${column} = any(string_to_array(${current}, ','))`

/** Shows a table's rows only to those in whose {@link withinScope} they are; for `policies` of an entity. */
export const scopePolicy = (column = 'organization_id') => ({
  name: 'scope',
  using: inScope(column),
  check: inScope(column),
})

/** The statements that do the same, for migrations. */
export const restrictToScope = (table: string, column = 'organization_id'): string[] => [
  `alter table ${table} enable row level security`,
  `create policy scope on ${table} using (${inScope(column)}) with check (${inScope(column)})`,
]
