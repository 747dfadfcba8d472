import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Failure } from '@bilagsbro/booking/failure'

/** Asks an adapter whether an organisation's saved connection leads to its ledger. Posts nothing. */
export interface ConnectionProof {
  /** Never throws, and ends with the signal. */
  test(type: ConnectorType, organizationId: string, signal: AbortSignal): Promise<Proven>
}

/** `untold`: the adapter did not say, or the ledger said what is no matter of the connection. */
export type Proven =
  | { readonly kind: 'works' | 'untold' }
  | { readonly kind: 'broken'; readonly failure: Failure }
