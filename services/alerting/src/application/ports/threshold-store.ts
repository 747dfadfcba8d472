import type { Refusal, Result } from '@bilagsbro/kernel/result'
import type { Thresholds } from '#domain/thresholds.ts'

/** What people chose; left out where they left the choice to the platform, or to the standard. */
export type Chosen = { readonly [K in keyof Thresholds]?: Thresholds[K] | undefined }

export interface SetThresholds {
  readonly effective: Thresholds
  readonly chosen: Chosen
  /** What applies where nothing is chosen. */
  readonly otherwise: Thresholds
  /** 0 where nobody has chosen yet. */
  readonly version: number
  readonly changedAt?: Date | undefined
  readonly changedBy?: string | undefined
}

export interface ThresholdChange {
  /** None for those of the platform. */
  readonly organizationId?: string | undefined
  readonly chosen: Chosen
  readonly by: string
  /** Refused where another version is there. */
  readonly expectedVersion?: number | undefined
}

export interface ThresholdStore {
  /** Nothing of an organisation that nobody has announced, or that the caller may not see. */
  read(organizationId?: string): Promise<SetThresholds | undefined>
  /** Has everything judged again that the thresholds are for. */
  save(change: ThresholdChange): Promise<Result<SetThresholds, Refusal>>
}
