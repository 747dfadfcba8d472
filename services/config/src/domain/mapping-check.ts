import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import { payeeKinds } from '@bilagsbro/booking/approved-record'
import type { MappingRules } from '@bilagsbro/booking/mapping'
import { pointerTo, type Fault } from '@bilagsbro/kernel/result'
import { fault } from './refusals.ts'

/** The lists of a ledger that were read. A list that was not read, or that is empty, vouches for no code. */
export type Catalogue = ReadonlyMap<CatalogueKind, readonly CatalogueEntry[]>

interface Use {
  readonly field: string
  readonly code: string
  readonly kind: CatalogueKind
  /** The dimension that a value belongs to. */
  readonly dimension?: string | undefined
}

/** The lists that a check of these rules needs. */
export const kindsToCheck = (rules: MappingRules): CatalogueKind[] => [
  ...new Set(usesOf(rules).map(({ kind }) => kind)),
]

/** Every code that the ledger does not have, or does not let be posted to. */
export function catalogueFaults(rules: MappingRules, catalogue: Catalogue): Fault[] {
  const lists = new Map<string, Map<string, CatalogueEntry>>()
  const listOf = ({ kind, dimension }: Use) => {
    const key = `${kind} ${dimension ?? ''}`
    const known = lists.get(key)
    if (known) return known
    const all = catalogue.get(kind) ?? []
    const entries = dimension === undefined ? all : all.filter((it) => it.dimension === dimension)
    const list = new Map(entries.map((entry) => [entry.code, entry]))
    lists.set(key, list)
    return list
  }
  return usesOf(rules).flatMap((use) => {
    const list = listOf(use)
    const entry = list.get(use.code)
    if (list.size === 0 || (entry && !entry.blocked)) return []
    if (!entry) return [fault(use.field, 'ledger.not_there', { code: use.code })]
    const { code, name, blocked = '' } = entry
    return [fault(use.field, 'ledger.blocked', { code, name, why: blocked })]
  })
}

function usesOf({ categories, credits, dimensions, defaults = {} }: MappingRules): readonly Use[] {
  const uses: Use[] = []
  const add = (field: string, code: string | undefined, kind: CatalogueKind, dimension?: string) =>
    code !== undefined && uses.push({ field, code, kind, dimension })
  const addRest = (group: string, rule: NonNullable<MappingRules['defaults']>) => {
    const { costCenter, project } = dimensions
    add(`${group}/vatCode`, rule.vatCode, 'vat_codes')
    if (costCenter !== undefined)
      add(`${group}/costCenter`, rule.costCenter, 'dimensions', costCenter)
    if (project !== undefined) add(`${group}/project`, rule.project, 'dimensions', project)
  }
  for (const [name, rule] of Object.entries(categories)) {
    const field = pointerTo('categories', name)
    add(`${field}/account`, rule.account, 'accounts')
    addRest(field, rule)
  }
  for (const kind of payeeKinds) add(`/credits/${kind}`, credits[kind], 'accounts')
  addRest('/defaults', defaults)
  return uses
}
