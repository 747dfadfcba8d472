import type { Breaking, LogCheck, Switch } from '#domain/situation.ts'
import type { Fact, RecordKey } from '#domain/fact.ts'

export type RecordFact = RecordKey & Fact

export interface NamedSwitch extends Switch {
  readonly organizationId: string
  readonly name: string
  readonly connectorType: string | undefined
  readonly version: number
}

export interface NamedBreaking extends Breaking {
  readonly organizationId: string
  readonly sequence: number
}

export interface NamedLogCheck extends LogCheck {
  readonly organizationId: string
  readonly sequence: number
}

/** Keeps what was told, and the troubles that follow from it. Each call is one transaction. */
export interface FactStore {
  /**
   * Keeps facts of records, whatever the order in which they come; a fact that is kept already changes nothing. Of records
   * that were never in trouble a success costs no row: a batch of them is kept as one for each organisation, for a failure
   * or a wait that is told of later.
   */
  take(facts: readonly RecordFact[]): Promise<void>
  /** Keeps states of connectors. What is told of a version again takes the place of what was told before. */
  takeSwitches(switches: readonly NamedSwitch[]): Promise<void>
  takeBreakings(breakings: readonly NamedBreaking[]): Promise<void>
  takeLogChecks(checks: readonly NamedLogCheck[]): Promise<void>
  /** Forgets facts from before a moment of records that are in no trouble. Gives back whether some may be left. */
  forget(before: Date): Promise<boolean>
}
