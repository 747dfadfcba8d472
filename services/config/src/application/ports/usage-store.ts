import type { InUse } from '@bilagsbro/booking/coverage'

export interface Usage {
  readonly organizationId: string
  readonly kind: 'category' | 'payee_kind'
  readonly value: string
  readonly firstUsedAt: Date
}

/** Remembers what approved records have used. */
export interface UsageStore {
  /** What is known already stays as it is. */
  note(usages: readonly Usage[]): Promise<void>
  /** In the order of their names. */
  of(organizationId: string): Promise<InUse>
}
