export interface Steady<Row> {
  readonly rows: readonly Row[]
  /** Rows that wait until the person asks for them. */
  readonly waiting: number
}

/**
 * The rows as a person has them before them: in the order in which they came, each as it is now. What came since waits; a
 * row that is not told of any more stays as it was last.
 */
export function steady<Row>(
  order: readonly string[],
  last: ReadonlyMap<string, Row>,
  now: readonly Row[],
  keyOf: (row: Row) => string,
): Steady<Row> {
  const fresh = new Map(now.map((row) => [keyOf(row), row]))
  const rows = order.flatMap((key) => fresh.get(key) ?? last.get(key) ?? [])
  return { rows, waiting: now.filter((row) => !order.includes(keyOf(row))).length }
}

/** One page of a list that rows leave when they are solved, as it was and as it is told now. */
export interface Told<Row> {
  /** The keys of the rows as they came. */
  readonly order: readonly string[]
  readonly now: readonly Row[]
  /** Whether there is a page behind this one, for rows to be pushed to. */
  readonly isFull: boolean
  /** Whether the whole list is as long as it was, or longer. */
  readonly isNoShorter: boolean
  readonly keyOf: (row: Row) => string
}

/**
 * What follows the last row that is still there moves up into the places of those that left, and stands in the order from
 * now on. A row that comes back has its old place; what belongs further up waits.
 */
export function movedUp<Row>({ order, now, isNoShorter, keyOf }: Told<Row>): readonly string[] {
  const known = new Set(order)
  const last = now.findLastIndex((row) => known.has(keyOf(row)))
  // New ones alone, so many that they pushed all others to the next page.
  if (last < 0 && order.length > 0 && isNoShorter) return order
  const behind = now.slice(last + 1).map(keyOf)
  return behind.length === 0 ? order : [...order, ...behind]
}

/** The rows that left because they are solved, and not because new ones pushed them to the next page. */
export function solved<Row>({ order, now, isFull, keyOf }: Told<Row>): ReadonlySet<string> {
  const fresh = new Set(now.map(keyOf))
  const last = order.findLastIndex((key) => fresh.has(key))
  const isPushed = (at: number) => isFull && at > last
  return new Set(order.filter((key, at) => !fresh.has(key) && !isPushed(at)))
}
