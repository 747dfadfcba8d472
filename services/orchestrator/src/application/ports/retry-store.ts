import type { RecordKey, SyncRecord } from '#domain/record.ts'

/** Which records go again. */
export type Selection =
  | { readonly kind: 'records'; readonly records: readonly RecordKey[] }
  | { readonly kind: 'failed' }
  /** Failed records of one cause, by its fingerprint. */
  | { readonly kind: 'cause'; readonly fingerprint: string }
  /** Records that wait for a period: yyyy-mm. */
  | { readonly kind: 'period'; readonly period: string }

/** A record that is not sent again, and why. */
export interface LeftRecord {
  readonly recordId: string
  readonly revision: number
  readonly status: SyncRecord['state']['status'] | 'in_doubt' | 'may_be_in_ledger'
}

/** The part of a change that has records sent again; however many there are, in one statement. */
export interface RetryStore {
  /** Whether any failed record has the cause. */
  hasCause(organizationId: string, fingerprint: string): Promise<boolean>
  /** The periods that records wait for: yyyy-mm. */
  periods(organizationId: string): Promise<string[]>
  /** How many records of a selection may go again. */
  count(organizationId: string, selection: Selection): Promise<number>
  /** The other records of the selection, so many at most. */
  left(organizationId: string, selection: Selection, limit: number): Promise<LeftRecord[]>
  /** Does for each record that may go again as `retry` does for a person, and gives the records back as they are then. */
  take(
    organizationId: string,
    selection: Selection,
    by: { readonly runId: string; readonly now: Date },
  ): Promise<SyncRecord[]>
  /** Failed records that go again by themselves at this moment or earlier; the longest due first. */
  due(organizationId: string, now: Date, limit: number): Promise<SyncRecord[]>
  /** Has all records that go again by themselves go at this moment. */
  bringForward(organizationId: string, now: Date): Promise<void>
}
