import type { ConnectionChoice, ConnectionReport, OpenPostings } from '@bilagsbro/adapter-api/calls'
import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Refusal, Result } from '@bilagsbro/kernel/result'

/**
 * The services that speak with the ledgers, one for each kind. What a ledger says no to is told by its cause
 * (`auth.wrong_secret`, `target.unknown_company`). `connector.adapter_unreachable` where the service itself does not
 * answer, `connection.no_answer` where the signal ended the call. Nothing is retried, no call outlives its signal.
 */
export interface LedgerAdapters {
  /** The kinds of accounting system that have an adapter service, whether the service answers or not. */
  readonly types: readonly ConnectorType[]
  /** The schema is kept for a minute: the fields that an adapter declares change only with its version. */
  schemaOf(type: ConnectorType, signal: AbortSignal): Promise<Result<CredentialSchema, Refusal>>
  /** Changes and keeps nothing. */
  testConnection(
    type: ConnectorType,
    choice: ConnectionChoice,
    signal: AbortSignal,
  ): Promise<Result<ConnectionReport, Refusal>>
  /** At most 20,000 entries. */
  catalogue(
    type: ConnectorType,
    choice: ConnectionChoice,
    kind: CatalogueKind,
    signal: AbortSignal,
  ): Promise<Result<readonly CatalogueEntry[], Refusal>>
  openPostings(
    type: ConnectorType,
    organizationId: string,
    signal: AbortSignal,
  ): Promise<Result<OpenPostings, Refusal>>
}
