/** Moments at which a test ends the process, to see that nothing is lost or doubled. */
export type CrashPoint =
  | 'before-intent'
  | 'after-intent'
  | 'mid-call'
  | 'after-answer'
  | 'after-commit'
  | 'before-offset-commit'

/** Does the work again until it is done, as long as the fault passes by itself. `what` names the work to the observer. */
export type KeepTrying = (what: string, work: () => Promise<void>) => Promise<void>

export interface WorkerSettings {
  /** Flights of this process in the air at the same time. */
  readonly flightsAtOnce: number
  readonly looksAtOnce: number
  /** After a flight that was not full, how long an organisation's next flight gathers vouchers: any flight costs as many calls. */
  readonly gatherMs: number
  /** How soon to look for work that nobody announced; up to eight times as long while nothing happens. */
  readonly pollMs: number
  /** How long to leave an organisation alone whose connection cannot be read. */
  readonly connectionPauseMs: number
  /** How often to see whether a delivered posting is due for a look. */
  readonly followPollMs: number
  /** The first pause between two look-ups for the same flight. */
  readonly lookPauseMs: number
}
