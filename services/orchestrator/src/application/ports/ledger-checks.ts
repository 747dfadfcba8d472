import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { LedgerCode, Standing } from '@bilagsbro/booking/ledger-code'

/** Asks a ledger how codes stand in it. Changes nothing there. */
export interface LedgerChecks {
  /** One standing for each code, in this order. Never throws, and ends with the signal: what was not told is `unanswered`. */
  standings(
    type: ConnectorType,
    organizationId: string,
    codes: readonly LedgerCode[],
    signal: AbortSignal,
  ): Promise<readonly Standing[]>
}
