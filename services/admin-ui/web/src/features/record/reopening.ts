import type { LogRow } from './queries.ts'

type Told = Pick<LogRow, 'kind' | 'code' | 'revision'>

/**
 * What a person did when a revision's turn came again, by what was told of it last before (the latest first): took a
 * mark back, spoke of an earlier revision that it waited for, or said that the ledger does not have it.
 */
export function reopeningOf(
  { revision }: Told,
  before: readonly Told[],
): 'undone' | 'unblocked' | 'not_there' {
  const last = before.find(
    (one) =>
      one.revision === revision && (one.kind === 'sync.handled' || one.kind === 'sync.failed'),
  )
  if (last?.kind !== 'sync.failed') return 'undone'
  return last.code?.startsWith('revision.') ? 'unblocked' : 'not_there'
}
