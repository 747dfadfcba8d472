import type { AccountSeed } from './seed.ts'

export interface Account {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly category: string
  readonly accountType: 'Posting' | 'Heading'
  readonly blocked: boolean
  readonly directPosting: boolean
  readonly genPostingType: '' | 'Purchase'
  readonly vatGroup: string
  readonly allocations: NonNullable<AccountSeed['allocations']>
  readonly deferral: AccountSeed['deferral']
  readonly defaultDimensions: NonNullable<AccountSeed['defaultDimensions']>
  /** What a new line on this account starts with. */
  readonly startingDimensions: DimensionSet
}

export interface Dimension {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly values: Map<string, DimensionValue>
}
export interface DimensionValue {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly blocked: boolean
  readonly dimension: Dimension
}
/** At most one value of each dimension. Never changed in place: lines and entries share it. */
export type DimensionSet = readonly DimensionValue[]
