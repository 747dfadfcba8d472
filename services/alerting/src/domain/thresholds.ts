/** When people want to be called. */
export interface Thresholds {
  /** More failed attempts than so many in 24 hours. */
  readonly errorsPerDay: number
  readonly waitingHours: number
  readonly deliveredDays: number
  /** Before a secret expires. */
  readonly secretDays: number
}

export const standard: Thresholds = {
  errorsPerDay: 10,
  waitingHours: 48,
  deliveredDays: 3,
  secretDays: 30,
}
