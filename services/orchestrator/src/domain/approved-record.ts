export type PayeeKind = 'employee' | 'volunteer' | 'external'

export interface RecordLine {
  readonly lineId: string
  readonly category: string
  readonly amount: string
  readonly date: string
  readonly text?: string | undefined
  readonly costCenter?: string | undefined
  readonly project?: string | undefined
  readonly vatCode?: string | undefined
}

export interface Payee {
  readonly id: string
  readonly kind: PayeeKind
  /** Their supplier or employee number in the ledger. */
  readonly ledgerNumber?: string | undefined
}

/** What was approved, as far as the orchestrator reads it. It is kept whole. */
export interface ApprovedRecord {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
  readonly recordType: string
  readonly approvedAt: string
  readonly approvedBy: string
  readonly payee: Payee
  readonly currency: string
  readonly lines: readonly RecordLine[]
  readonly attachments?: readonly Attachment[] | undefined
}

interface Attachment {
  readonly sha256: string
}
