import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Refusal, Result } from '@bilagsbro/kernel/result'
import type { CredentialSchema } from '#domain/credential-schema.ts'
import type { CatalogueEntry, CatalogueKind } from '#domain/mapping-check.ts'
import type { OpenPostings } from '#domain/removal.ts'

/** Credentials that are not saved yet, or the organisation whose saved ones to use. */
export type Way =
  | { readonly organizationId: string }
  | {
      /** Whose they are to be: tries are counted by organisation. */
      readonly draftOf: string
      readonly target: Readonly<Record<string, string>>
      readonly secrets: Readonly<Record<string, string>>
    }

/** A ledger was reached; what was found there. */
export interface ConnectionReport {
  readonly name: string
  readonly accounts: number
  readonly costCentres: number
}

/**
 * The services that speak with the ledgers, one for each kind. What a ledger says no to is told by its cause
 * (`auth.wrong_secret`, `target.unknown_company`). `connector.adapter_unreachable` where the service itself does not
 * answer, `connection.no_answer` where the signal ended the call. Nothing is retried, no call outlives its signal.
 */
export interface LedgerAdapters {
  /** The kinds that there is a service for, whether it answers or not. */
  readonly types: readonly ConnectorType[]
  /** Kept for a minute: what an adapter declares changes only with its version. */
  schemaOf(type: ConnectorType, signal: AbortSignal): Promise<Result<CredentialSchema, Refusal>>
  /** Changes and keeps nothing. */
  testConnection(
    type: ConnectorType,
    way: Way,
    signal: AbortSignal,
  ): Promise<Result<ConnectionReport, Refusal>>
  /** At most 20,000 entries. */
  catalogue(
    type: ConnectorType,
    way: Way,
    kind: CatalogueKind,
    signal: AbortSignal,
  ): Promise<Result<readonly CatalogueEntry[], Refusal>>
  openPostings(
    type: ConnectorType,
    organizationId: string,
    signal: AbortSignal,
  ): Promise<Result<OpenPostings, Refusal>>
}
