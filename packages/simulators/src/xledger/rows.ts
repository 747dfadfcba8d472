import { seededAt, type Books, type LineIndex } from './books.ts'
import { matches, valuesOf, type Filter } from './filter.ts'
import type { EntityName } from './schema.ts'

export type Row = Readonly<Record<string, unknown>> & { readonly dbId: string }

export interface RowArguments {
  readonly filter?: Filter | null
  readonly objectStatus?: 'ALL' | 'OPEN' | 'CLOSED'
}

/** What the books of some entities show of one kind, filtered, in the order of their ids. */
export function rowsOf(
  name: EntityName,
  books: readonly Books[],
  { filter, objectStatus = 'OPEN' }: RowArguments,
  now: number,
): Row[] {
  const wanted = filter ?? {}
  return books
    .flatMap((each) => [...candidates(name, each, wanted)] as unknown as Row[])
    .filter((row) => isShown(row, objectStatus, now) && matches(row, wanted))
    .toSorted((a, b) => Number(a.dbId) - Number(b.dbId))
}

function candidates(name: EntityName, books: Books, filter: Filter): Iterable<object> {
  switch (name) {
    case 'accounts':
      return books.accounts.values()
    case 'objectKinds':
      return books.objectKinds
    case 'objectValues':
      return [books.glObject1, books.glObject2, books.taxRules].flatMap((each) => [
        ...each.values(),
      ])
    case 'projects':
      return books.projects.values()
    case 'suppliers':
      return books.suppliers.values()
    case 'employees':
      return books.employees.values()
    case 'subledgers':
      return [...books.suppliers.values(), ...books.employees.values()]
    case 'currencies':
      return books.currencies.values()
    case 'entities':
      return [entityOf(books)]
    case 'glImportItems':
      return linesOf(books.staged, filter)
    case 'journalEntries':
      return linesOf(books.booked, filter)
    case 'glImportItemErrors':
      return books.errors
    case 'journalHeaders':
      return books.headers
  }
}

export const entityOf = ({ seed }: Books) => ({
  dbId: seed.ownerDbId,
  ownerDbId: seed.ownerDbId,
  code: seed.ownerDbId,
  description: seed.name,
  createdAt: seededAt,
  modifiedAt: seededAt,
})

/** By reference where the filter names some: a ledger may hold a hundred thousand lines. */
function linesOf({ all, byReference }: LineIndex, filter: Filter): Iterable<object> {
  const references = valuesOf(filter, 'extIdentifier')
  if (!references) return all.values()
  return [...new Set(references)].flatMap((reference) => [...(byReference.get(reference) ?? [])])
}

function isShown(row: Row, status: 'ALL' | 'OPEN' | 'CLOSED', now: number): boolean {
  if (typeof row['visibleAt'] === 'number' && row['visibleAt'] > now) return false
  return status === 'ALL' || typeof row['open'] !== 'boolean' || row['open'] === (status === 'OPEN')
}
