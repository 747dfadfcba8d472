/** When people want to be called. */
export interface Thresholds {
  /** More failed attempts than so many in 24 hours. */
  readonly errorsPerDay: number
  readonly waitingHours: number
  /** Before a secret expires. */
  readonly secretDays: number
}

export const standard: Thresholds = {
  errorsPerDay: 10,
  waitingHours: 48,
  secretDays: 30,
}
