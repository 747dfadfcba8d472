import type { InUse } from '@bilagsbro/booking/coverage'

/** Knows the records that may yet be sent. */
export interface UnsentUses {
  /** Those of the names that such a record uses; nothing where nobody answers within two seconds. */
  among(organizationId: string, names: InUse): Promise<InUse | undefined>
}
