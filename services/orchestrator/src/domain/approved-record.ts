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

/** What was approved, as far as the orchestrator reads it. It is kept whole. */
export interface ApprovedRecord {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
  readonly recordType: string
  readonly approvedAt: string
  readonly payee: { readonly kind: PayeeKind }
  readonly currency: string
  readonly lines: readonly RecordLine[]
}
