/** What the broker shows at a moment. */
export interface Seen {
  /** Topics that are not as declared. */
  readonly misdeclared: readonly string[]
  readonly letters: readonly SeenLetter[]
  /** Services that have not handled what was on their topics for too long; nothing while that is not known yet. */
  readonly lagging: readonly string[] | undefined
}

interface SeenLetter {
  readonly topic: string
  readonly setAsideAt: number
  /** When it was sent again. */
  readonly replayedAt?: number | undefined
}

export interface Broker {
  look(now: number): Promise<Seen>
}
