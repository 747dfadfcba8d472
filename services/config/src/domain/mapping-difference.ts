import type { CategoryRule, MappingRules } from '@bilagsbro/booking/mapping'
import { contentHash } from '@bilagsbro/kernel/content-hash'

export interface Difference {
  readonly part:
    | 'categories'
    | 'credits'
    | 'subledgers'
    | 'dimensions'
    | 'defaults'
    | 'effectiveFrom'
  /** The category, kind of payee or dimension; left out for `effectiveFrom`. */
  readonly key?: string
  readonly before?: Booked
  readonly after?: Booked
}
type Booked = CategoryRule | string

const parts = ['categories', 'credits', 'subledgers', 'dimensions', 'defaults'] as const

/** The places in which `after` books in another way than `before`. */
export function differences(before: MappingRules, after: MappingRules): Difference[] {
  const found: Difference[] = parts.flatMap((part) => {
    const [old, next] = [before[part] ?? {}, after[part] ?? {}] as Record<string, Booked>[]
    return [...new Set([...Object.keys(old!), ...Object.keys(next!)])]
      .toSorted()
      .filter((key) => contentHash(old![key]) !== contentHash(next![key]))
      .map((key) => ({ part, key, ...given(old![key], next![key]) }))
  })
  const [old, next] = [before.effectiveFrom, after.effectiveFrom]
  return old === next ? found : [...found, { part: 'effectiveFrom', ...given(old, next) }]
}

const given = (before: Booked | undefined, after: Booked | undefined) => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
})
