import type { Cause } from '@bilagsbro/booking/cause'

export interface RecordKey {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
}

/** What an event says of a record. Moments are milliseconds. */
export type Told =
  | { readonly kind: 'queued'; readonly reason: string; readonly nextRunAt?: number | undefined }
  | {
      readonly kind: 'failed'
      readonly attempt: number
      readonly cause: Cause
      readonly reference: string
      /** Nothing is tried again without a person. */
      readonly isFinal: boolean
      readonly recordType?: string | undefined
    }
  /** The ledger holds the record more than once, or otherwise than it was posted. */
  | {
      readonly kind: 'doubled'
      readonly reference: string
      /** The numbers of the vouchers, as far as they are known. */
      readonly vouchers: readonly string[]
    }
  /** A person says that these doublings were seen to, by their sequences; all before it where it names none. */
  | { readonly kind: 'seen_to'; readonly doublings?: readonly number[] | undefined }
  | { readonly kind: 'posted' | 'delivered' | 'overdue' | 'handled' }

/** An event of a record: a record has one for each sequence, and they come in any order, some of them again. */
export interface Fact {
  readonly sequence: number
  readonly at: number
  readonly told: Told
}
