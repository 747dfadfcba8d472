/** What is chosen of a list, by its keys; rows of other pages stay chosen. */
export type Chosen<Row> = ReadonlyMap<string, Row>

export function choose<Row>(
  before: Chosen<Row>,
  rows: readonly Row[],
  isChosen: boolean,
  keyOf: (row: Row) => string,
): Chosen<Row> {
  const chosen = new Map(before)
  for (const row of rows)
    if (isChosen) chosen.set(keyOf(row), row)
    else chosen.delete(keyOf(row))
  return chosen
}
