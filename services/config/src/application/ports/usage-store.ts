import type { InUse } from '@bilagsbro/booking/coverage'

export interface Usage {
  readonly organizationId: string
  readonly kind: 'category' | 'payee_kind'
  readonly value: string
  readonly firstUsedAt: Date
}

/** Remembers the categories and kinds of payee that approved records have used. */
export interface UsageStore {
  /** A usage that is known already stays as it is. */
  note(usages: readonly Usage[]): Promise<void>
  /** The usages of an organisation, in the order of their names. */
  of(organizationId: string): Promise<InUse>
}
