import { payeeKinds } from '@bilagsbro/booking/approved-record'
import { hasAccount, hasCredit, nameless, type InUse } from '@bilagsbro/booking/coverage'
import type { MappingRules, SubledgerKind } from '@bilagsbro/booking/mapping'
import { pointerTo, type Fault } from '@bilagsbro/kernel/result'
import { catalogueFaults, type Catalogue } from './mapping-check.ts'

/** One line of a mapping, as people see it. */
export interface MappingRow {
  readonly kind: 'category' | 'payee_kind'
  readonly key: string
  readonly account?: string | undefined
  readonly vatCode?: string | undefined
  readonly costCenter?: string | undefined
  readonly project?: string | undefined
  readonly subledger?: SubledgerKind | undefined
  readonly inUse: boolean
  readonly problem?: RowProblem | undefined
}

export interface RowProblem {
  readonly code: 'mapping.not_in_ledger' | 'mapping.unmapped' | 'mapping.no_dimension'
  /** The faults of codes that the ledger does not take. */
  readonly faults?: readonly Fault[]
}

/** Every category and kind of payee that is mapped or in use, with its problem. Unmapped ones come first. */
export function mappingRows(rules: MappingRules, inUse: InUse, catalogue: Catalogue): MappingRow[] {
  const faults = Map.groupBy(catalogueFaults(rules, catalogue), ({ field }) =>
    field.startsWith('/credits/') ? field : field.slice(0, field.lastIndexOf('/')),
  )
  const problemAt = (field: string): { problem?: RowProblem } => {
    const found = faults.get(field)
    return found ? { problem: { code: 'mapping.not_in_ledger', faults: found } } : {}
  }
  const { categories, credits, subledgers = {} } = rules
  const names = new Set([...Object.keys(categories), ...inUse.categories])
  const rows = [...names].toSorted().map((key): MappingRow => {
    const row = { kind: 'category', key, inUse: inUse.categories.includes(key) } as const
    if (!hasAccount(rules, key)) return { ...row, ...lacksAccount }
    const isHeld = row.inUse && nameless({ category: key }, rules).length > 0
    const problem = isHeld ? lacksDimension : problemAt(pointerTo('categories', key))
    return { ...row, ...categories[key], ...problem }
  })
  const payees = payeeKinds.flatMap((key): MappingRow[] => {
    const [account, subledger] = [credits[key], subledgers[key]]
    const used = inUse.payeeKinds.includes(key)
    if (!account && !subledger && !used) return []
    const lacks = used && !hasCredit(rules, key) ? lacksAccount : {}
    const problem = { ...problemAt(`/credits/${key}`), ...lacks }
    return [{ kind: 'payee_kind', key, account, subledger, inUse: used, ...problem }]
  })
  return [...rows, ...payees].toSorted((a, b) => Number(isUnmapped(b)) - Number(isUnmapped(a)))
}

const isUnmapped = ({ problem }: MappingRow) =>
  problem?.code === 'mapping.unmapped' || problem?.code === 'mapping.no_dimension'

const lacksAccount = { problem: { code: 'mapping.unmapped' } } as const
const lacksDimension = { problem: { code: 'mapping.no_dimension' } } as const
