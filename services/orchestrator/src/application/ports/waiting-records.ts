import type { Organization } from '#domain/organization.ts'
import type { RecordKey } from '#domain/record.ts'
import type { RevisionReads } from '../courses.ts'

/** Reads what waits, without a lock and without deciding anything: what is read may change at once. */
export interface WaitingRecords {
  /** The organisation as it is now; nothing where it is unknown. */
  of(organizationId: string): Promise<OrganizationReads | undefined>
}

export interface OrganizationReads extends RevisionReads {
  readonly organization: Organization
  /** The records that are pending or wait for their next attempt, the oldest first, and how many there are in all. */
  waiting(most: number): Promise<Waiting>
}

interface Waiting {
  readonly keys: readonly RecordKey[]
  readonly total: number
}
