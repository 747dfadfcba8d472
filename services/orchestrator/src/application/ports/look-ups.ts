import type { DoubtReport } from '@bilagsbro/adapter-api/calls'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { RecordKey } from '#domain/record.ts'

/** Asks an adapter what it saw of a posting in the ledger. Looks for nothing anew. */
export interface LookUps {
  /** Nothing where the adapter does not answer before the signal, or does not know the posting. Never throws. */
  of(type: ConnectorType, record: RecordKey, signal: AbortSignal): Promise<DoubtReport | undefined>
}
