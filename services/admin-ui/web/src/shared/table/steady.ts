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
