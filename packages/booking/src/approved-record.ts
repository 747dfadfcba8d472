export const payeeKinds = ['employee', 'volunteer', 'external'] as const
export type PayeeKind = (typeof payeeKinds)[number]

export const isPayeeKind = (kind: string): kind is PayeeKind =>
  payeeKinds.some((known) => known === kind)

export interface RecordLine {
  readonly lineId: string
  readonly category: string
  /** Decimal text. */
  readonly amount: string
  /** yyyy-mm-dd */
  readonly date: string
  readonly text?: string | undefined
  readonly costCenter?: string | undefined
  readonly project?: string | undefined
  readonly vatCode?: string | undefined
}

/** Who is to be paid. */
export interface Payee {
  readonly id: string
  readonly kind: PayeeKind
  /** Their supplier or employee number in the ledger. */
  readonly ledgerNumber?: string | undefined
}

/** One revision of a record, as it was approved. */
export interface ApprovedRecord {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
  readonly recordType: string
  readonly approvedAt: string
  readonly approvedBy: string
  readonly payee: Payee
  readonly currency: string
  /** The sum of the lines. */
  readonly total: string
  readonly lines: readonly RecordLine[]
  readonly attachments?: readonly Attachment[] | undefined
}

/** A revision with no lines: the record is not to be in the ledger. */
export interface WithdrawnRecord {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
  readonly withdrawnAt: string
  readonly withdrawnBy: string
  readonly reason?: string | undefined
}

export type RecordContent = ApprovedRecord | WithdrawnRecord

export const isWithdrawal = (content: RecordContent): content is WithdrawnRecord =>
  'withdrawnAt' in content

/** The moment from which a revision holds. */
export const heldFrom = (content: RecordContent): string =>
  isWithdrawal(content) ? content.withdrawnAt : content.approvedAt

interface Attachment {
  readonly url: string
  readonly filename: string
  readonly mediaType: string
  readonly sha256: string
}
