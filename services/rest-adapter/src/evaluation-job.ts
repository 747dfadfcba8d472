/** All expressions are evaluated on every input. */
export interface Job {
  /** By name. */
  readonly expressions: Readonly<Record<string, string>>
  /** JSON. */
  readonly inputs: readonly string[]
  /** Characters of one result, at most. */
  readonly most: number
  /** Of numbers in what comes out, at most; any where nothing is said. */
  readonly decimals?: number | undefined
}

export interface Value {
  /** Nothing where the expression came to nothing. */
  readonly json?: string | undefined
  readonly fault?: {
    /** JSONata's own, or `too_large`, `not_json`, `no_amount`. */
    readonly code: string
    readonly position?: number
    readonly message?: string
  }
}
/** For one input, by the names of the expressions. */
export type Evaluated = Readonly<Record<string, Value>>
