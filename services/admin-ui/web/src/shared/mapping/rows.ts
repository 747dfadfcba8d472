import type { components } from '../api/generated/orchestrator.ts'
import type { MappingDraft, PayeeKind } from './draft.ts'
import type { MappingRow } from './queries.ts'

export type Cause = components['schemas']['FailureCause']

/** A row as it is shown: what the service says of it, and how many records are stuck on it. */
export interface ShownRow {
  readonly key: string
  readonly inUse: boolean
  /** In words. */
  readonly problem?: string
  /** Of the saved rules: there is no account. */
  readonly isMissing: boolean
  readonly waiting: number
  readonly failing: number
}

const counted = (causes: readonly Cause[], status: Cause['status']) =>
  causes
    .filter((cause) => cause.status === status && cause.mend.kind === 'mapping')
    .reduce((sum, { count }) => sum + count, 0)

const shownRow = (row: MappingRow, causes: readonly Cause[]): ShownRow => ({
  key: row.key,
  inUse: row.inUse,
  isMissing: row.problem?.code === 'mapping.unmapped',
  waiting: counted(causes, 'waiting'),
  failing: counted(causes, 'failed'),
  ...(row.problem && row.problem.code !== 'mapping.unmapped' && { problem: row.problem.message }),
})

const urgency = ({ isMissing, problem, failing }: ShownRow) =>
  isMissing ? 0 : problem !== undefined || failing > 0 ? 1 : 2

/** Expense types: the one that somebody came for, what lacks an account, what has a problem; what was just added comes last. */
export function categoryRows(
  rows: readonly MappingRow[],
  causes: readonly Cause[],
  { categories }: MappingDraft,
  first?: string,
): readonly ShownRow[] {
  const rank = (row: ShownRow) => (row.key === first ? -1 : urgency(row))
  const known = rows
    .filter(({ kind }) => kind === 'category')
    .map((row) =>
      shownRow(
        row,
        causes.filter(({ mend }) => mend.categories?.includes(row.key)),
      ),
    )
    .filter((row) => row.isMissing || Object.hasOwn(categories, row.key))
  const names = new Set(known.map(({ key }) => key))
  const added = Object.keys(categories)
    .filter((key) => !names.has(key))
    .map((key) => ({ key, inUse: false, isMissing: false, waiting: 0, failing: 0 }))
  return [...known.toSorted((one, other) => rank(one) - rank(other)), ...added]
}

/** A kind of payee, whether it is mapped or not. */
export function payeeRow(
  kind: PayeeKind,
  rows: readonly MappingRow[],
  causes: readonly Cause[],
): ShownRow {
  const found = rows.find((row) => row.kind === 'payee_kind' && row.key === kind)
  const row = found ?? { kind: 'payee_kind' as const, key: kind, inUse: false }
  return shownRow(
    row,
    causes.filter(({ mend }) => mend.payeeKinds?.includes(kind)),
  )
}

/** How many records wait for rows that have got an account since. */
export const leavingBy = (rows: readonly ShownRow[], { categories }: MappingDraft): number =>
  rows
    .filter(({ isMissing, key }) => isMissing && (categories[key]?.account ?? '') !== '')
    .reduce((sum, { waiting }) => sum + waiting, 0)
