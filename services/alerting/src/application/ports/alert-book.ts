import type { Alert, Figures } from '#domain/alert.ts'
import type { RecordKey } from '#domain/fact.ts'
import type { Notice } from '#domain/notice.ts'
import type { Situation } from '#domain/situation.ts'
import type { SummedUp } from '#domain/summary.ts'

/** The figures of an alert as its records show them. */
export interface CountedFigures extends Figures {
  /** Some of its records left it without being posted, delivered or handled. */
  readonly hasMoved: boolean
}

/** What others are told of an alert: which of its records, and who is to be told. */
export interface Told {
  readonly notice: Notice
  readonly records: readonly Pick<RecordKey, 'recordId' | 'revision'>[]
  readonly isForPlatform: boolean
}

interface Unit {
  /** Alerts that are open, or were not over before `since`. They stay as they are until the transaction ends. */
  alerts(since: number): Promise<Alert[]>
  save(alerts: readonly Alert[]): Promise<void>
  remove(alerts: readonly Alert[]): Promise<void>
  /** Told if the transaction is committed. */
  tell(told: Told): void
}

/** One organisation, in one transaction; nobody else judges it meanwhile. */
export interface OrganizationUnit extends Unit {
  readonly organizationId: string
  /** From when on anything may have changed since the organisation was judged last. */
  readonly changedFrom: number
  situation(since: number, now: number): Promise<Situation>
  figures(
    alerts: readonly Alert[],
    situation: Situation,
  ): Promise<ReadonlyMap<string, CountedFigures>>
  /** Some of the alert's records that are still not right. */
  records(alert: Alert, situation: Situation): Promise<Told['records']>
  /** Whether another organisation has an alert that began after a moment, is open, and counts among several at once. */
  isJoined(began: number): Promise<boolean>
  /** Whether it has troubles that may become an alert by the clock alone. */
  hasOpenTroubles(): Promise<boolean>
  /** Notes that it was judged, and when it has to be judged again though nothing is told; `Infinity` for never. */
  judged(now: number, next: number): Promise<void>
}

/** The alerts of the platform, in one transaction; nobody else judges them meanwhile. */
export interface PlatformUnit extends Unit {
  /** Alerts of organisations that are not over before `since`, and that are not muted. */
  members(since: number): Promise<SummedUp[]>
}

/** A person's change of one alert. */
export interface AlertUnit extends Pick<Unit, 'save' | 'tell'> {
  readonly alert: Alert
  records(): Promise<Told['records']>
  /**
   * Keeps the word of a person that what the ledger of the alert's organisation holds twice was seen to. Keeps nothing and
   * says no where the doublings are others than those that the alert counts; where none is left there is nothing to keep.
   */
  seeTo(at: number): Promise<boolean>
}

export interface AlertBook {
  /**
   * Judges organisations of which something was told, or whose time has come, each in a transaction of its own. Gives back
   * how many it judged. Replicas that judge at the same time share them.
   */
  judgeDue(now: number, judge: (unit: OrganizationUnit) => Promise<void>): Promise<number>
  judgePlatform(judge: (unit: PlatformUnit) => Promise<void>): Promise<void>
  /** Changes an alert that the caller may see; nothing where there is none. */
  change<T>(id: string, change: (unit: AlertUnit) => Promise<T>): Promise<T | undefined>
}
