import { payeeKinds } from '@bilagsbro/booking/approved-record'
import { hasAccount, hasCredit, nameless, type InUse } from '@bilagsbro/booking/coverage'
import type { MappingRules, SubledgerKind } from '@bilagsbro/booking/mapping'
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
  readonly problem?: { readonly code: string; readonly message: string } | undefined
}

/** Every category and kind of payee that is mapped or in use, with what is wrong with it; what is not mapped comes first. */
export function mappingRows(rules: MappingRules, inUse: InUse, catalogue: Catalogue): MappingRow[] {
  const faults = Map.groupBy(catalogueFaults(rules, catalogue), ({ field }) =>
    field.startsWith('credits.') ? field : field.slice(0, field.lastIndexOf('.')),
  )
  const problemAt = (field: string) => {
    const found = faults.get(field)
    if (!found) return {}
    const message = found.map((fault) => fault.message).join(' ')
    return { problem: { code: 'mapping.not_in_ledger', message } }
  }
  const { categories, credits, subledgers = {} } = rules
  const names = new Set([...Object.keys(categories), ...inUse.categories])
  const rows = [...names].toSorted().map((key): MappingRow => {
    const row = { kind: 'category', key, inUse: inUse.categories.includes(key) } as const
    if (!hasAccount(rules, key)) return { ...row, problem: lacksAccount }
    const isHeld = row.inUse && nameless({ category: key }, rules).length > 0
    const problem = isHeld ? { problem: lacksDimension } : problemAt(`categories.${key}`)
    return { ...row, ...categories[key], ...problem }
  })
  const payees = payeeKinds.flatMap((key): MappingRow[] => {
    const [account, subledger] = [credits[key], subledgers[key]]
    const used = inUse.payeeKinds.includes(key)
    if (!account && !subledger && !used) return []
    const lacks = used && !hasCredit(rules, key) ? { problem: lacksCredit } : {}
    const problem = { ...problemAt(`credits.${key}`), ...lacks }
    return [{ kind: 'payee_kind', key, account, subledger, inUse: used, ...problem }]
  })
  return [...rows, ...payees].toSorted((a, b) => Number(isUnmapped(b)) - Number(isUnmapped(a)))
}

const isUnmapped = ({ problem }: MappingRow) =>
  problem?.code === 'mapping.unmapped' || problem?.code === 'mapping.no_dimension'

const lacksAccount = {
  code: 'mapping.unmapped',
  message: 'In use, and without an account.',
}
const lacksDimension = {
  code: 'mapping.no_dimension',
  message: 'In use, and booked on a cost centre or project that has no dimension of the ledger.',
}
const lacksCredit = {
  code: 'mapping.unmapped',
  message: 'In use, and without a credit account.',
}
