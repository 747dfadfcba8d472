import { reads } from './reads.ts'
import type { Route } from './route.ts'
import { changes, creates, deletes } from './writes.ts'

const routes = new Map<string, ReadonlyMap<string, Route>>(
  Object.entries({ GET: reads, POST: creates, PATCH: changes, DELETE: deletes }).map(
    ([method, table]) => [method, new Map(Object.entries(table))],
  ),
)

/** A line is reached through its journal or by itself: the same page either way. */
export function routeOf(method: string, pattern: string): Route | undefined {
  const table = routes.get(method)
  return (
    table?.get(pattern) ??
    (pattern.startsWith('journals()/journalLines()') ? table?.get(pattern.slice(11)) : undefined)
  )
}
export const isKnown = (pattern: string) =>
  [...routes.keys()].some((method) => routeOf(method, pattern) !== undefined)
