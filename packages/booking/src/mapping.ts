import type { PayeeKind, RecordLine } from './approved-record.ts'
import type { ClosedPeriods } from './moved-date.ts'

/** The kinds of subledger that a ledger keeps open items in. */
export const subledgerKinds = ['supplier', 'employee'] as const
export type SubledgerKind = (typeof subledgerKinds)[number]

/** The codes that a line carries beside its account. */
export interface Coding {
  readonly vatCode?: string | undefined
  readonly costCenter?: string | undefined
  readonly project?: string | undefined
}

/** What a line may carry beside its account. */
export const mappingOptions = ['vatCode', 'costCenter', 'project', 'subledger'] as const
export type MappingOption = (typeof mappingOptions)[number]

export interface CategoryRule extends Coding {
  readonly account: string
}

/** The dimensions of a line that a mapping names the ledger's own for. */
export const dimensionNames = ['costCenter', 'project'] as const
export type DimensionName = (typeof dimensionNames)[number]

/** How an organisation's records are booked. */
export interface MappingRules {
  /** yyyy-mm-dd: the first posting date that the rules book; left out, they book all. */
  readonly effectiveFrom?: string | undefined
  readonly categories: Readonly<Record<string, CategoryRule>>
  /** The credit account for each kind of payee. */
  readonly credits: { readonly [Kind in PayeeKind]?: string | undefined }
  /** The ledger's own dimensions for cost centre and project. */
  readonly dimensions: { readonly [Name in DimensionName]?: string | undefined }
  /** Codes for lines that have none of their own and none by the rule of their category. */
  readonly defaults?: Coding | undefined
  /** Kinds of payee that are credited under their own number in the ledger, on the credit account of their kind. */
  readonly subledgers?: { readonly [Kind in PayeeKind]?: SubledgerKind | undefined } | undefined
}

export interface Mapping extends MappingRules {
  /** 0 is the empty mapping of a new organisation; rises by one with every change of the rules. */
  readonly version: number
}

export const emptyMapping: Mapping = { version: 0, categories: {}, credits: {}, dimensions: {} }

/** How a voucher reaches the books: booked at once, or left in the ledger as a draft that a person there posts. */
export const postingModes = ['book', 'draft'] as const
export type PostingMode = (typeof postingModes)[number]

/** Choices of how records are booked that are not about accounts. */
export interface Policies {
  /** A voucher is dated by the approval, or by the last line. */
  readonly postingDate: 'approval' | 'last_line'
  /** Whether the lines' free text may go to the ledger. */
  readonly freeText: boolean
  /** For how many days a delivered voucher may wait in the ledger before that is told; left out, three. */
  readonly deliveredDays?: number | undefined
  /** Left out: book. */
  readonly postingMode?: PostingMode | undefined
  /** What becomes of a voucher whose period is closed in the ledger; left out, it is held. */
  readonly closedPeriods?: ClosedPeriods | undefined
}

/** The codes of a line: its own, else those of its category's rule, else the mapping's defaults. */
export function codingOf(
  line: Coding & Pick<RecordLine, 'category'>,
  { categories, defaults }: Pick<MappingRules, 'categories' | 'defaults'>,
): Coding {
  const rule = Object.hasOwn(categories, line.category) ? categories[line.category] : undefined
  return {
    vatCode: line.vatCode ?? rule?.vatCode ?? defaults?.vatCode,
    costCenter: line.costCenter ?? rule?.costCenter ?? defaults?.costCenter,
    project: line.project ?? rule?.project ?? defaults?.project,
  }
}
