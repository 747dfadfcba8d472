/** Moments at which a test ends the process, to see that nothing is lost or doubled. */
export type CrashPoint =
  | 'before-intent'
  | 'after-intent'
  | 'mid-call'
  | 'after-answer'
  | 'after-commit'
  | 'before-offset-commit'

/** Does something again until it is done, while what is in the way passes by itself. */
export type KeepTrying = (what: string, work: () => Promise<void>) => Promise<void>

export interface WorkerSettings {
  /** Flights of this process in the air at the same time. */
  readonly flightsAtOnce: number
  readonly looksAtOnce: number
  /** After a flight that was not full, how long an organisation's next one gathers vouchers: each costs as many calls. */
  readonly gatherMs: number
  /** How soon to look for work that nobody announced; where nothing has happened for a while, up to eight times as long. */
  readonly pollMs: number
  /** How long to leave an organisation alone whose connection cannot be read. */
  readonly connectionPauseMs: number
  /** How often to see whether something that was delivered is due. */
  readonly followPollMs: number
  /** The first pause between two look-ups for the same flight. */
  readonly lookPauseMs: number
}
