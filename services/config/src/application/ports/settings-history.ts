import type { InUse } from '@bilagsbro/booking/coverage'
import type { Mapping } from '@bilagsbro/booking/mapping'
import type { Change } from '#domain/change.ts'

export interface SavedMapping {
  readonly mapping: Mapping
  readonly savedAt: Date
  readonly savedBy: string
}

/** Entries that are written once with every change, and never changed. Newest first. */
export interface SettingsHistory {
  /** The changes before a version, or the newest changes. */
  changes(organizationId: string, before: number | undefined, limit: number): Promise<Change[]>
  mappings(
    organizationId: string,
    before: number | undefined,
    limit: number,
  ): Promise<SavedMapping[]>
  mapping(organizationId: string, version: number): Promise<SavedMapping | undefined>
  /** The categories and kinds of payee that some version had an account for. */
  everMapped(organizationId: string): Promise<InUse>
}
