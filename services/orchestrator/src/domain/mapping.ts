import type { PayeeKind, RecordLine } from './approved-record.ts'

/** The kinds of subledger that a ledger keeps open items in. */
export type SubledgerKind = 'supplier' | 'employee'

export interface Coding {
  readonly vatCode?: string | undefined
  readonly costCenter?: string | undefined
  readonly project?: string | undefined
}

interface CategoryRule extends Coding {
  readonly account: string
}

export interface Mapping {
  readonly version: number
  /** yyyy-mm-dd: the first posting date that it books; left out, it books all of them. */
  readonly effectiveFrom?: string | undefined
  readonly categories: Readonly<Record<string, CategoryRule>>
  readonly credits: { readonly [Kind in PayeeKind]?: string | undefined }
  /** What the ledger calls them. */
  readonly dimensions: { readonly [Name in DimensionName]?: string | undefined }
  readonly defaults?: Coding | undefined
  /** Kinds of payee that are credited under their own number. */
  readonly subledgers?: { readonly [Kind in PayeeKind]?: SubledgerKind | undefined } | undefined
}

export type DimensionName = 'costCenter' | 'project'

/** The greatest version that is effective on a posting date. */
export function mappingOn(
  postingDate: string,
  current: Mapping,
  earlier: readonly Mapping[] = [],
): Mapping | undefined {
  const effective = (mapping: Mapping) => (mapping.effectiveFrom ?? '') <= postingDate
  if (effective(current)) return current
  return earlier.filter(effective).toSorted((a, b) => b.version - a.version)[0]
}

/** What the line names itself, its category's rule otherwise, and the mapping's defaults where neither does. */
export function codingOf(line: RecordLine, { categories, defaults }: Mapping): Coding {
  const rule = Object.hasOwn(categories, line.category) ? categories[line.category] : undefined
  return {
    vatCode: line.vatCode ?? rule?.vatCode ?? defaults?.vatCode,
    costCenter: line.costCenter ?? rule?.costCenter ?? defaults?.costCenter,
    project: line.project ?? rule?.project ?? defaults?.project,
  }
}
