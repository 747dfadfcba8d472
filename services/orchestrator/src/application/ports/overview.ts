import type { InUse } from '@bilagsbro/booking/coverage'
import type { Status } from '#domain/record.ts'
import type { Run } from '#domain/run.ts'
import type { Trial } from '#domain/trial.ts'

/** Reads without deciding anything. */
export interface Overview {
  /** An organisation's runs, the latest first, without the first `offset` of them. */
  latestRuns(organizationId: string, limit: number, offset?: number): Promise<Run[]>
  /** How many runs an organisation has had; nothing where the organisation is unknown. */
  countRuns(organizationId: string): Promise<number | undefined>
  run(organizationId: string, id: string): Promise<Run | undefined>
  /** How far an organisation's trial has come; nothing where the organisation is unknown. */
  trial(organizationId: string): Promise<{ readonly trial: Trial | undefined } | undefined>
  /**
   * Those of the names that a record uses which may yet be sent: it waits, it failed, or a connector that is enabled
   * from an earlier date would send it. Records that a person marked as handled, or that a revision replaced, count no more.
   */
  unsentUses(organizationId: string, names: InUse): Promise<InUse>
  /** The number of records of each status that is not settled yet. */
  countQueues(): Promise<ReadonlyMap<Status, number>>
}
